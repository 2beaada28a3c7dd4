"""Definitions of application commands, as PUT to Discord by a sync."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from tests.standin.commands import Command, CommandKind, Context, Install
from tests.standin.permissions import Permission
from tests.standin.validation.form import Form

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from enum import IntEnum

    from tests.standin.errors import Path

Json = dict[str, Any]

LOCALES = frozenset(
    {"bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "hi", "hr", "hu", "id", "it", "ja"}
    | {"ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW"}
)
SUBCOMMAND, SUBCOMMAND_GROUP, STRING, INTEGER, NUMBER, ATTACHMENT = 1, 2, 3, 4, 10, 11
COUNTS = {CommandKind.SLASH: 100, CommandKind.USER: 15, CommandKind.MESSAGE: 15}
MAX_CHARACTERS = 8000


def read_commands(value: Any, *, guild_id: int | None, id_for: Callable[[CommandKind, str], int]) -> list[Command]:
    """The commands of one bulk overwrite; names are unique by kind, and each kind has a limit."""
    form = Form()
    commands: list[Command] = []
    seen: dict[tuple[int, str], int] = {}
    for i, one in enumerate(form.items((), value, sum(COUNTS.values()))):
        command = _read_command(form, (i,), one, guild_id, id_for)
        commands.append(command)
        if seen.setdefault((command.kind, command.name), i) != i:
            form.fault((i, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
    for kind, most in COUNTS.items():
        if sum(command.kind is kind for command in commands) > most:
            form.fault((), "APPLICATION_COMMANDS_MAX", f"Maximum number of application commands reached ({most})")
    form.close()
    return commands


def _read_command(
    form: Form, path: Path, value: Any, guild_id: int | None, id_for: Callable[[CommandKind, str], int]
) -> Command:
    data = form.mapping(path, value)
    kind = CommandKind(max(1, form.choice((*path, "type"), data.get("type", 1), set(CommandKind))))
    slash = kind is CommandKind.SLASH
    name = _read_name(form, path, data, lower=slash)
    if slash:
        _read_description(form, path, data)
        _read_options(form, path, data, depth=0)
        if _size(data) > MAX_CHARACTERS:
            form.fault(path, "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({MAX_CHARACTERS})")
    elif data.get("description") or data.get("options"):
        form.fault((*path, "description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", "Not allowed here")
    installs = _read_flags(form, (*path, "integration_types"), data.get("integration_types"), Install)
    installs = installs or frozenset({Install.GUILD})
    permissions = data.get("default_member_permissions")
    return Command(
        id=id_for(kind, name),
        guild_id=guild_id,
        kind=kind,
        name=name,
        definition=data,
        permissions=None if permissions is None else Permission(int(permissions)),
        contexts=_contexts(form, path, data, installs),
        installs=installs,
        nsfw=bool(data.get("nsfw")),
    )


def _contexts(form: Form, path: Path, data: Json, installs: frozenset[Install]) -> frozenset[Context]:
    contexts = _read_flags(form, (*path, "contexts"), data.get("contexts"), Context)
    if contexts is not None:
        return contexts
    if data.get("dm_permission") is False:
        return frozenset({Context.GUILD})
    private = {Context.PRIVATE_CHANNEL} if Install.USER in installs else set()
    return frozenset({Context.GUILD, Context.BOT_DM} | private)


def _read_flags(form: Form, path: Path, value: Any, kind: type[IntEnum]) -> frozenset[Any] | None:
    """A list of distinct numbers such as contexts; None means Discord's default."""
    if value is None:
        return None
    allowed = {int(one) for one in kind}
    numbers = form.items(path, value, len(allowed), low=1)
    for i, number in enumerate(numbers):
        form.choice((*path, i), number, allowed)
    if len(set(numbers)) != len(numbers):
        form.fault(path, "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value")
    return frozenset(kind(number) for number in numbers if number in allowed)


