"""Modals: what Discord accepts as a form to open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.standin.validation.components import ROW, SELECTS, TEXT_DISPLAY, TEXT_INPUT, ComponentReader
from tests.standin.validation.form import Form

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.standin.errors import Path

Json = dict[str, Any]

LABEL, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 18, 19, 21, 22, 23
LABEL_CHILDREN = SELECTS | {TEXT_INPUT, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX}


def read_modal(value: Any) -> Json:
    """A modal: title up to 45, custom_id up to 100, one to five labels, text displays or (deprecated) rows."""
    form = Form()
    data = form.mapping(("data",), value)
    form.text(("data", "title"), data.get("title"), 45, low=1)
    form.text(("data", "custom_id"), data.get("custom_id"), 100, low=1)
    reader = _ModalReader(form)
    path: Path = ("data", "components")
    nodes = [reader.read((*path, i), one) for i, one in enumerate(form.items(path, data.get("components"), 5, low=1))]
    form.close()
    return {"title": data["title"], "custom_id": data["custom_id"], "components": nodes}


class _ModalReader:
    def __init__(self, form: Form) -> None:
        self.form = form
        self._parts = ComponentReader(form)
        self._readers: dict[int, Callable[[Path, Json], None]] = {
            **dict.fromkeys(SELECTS, self._parts.read_select),
            FILE_UPLOAD: self._read_upload,
            RADIO_GROUP: self._read_radio,
            CHECKBOX_GROUP: self._read_checkboxes,
            CHECKBOX: self._parts.custom_id,
        }

    def read(self, path: Path, value: Any) -> Json:
        node = dict(self.form.mapping(path, value))
        match self.form.choice((*path, "type"), node.get("type"), {ROW, TEXT_DISPLAY, LABEL}):
            case 1:
                self._read_row(path, node)
            case 10:
                self._parts.read_text_display(path, node)
            case 18:
                self._read_label(path, node)
        return node

    def _read_row(self, path: Path, node: Json) -> None:
        """The old form: a row around one text input, which then carries its own label."""
        path = (*path, "components")
        for i, child in enumerate(self.form.items(path, node.get("components"), 1, low=1)):
            where = (*path, i)
            self.form.choice((*where, "type"), child.get("type"), {TEXT_INPUT})
            self.form.text((*where, "label"), child.get("label"), 45, low=1)
            self._read_text_input(where, child)

    def _read_label(self, path: Path, node: Json) -> None:
        self.form.text((*path, "label"), node.get("label"), 45, low=1)
        self.form.text((*path, "description"), node.get("description"), 100, optional=True)
        path = (*path, "component")
        child = self.form.mapping(path, node.get("component"))
        kind = self.form.choice((*path, "type"), child.get("type"), LABEL_CHILDREN)
        if kind == TEXT_INPUT:
            if child.get("label") is not None:
                self.form.fault((*path, "label"), "TEXT_INPUT_LABEL_NOT_ALLOWED", "The label belongs to the Label")
            self._read_text_input(path, child)
        elif kind in self._readers:
            self._readers[kind](path, child)
        if kind in SELECTS and child.get("disabled"):
            self.form.fault((*path, "disabled"), "SELECT_COMPONENT_DISABLED_IN_MODAL", "Not allowed in a modal")

    def _read_text_input(self, path: Path, node: Json) -> None:
        form = self.form
        self._parts.custom_id(path, node)
        form.choice((*path, "style"), node.get("style"), {1, 2})
        least = form.integer((*path, "min_length"), node.get("min_length"), 0, 4000, default=0)
        most = form.integer((*path, "max_length"), node.get("max_length"), 1, 4000, default=4000)
        if least > most:
            form.fault((*path, "min_length"), "TEXT_INPUT_MIN_LENGTH_TOO_LARGE", "min_length exceeds max_length")
        form.text((*path, "placeholder"), node.get("placeholder"), 100, optional=True)
        form.text((*path, "value"), node.get("value"), most, optional=True)

    def _read_upload(self, path: Path, node: Json) -> None:
        self._parts.custom_id(path, node)
        least = self.form.integer((*path, "min_values"), node.get("min_values"), 0, 10, default=1)
        most = self.form.integer((*path, "max_values"), node.get("max_values"), 1, 10, default=1)
        if least > most and node.get("min_values") is not None:
            self.form.fault((*path, "min_values"), "FILE_UPLOAD_MIN_VALUES_TOO_LARGE", "min_values exceeds max_values")

    def _read_radio(self, path: Path, node: Json) -> None:
        self._parts.custom_id(path, node)
        options = self._parts.read_options(path, node, 10, low=2)
        if sum(bool(option.get("default")) for option in options) > 1:
            self.form.fault((*path, "options"), "RADIO_GROUP_TOO_MANY_DEFAULTS", "Only one default")

    def _read_checkboxes(self, path: Path, node: Json) -> None:
        self._parts.custom_id(path, node)
        options = self._parts.read_options(path, node, 10)
        self.form.integer((*path, "min_values"), node.get("min_values"), 0, 10, default=0)
        most = self.form.integer((*path, "max_values"), node.get("max_values"), 1, 10, default=max(1, len(options)))
        if options and most > len(options):
            self.form.fault((*path, "max_values"), "CHECKBOX_GROUP_MAX_VALUES_TOO_LARGE", "More than there are options")
