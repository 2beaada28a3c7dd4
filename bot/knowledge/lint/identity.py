"""Rules that need more than the KnowledgeBase: the files and the engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from bot.knowledge.lint.finding import Finding
from bot.knowledge.model import Entry, KnowledgeBase
from bot.knowledge.slots import Literal, SlotKind, capture_key, parse_message

Find = Callable[[str, str | None], str | None]
"""An engine: a paste and a system (or None) in, the id of the best entry (or None) out."""

Covers = Callable[[str, int, int], bool]
"""An engine: an entry and two of its messages (by number) in, out whether the first is found wherever the second is."""

_EXAMPLES: Mapping[SlotKind, str] = {
    SlotKind.INT: "20",
    SlotKind.NUMBER: "1.5",
    SlotKind.DURATION: "36.9s",
    SlotKind.TIME: "2026-01-05T03:00:00Z",
    SlotKind.SIZE: "20MB",
    SlotKind.MODEL: "example-model-1",
    SlotKind.WORD: "example",
    SlotKind.DATA: "example",
    SlotKind.URL: "https://example.org/v1",
    SlotKind.HOST: "example.org",
    SlotKind.IP: "203.0.113.7",
    SlotKind.PATH: "/data/example.json",
    SlotKind.ID: "a1b2c3d4e5f6",
    SlotKind.VERSION: "1.2.3",
}


def example_of(message: str) -> str:
    """What a machine might print for a message: its slots filled with plain examples."""
    pieces = parse_message(message)
    return "".join(piece.text if isinstance(piece, Literal) else _EXAMPLES[piece.kind] for piece in pieces)


def placed_by_id(files: Mapping[str, str]) -> Callable[[KnowledgeBase], Iterator[Finding]]:
    """The rule that an entry lies in the folder of its system, and alone in a file only under its own name."""
    counts = Counter(files.values())

    def named_like_its_file(knowledge: KnowledgeBase) -> Iterator[Finding]:
        for entry in knowledge.entries.values():
            name = files.get(entry.id)
            if name is None:
                continue
            path = PurePosixPath(name)
            wanted = f"{entry.id}.yaml"
            if path.parent.as_posix() != entry.home or path.suffix != ".yaml":
                yield Finding(entry.id, ("id",), f"the entry belongs into {wanted}: move it or change its id")
            elif counts[name] == 1 and name != wanted:
                yield Finding(entry.id, ("id",), f"the file should be called {wanted}: rename it or change the id")

    return named_like_its_file


def found_by(
    find: Find, ids: Collection[str] | None = None, *, sure: bool = False
) -> Callable[[KnowledgeBase], Iterator[Finding]]:
    """The rule that each message of an entry leads back to it, asked for in the system it lives in.

    With `ids` of those entries alone; `sure` says that `find` passes over what is only offered.
    """
    nothing = "leads to a choice at most" if sure else "gets no answer by itself"

    def own_best_match(knowledge: KnowledgeBase) -> Iterator[Finding]:
        for entry in knowledge.entries.values():
            for i, message in enumerate(entry.messages if ids is None or entry.id in ids else ()):
                found = find(example_of(message), entry.home)
                if found != entry.id:
                    led = f"leads to `{found}`" if found else nothing
                    yield Finding(entry.id, ("messages", i), f"the message {led}: make it longer or more telling")

    return own_best_match


def spelled_once(covers: Covers) -> Callable[[KnowledgeBase], Iterator[Finding]]:
    """The rule that no message of an entry does only what another of its messages does without it.

    Such a message is one more to look after, and takes the place of another entry's among the few that are compared
    with a paste. Where either does what the other does, the later is named.
    """

    def spell_once(knowledge: KnowledgeBase) -> Iterator[Finding]:
        for entry in knowledge.entries.values():
            for i, other in _find_spare(entry, covers):
                kept = " ".join(entry.messages[other].split())
                told = f"matching reads the message like `{kept}`, and it captures nothing else: remove one of the two"
                yield Finding(entry.id, ("messages", i), told)

    return spell_once


def _find_spare(entry: Entry, covers: Covers) -> Iterator[tuple[int, int]]:
    """The messages that an entry can do without, each with one that does its work and is not of them itself."""
    keys = [capture_key(message) for message in entry.messages]
    numbers = range(len(keys))
    instead = {
        i: [k for k in numbers if k != i and _captures_as_much(keys, k, i) and covers(entry.id, k, i)] for i in numbers
    }
    spare = {i for i, others in instead.items() if any(k < i or i not in instead[k] for k in others)}
    for i in sorted(spare):
        yield i, next(k for k in instead[i] if k not in spare)


def _captures_as_much(keys: Sequence[str], one: int, other: int) -> bool:
    """Whether an answer gets the same values without message `other`, as long as it has message `one`.

    The first message that finds a value counts: what stands between the two must not come first then.
    """
    between = keys[other + 1 : one]
    return not keys[other] or (keys[other] == keys[one] and {*between} <= {"", keys[other]})