def _read_name(form: Form, path: Path, data: Json, *, lower: bool) -> str:
    name = form.text((*path, "name"), data.get("name"), 32, low=1)
    names: list[tuple[Path, str]] = [((*path, "name"), name)]
    names += _localizations(form, path, data, "name", 32)
    for where, one in names:
        if lower and one and not _is_command_name(one):
            form.fault(where, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    return name


def _read_description(form: Form, path: Path, data: Json) -> None:
    form.text((*path, "description"), data.get("description"), 100, low=1)
    _localizations(form, path, data, "description", 100)


def _localizations(form: Form, path: Path, data: Json, key: str, high: int) -> list[tuple[Path, str]]:
    """The translated texts with their paths; keys must be languages that Discord has."""
    where = (*path, f"{key}_localizations")
    texts: list[tuple[Path, str]] = []
    for locale, text in form.mapping(where, data.get(f"{key}_localizations") or {}).items():
        if locale not in LOCALES:
            form.fault((*where, locale), "BASE_TYPE_CHOICES", "Value must be one of Discord's locales.")
        texts.append(((*where, locale), form.text((*where, locale), text, high, low=1)))
    return texts


def _is_command_name(name: str) -> bool:
    """Lower case; letters and digits of any script, Devanagari and Thai marks, apostrophe, hyphen, underscore."""
    return name == name.lower() and all(
        unicodedata.category(char)[0] in "LN"
        or char in "-_'"
        or "\u0900" <= char <= "\u097f"
        or "\u0e00" <= char <= "\u0e7f"
        for char in name
    )


def _read_options(form: Form, path: Path, data: Json, *, depth: int) -> None:
    path = (*path, "options")
    options: Sequence[Any] = form.items(path, data.get("options"), 25)
    seen: set[str] = set()
    optional_came = False
    for i, value in enumerate(options):
        where = (*path, i)
        option = form.mapping(where, value)
        kind = form.choice((*where, "type"), option.get("type"), range(1, 12))
        _read_option(form, where, option, kind, depth)
        for spelling in {option.get("name"), *(option.get("name_localizations") or {}).values()}:
            if spelling in seen:
                form.fault((*where, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name is taken")
        seen |= {option.get("name", ""), *(option.get("name_localizations") or {}).values()}
        if option.get("required") and optional_came:
            form.fault(
                where,
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            )
        optional_came |= kind > SUBCOMMAND_GROUP and not option.get("required")
    kinds = {value.get("type") in {SUBCOMMAND, SUBCOMMAND_GROUP} for value in options if isinstance(value, dict)}
    if len(kinds) > 1:
        form.fault(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Subcommands and options can't be mixed")


def _read_option(form: Form, path: Path, option: Json, kind: int, depth: int) -> None:
    _read_name(form, path, option, lower=True)
    _read_description(form, path, option)
    if kind in {SUBCOMMAND, SUBCOMMAND_GROUP}:
        if depth + kind > 2:  # a group holds subcommands, and those hold plain options
            form.fault((*path, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Nested too deep")
        _read_options(form, path, option, depth=depth + (1 if kind == SUBCOMMAND_GROUP else 2))
        return
    choices = form.items((*path, "choices"), option.get("choices"), 25)
    for i, choice in enumerate(choices):
        where = (*path, "choices", i)
        entry = form.mapping(where, choice)
        form.text((*where, "name"), entry.get("name"), 100, low=1)
        _localizations(form, where, entry, "name", 100)
        if kind == STRING:
            form.text((*where, "value"), entry.get("value"), 100, low=1)
    if choices and kind not in {STRING, INTEGER, NUMBER}:
        form.fault((*path, "choices"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "This type has no choices")
    if option.get("autocomplete") and (choices or kind not in {STRING, INTEGER, NUMBER}):
        form.fault((*path, "autocomplete"), "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID", "Not possible with this option")
    for key, low in (("min_length", 0), ("max_length", 1)):
        if option.get(key) is not None:
            form.integer((*path, key), option[key], low, 6000)


def _size(node: Json) -> int:
    """Characters of names, descriptions and values with everything inside; of translations the longest counts."""
    total = 0
    for key in ("name", "description"):
        spellings = [node.get(key) or "", *(node.get(f"{key}_localizations") or {}).values()]
        total += max(len(str(one)) for one in spellings)
    total += len(str(node["value"])) if "value" in node else 0
    children = [*(node.get("options") or []), *(node.get("choices") or [])]
    return total + sum(_size(child) for child in children if isinstance(child, dict))
