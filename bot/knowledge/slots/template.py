"""Message templates: machine text with grok-style slots for what varies, `%{KIND:name}` or `%{KIND}`."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import KnowledgeError


class SlotKind(StrEnum):
    """What a slot may hold. `DATA` is any text within a line; all others are narrower."""

    INT = "INT"
    NUMBER = "NUMBER"
    DURATION = "DURATION"
    TIME = "TIME"
    SIZE = "SIZE"
    MODEL = "MODEL"
    WORD = "WORD"
    DATA = "DATA"
    URL = "URL"
    HOST = "HOST"
    IP = "IP"
    PATH = "PATH"
    ID = "ID"
    VERSION = "VERSION"

    @property
    def is_open(self) -> bool:
        """Whether only the text behind the slot tells where it ends."""
        return self in _OPEN


_OPEN = frozenset({SlotKind.DATA, SlotKind.PATH})
_KINDS = ", ".join(SlotKind)


@dataclass(frozen=True, slots=True)
class Literal:
    """Fixed words of a message."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A varying part. An empty name means that the value is not kept."""

    kind: SlotKind
    name: str


Piece = Literal | Slot


class SlotError(KnowledgeError):
    """A template that can't be read. `offset` is the character in the template at which the fault stands."""

    def __init__(self, message: str, offset: int) -> None:
        self.offset = offset
        super().__init__(message)


_SLOT = re.compile(r"%\{([^{}:\s]*)(?::([^{}]*))?\}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}\Z")


def parse_message(template: str) -> tuple[Piece, ...]:
    """Split a template into words and slots.

    Raises SlotError for an unknown kind, a slot that is not closed, a name that is not lower case, a name used twice,
    and an open slot (`DATA`, `PATH`) with another slot right beside it, since nothing says where it would end.
    """
    pieces: list[Piece] = []
    names: set[str] = set()
    position = 0
    while (start := template.find("%{", position)) >= 0:
        if start > position:
            pieces.append(Literal(template[position:start]))
        found = _SLOT.match(template, start)
        if found is None:
            msg = f"the slot {template[start : start + 20]!r} is not complete: write it like %{{INT:limit}}"
            raise SlotError(msg, start)
        slot = _read_slot(found, names)
        if pieces and isinstance(before := pieces[-1], Slot) and (slot.kind.is_open or before.kind.is_open):
            msg = f"put some text between %{{{before.kind}}} and %{{{slot.kind}}}, else nobody knows where one ends"
            raise SlotError(msg, start)
        pieces.append(slot)
        position = found.end()
    if position < len(template):
        pieces.append(Literal(template[position:]))
    return tuple(pieces)


def _read_slot(found: re.Match[str], names: set[str]) -> Slot:
    kind, name = found.group(1), found.group(2)
    if kind not in SlotKind.__members__:
        near = difflib.get_close_matches(kind.upper(), list(SlotKind.__members__), n=1)
        hint = f"did you mean {near[0]}?" if near else f"write one of {_KINDS}"
        msg = f"unknown kind of slot {kind!r}: {hint}"
        raise SlotError(msg, found.start())
    if name is not None and _NAME.match(name) is None:
        msg = f"the slot name {name!r} must be lower-case letters, digits and _, e.g. %{{{kind}:limit}}"
        raise SlotError(msg, found.start())
    if name and name in names:
        msg = f"the slot name {name!r} stands twice: give the second one another name"
        raise SlotError(msg, found.start())
    if name:
        names.add(name)
    return Slot(SlotKind(kind), name or "")


_UNTOLD = re.compile(r"[\W_]+")


def fold_message(template: str) -> str:
    """What is left of a template when spelling does not count: lower-case words, one `*` for each slot.

    Two messages with the same fold can't be told apart by any reader.
    """
    pieces = (_UNTOLD.sub(" ", p.text.casefold()) if isinstance(p, Literal) else "*" for p in parse_message(template))
    return " ".join(" ".join(pieces).split())
