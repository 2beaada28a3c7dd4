"""Whether a paste is a known wording and nothing else: then there is little to weigh."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.knowledge.model import Entry
    from bot.matching.align import Alignment
    from bot.matching.skeleton import Skeleton

_LONGEST = 60
_WHOLE = 0.97
_EDGE = 2
_SLOT_ROOM = 24
_IDEOGRAPH_WORTH = 3
_LATIN = "\x7f"
_SLOT = r"%\{(?!INT|NUMBER)[^}]*\}"
_SLOTS = re.compile(r"%\{[^}]*\}")
_OPEN, _CLOSED = re.compile(rf"\W*{_SLOT}"), re.compile(rf"{_SLOT}\W*$")
# What people put around a saying without telling more.
_AROUND = (
    r"怎么办|怎么解决|怎么回事|怎么弄|咋办|咋整|咋回事|求助|求解|救命|大佬们?|请问|有人知道|是?什么意思|是什么|是?为什么|为啥|老是|总是"
    r"|一直|又|报错|提示|显示|出现|了|啊|呢|吗|呀|howtofix(?:it|this)?|howdoifix(?:it|this)?|whatdoesthismean|help|please|pls|why"
)
_BEFORE, _BEHIND = re.compile(rf"(?:{_AROUND})+"), re.compile(rf"(?:{_AROUND})+$")


class Room(NamedTuple):
    """How many letters a paste may hold before, within and behind a message and still be nothing else."""

    before: int
    within: int
    behind: int


class Sayings:
    """The sayings of entries, compared letter by letter; each entry is read when it is first asked for."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._known: dict[int, frozenset[str]] = {}

    def find(self, text: str, numbers: Sequence[int]) -> frozenset[int]:
        """Those of the entries (by number) of which a text is an alias or the title, with a cry for help at most."""
        if len(text) > _LONGEST:
            return frozenset()
        plain = _strip(text)
        bare = _BEHIND.sub("", plain)
        begun = _BEFORE.match(bare)
        told = {plain, bare, bare[begun.end() :] if begun else bare} - {""}
        return frozenset(number for number in numbers if not told.isdisjoint(self._sayings_of(number)))

    def _sayings_of(self, number: int) -> frozenset[str]:
        known = self._known.get(number)
        if known is None:
            entry = self._entries[number]
            texts = (*entry.aliases.zh, *entry.aliases.en, entry.title.zh, entry.title.en)
            known = self._known[number] = frozenset(map(_strip, texts))
        return known


def may_be_whole(found: Alignment) -> bool:
    """Whether a message stands in a paste whole, whatever else does: what to ask before `is_whole`."""
    return found.coverage >= _WHOLE and found.likeness >= _WHOLE


def is_whole(found: Alignment, message: str, skeleton: Skeleton) -> bool:
    """Whether a message that stands there whole, as its entry writes it, is all that stands in a paste.

    What fills its slots may stand there besides, at its ends only where slots are; numbers have no letters.
    """
    room = read_room(message)
    return (
        _count(skeleton.text(0, found.start)) <= room.before
        and _count(skeleton.text(found.end)) <= room.behind
        and found.end - found.start <= room.within
    )


def read_room(message: str) -> Room:
    """The room that a message, as its entry writes it, leaves to what fills its slots and to what hardly counts."""
    slots = _SLOTS.findall(message)
    return Room(
        before=_SLOT_ROOM if _OPEN.match(message) else _EDGE,
        within=len(_SLOTS.sub("", message)) + _SLOT_ROOM * len(slots),
        behind=_SLOT_ROOM if _CLOSED.search(message) else _EDGE,
    )


def _count(letters: str) -> int:
    """How many letters, an ideograph for as many as it is worth in words."""
    return len(letters) + (_IDEOGRAPH_WORTH - 1) * sum(letter > _LATIN for letter in letters)


def _strip(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))
