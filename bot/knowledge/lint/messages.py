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


def standing_alone(knowledge: KnowledgeBase) -> Iterator[Finding]:
    """No message stands whole within a longer one of another entry that shares a system, and nothing says which counts.

    Whoever pastes the longer one short of a few words gets the other answer. A wrapper gives way by itself, and where
    one yields or both are told apart, somebody thought of it.
    """
    carriers = {system.id for system in knowledge.systems.values() if system.carrier}
    longer = [(entry, fold_message(message)) for entry in knowledge.entries.values() for message in entry.messages]
    holding: defaultdict[str, set[int]] = defaultdict(set)
    for number, (_, folded) in enumerate(longer):
        for word in folded.split():
            holding[word].add(number)
    for entry in knowledge.entries.values():
        for i, message in enumerate(entry.messages if not entry.wrapper else ()):
            folded = fold_message(message)
            # The rarest of its words leaves few to look into.
            others = sorted(min((holding[word] for word in folded.split()), key=len, default=set[int]()))
            within = (other for other, text in map(longer.__getitem__, others) if _lies_in(folded, text))
            rival = next((e for e in within if not _is_settled(entry, e) and _share_system(entry, e, carriers)), None)
            if rival is not None:
                told = f"the text stands whole in one of `{rival.id}`: lengthen it, tell both apart, or let one yield"
                yield Finding(entry.id, ("messages", i), told)


def _lies_in(part: str, whole: str) -> bool:
    return part != whole and f" {part} " in f" {whole} "


def _is_settled(one: Entry, other: Entry) -> bool:
    """Whether they are the same, or it is written which of the two is the answer."""
    if one is other or one.wrapper or other.wrapper:
        return True
    ways = ((one, other.id), (other, one.id))
    return any(name in e.yields_to or any(n.other == name for n in e.tell_apart) for e, name in ways)


def _share_system(one: Entry, other: Entry, carriers: set[str]) -> bool:
    shared = {*one.systems} & {*other.systems}
    return not shared <= carriers - {one.home, other.home}
