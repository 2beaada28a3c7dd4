"""Message components, the old (rows of buttons and selects) and the new (containers, sections, text)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from tests.standin.errors import Path
    from tests.standin.validation.form import Form

Json = dict[str, Any]

ROW, BUTTON, SELECT, TEXT_INPUT = 1, 2, 3, 4
USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 5, 6, 7, 8
SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17

SELECTS = frozenset({SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT})
CONTAINER_CHILDREN = frozenset({ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR})
NEW_TOP_LEVEL = CONTAINER_CHILDREN | {CONTAINER}

LINK_STYLE, PREMIUM_STYLE = 5, 6
MAX_ROWS = 5
MAX_COMPONENTS = 40
MAX_TEXT = 4000


class ComponentReader:
    """Reads the components of one message or modal: limits, unique custom_ids, and the ids that Discord adds."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.count = 0
        self.displayed = 0
        self._custom_ids: set[str] = set()
        self._readers: dict[int, Callable[[Path, Json], None]] = {
            ROW: self._read_row,
            BUTTON: self._read_button,
            **dict.fromkeys(SELECTS, self.read_select),
            SECTION: self._read_section,
            TEXT_DISPLAY: self.read_text_display,
            THUMBNAIL: self._read_thumbnail,
            GALLERY: self._read_gallery,
            FILE: self._read_file,
            SEPARATOR: self._read_separator,
            CONTAINER: self._read_container,
        }

    def read_message(self, value: Any, *, new: bool, path: Path = ("components",)) -> list[Json]:
        """A message's components. `new` says whether IS_COMPONENTS_V2 is set; without it only five rows are allowed."""
        form = self.form
        if new:
            nodes = self._children(path, value, MAX_COMPONENTS, NEW_TOP_LEVEL)
            if self.count > MAX_COMPONENTS:
                form.fault(path, "BASE_TYPE_MAX_LENGTH", f"Must be {MAX_COMPONENTS} or fewer in length.")
            if self.displayed > MAX_TEXT:
                form.fault(
                    path,
                    "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
                    f"The total displayable text size may not exceed {MAX_TEXT}",
                )
            return nodes
        return self._children(path, value, MAX_ROWS, {ROW})

    def read_one(self, path: Path, value: Any, allowed: Collection[int]) -> Json:
        """One component of an allowed type, checked with everything inside; returns it with an `id`."""
        node = dict(self.form.mapping(path, value))
        kind = self.form.choice((*path, "type"), node.get("type"), allowed)
        self.count += 1
        if not node.get("id"):
            node["id"] = self.count
        if kind in self._readers:
            self._readers[kind](path, node)
        return node

    def _children(self, path: Path, value: Any, high: int, allowed: Collection[int], *, low: int = 0) -> list[Json]:
        children = self.form.items(path, value, high, low=low)
        return [self.read_one((*path, i), child, allowed) for i, child in enumerate(children)]

    def custom_id(self, path: Path, node: Json) -> None:
        """custom_id: 1 to 100 characters, once in a message, disabled components included."""
        path = (*path, "custom_id")
        custom_id = self.form.text(path, node.get("custom_id"), 100, low=1)
        if custom_id and custom_id in self._custom_ids:
            self.form.fault(path, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
        self._custom_ids.add(custom_id)

    def _read_row(self, path: Path, node: Json) -> None:
        inside = node.get("components") or []
        has_select = any(isinstance(child, dict) and child.get("type") in SELECTS for child in inside)
        path = (*path, "components")
        if has_select:  # a select menu takes a whole row
            node["components"] = self._children(path, inside, 1, SELECTS, low=1)
        else:
            node["components"] = self._children(path, inside, 5, {BUTTON}, low=1)

    def _read_button(self, path: Path, node: Json) -> None:
        form = self.form
        style = form.choice((*path, "style"), node.get("style"), range(1, 7))
        form.text((*path, "label"), node.get("label"), 80, optional=True)
        self._read_emoji(path, node)
        if style == LINK_STYLE:
            form.address((*path, "url"), node.get("url"), schemes=("http", "https", "discord"), high=512)
            if node.get("custom_id"):
                form.fault(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A url and custom id cannot both")
        elif style == PREMIUM_STYLE:
            form.text((*path, "sku_id"), node.get("sku_id"), 20, low=1)
            return
        else:
            self.custom_id(path, node)
            if node.get("url"):
                form.fault((*path, "url"), "BUTTON_COMPONENT_INVALID_URL", "A url is only for link buttons")
        if not node.get("label") and not node.get("emoji"):
            form.fault(path, "BUTTON_COMPONENT_INVALID_LABEL", "A button needs a label or an emoji")

    def _read_emoji(self, path: Path, node: Json) -> None:
        """An emoji is a custom one by id, or a Unicode one by name; ASCII text is no emoji."""
        emoji = node.get("emoji")
        if emoji is None:
            return
        name = emoji.get("name")
        if not emoji.get("id") and (not name or name.isascii()):
            self.form.fault((*path, "emoji", "name"), "COMPONENT_INVALID_EMOJI", "Invalid emoji")

    def read_select(self, path: Path, node: Json) -> None:
        """A select menu: placeholder 150, 25 options at most, min and max within the number of options."""
        form = self.form
        self.custom_id(path, node)
        form.text((*path, "placeholder"), node.get("placeholder"), 150, optional=True)
        least = form.integer((*path, "min_values"), node.get("min_values"), 0, 25, default=1)
        most = form.integer((*path, "max_values"), node.get("max_values"), 1, 25, default=1)
        if least > most:
            form.fault((*path, "min_values"), "SELECT_COMPONENT_MIN_VALUES_TOO_LARGE", "min_values exceeds max_values")
        if node.get("type") == SELECT:
            options = self.read_options(path, node, 25)
            if options and most > len(options):
                form.fault(
                    (*path, "max_values"),
                    "SELECT_COMPONENT_MAX_VALUES_TOO_LARGE",
                    "max_values exceeds the number of options",
                )
            if sum(bool(option.get("default")) for option in options) > most:
                form.fault((*path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULTS", "More defaults than max_values")
        elif node.get("options"):
            form.fault((*path, "options"), "SELECT_COMPONENT_OPTIONS_NOT_ALLOWED", "Only string selects have options")

    def read_options(self, path: Path, node: Json, high: int, *, low: int = 1) -> list[Json]:
        """Options of a select, radio or checkbox group: label, value and description up to 100, values unique."""
        form = self.form
        options = [
            form.mapping((*path, "options", i), option)
            for i, option in enumerate(form.items((*path, "options"), node.get("options"), high, low=low))
        ]
        seen: set[str] = set()
        for i, option in enumerate(options):
            where = (*path, "options", i)
            form.text((*where, "label"), option.get("label"), 100, low=1)
            form.text((*where, "description"), option.get("description"), 100, optional=True)
            value = form.text((*where, "value"), option.get("value"), 100, low=1)
            self._read_emoji(where, option)
            if value in seen:
                form.fault(
                    (*where, "value"),
                    "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                    "The specified option value is already used",
                )
            seen.add(value)
        return options

    def _read_section(self, path: Path, node: Json) -> None:
        inner = (*path, "components")
        node["components"] = self._children(inner, node.get("components"), 3, {TEXT_DISPLAY}, low=1)
        if node.get("accessory") is None:
            self.form.required((*path, "accessory"))
        else:
            node["accessory"] = self.read_one((*path, "accessory"), node["accessory"], {BUTTON, THUMBNAIL})

    def read_text_display(self, path: Path, node: Json) -> None:
        """A block of markdown, 1 to 4000 characters; all of a message together have the same limit."""
        self.displayed += len(self.form.text((*path, "content"), node.get("content"), MAX_TEXT, low=1))

    def _read_thumbnail(self, path: Path, node: Json) -> None:
        self._read_media((*path, "media"), node.get("media"))
        self.form.text((*path, "description"), node.get("description"), 1024, optional=True)

    def _read_gallery(self, path: Path, node: Json) -> None:
        for i, item in enumerate(self.form.items((*path, "items"), node.get("items"), 10, low=1)):
            where = (*path, "items", i)
            entry = self.form.mapping(where, item)
            self._read_media((*where, "media"), entry.get("media"))
            self.form.text((*where, "description"), entry.get("description"), 1024, optional=True)

    def _read_file(self, path: Path, node: Json) -> None:
        self._read_media((*path, "file"), node.get("file"), schemes=("attachment",))

    def _read_media(self, path: Path, value: Any, schemes: Collection[str] = ("http", "https", "attachment")) -> None:
        media = self.form.mapping(path, value)
        self.form.address((*path, "url"), media.get("url"), schemes=schemes)

    def _read_separator(self, path: Path, node: Json) -> None:
        if node.get("spacing") is not None:
            self.form.choice((*path, "spacing"), node["spacing"], {1, 2})

    def _read_container(self, path: Path, node: Json) -> None:
        inner = (*path, "components")
        node["components"] = self._children(inner, node.get("components"), MAX_COMPONENTS, CONTAINER_CHILDREN, low=1)
        if node.get("accent_color") is not None:
            self.form.integer((*path, "accent_color"), node["accent_color"], 0, 0xFFFFFF)
