"""Rules about messages: enough words to be known by, and no two entries with the same ones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from bot.knowledge.lint.finding import Finding
from bot.knowledge.model import Entry, KnowledgeBase
from bot.knowledge.slots import Literal, fold_message, parse_message

_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_CONSTANT = re.compile(r"[A-Z][A-Z0-9]*_[A-Z0-9_]+|[a-z]+_[a-z_]+")
_LEAST_LETTERS = 7
_LETTERS_OF_HAN = 2


def telling_messages(knowledge: KnowledgeBase) -> Iterator[Finding]:
    """A message needs words of its own outside its slots."""
    for entry in knowledge.entries.values():
        for i, message in enumerate(entry.messages):
            if _count_letters(message) < _LEAST_LETTERS:
                told = "the message is too short to be known by: write more of what the machine prints"
                yield Finding(entry.id, ("messages", i), told, "short")


def _count_letters(message: str) -> int:
    """How much fixed text there is, in Latin letters; a Chinese character counts double."""
    fixed = " ".join(piece.text for piece in parse_message(message) if isinstance(piece, Literal))
    han = len(_HAN.findall(fixed))
    return len(_LETTER.findall(fixed)) + (_LETTERS_OF_HAN - 1) * han


def distinct_messages(knowledge: KnowledgeBase) -> Iterator[Finding]:
    """No message twice in an entry, and none in two entries that share a system.

    Two that live apart and share but a carrier (the relay that passes both on) may: the system tells them apart.
    """
    carriers = {system.id for system in knowledge.systems.values() if system.carrier}
    seen: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in knowledge.entries.values():
        own: set[str] = set()
        for i, message in enumerate(entry.messages):
            spelled = " ".join(message.casefold().split())
            if spelled in own:
                told = "the message stands twice in this entry: remove one"
                yield Finding(entry.id, ("messages", i), told, "twice")
            own.add(spelled)
            folded = fold_message(message)
            earlier = next((e for e in seen[folded] if e is not entry and _share_system(e, entry, carriers)), None)
            if earlier is not None:
                told = f"the same message stands in `{earlier.id}`: lengthen one of the two, or join the entries"
                yield Finding(entry.id, ("messages", i), told, "same-message", {"entry": earlier.id})
            if entry not in seen[folded]:
                seen[folded].append(entry)


def _share_system(one: Entry, other: Entry, carriers: set[str]) -> bool:
    shared = {*one.systems} & {*other.systems}
    return not shared <= carriers - {one.home, other.home}
