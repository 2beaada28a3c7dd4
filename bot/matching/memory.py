"""What was pasted before and what was right for it: who pastes the same words, often has the same error.

Of a paste only its words are kept, and only those that occur in another as well.
"""

from __future__ import annotations

import math
import re
import zlib
from array import array
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from bot.matching.index import Postings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_SEEN_OFTEN = 2
_NEAREST = 24
_OFTEN = 3
_HEAD = re.compile(r"([0-9a-f]{8})((?: [^|\s]+)+) ")


class Remembered(NamedTuple):
    """A paste: the number of its thread, the ids of the entries that are right for it, and its words."""

    thread: int
    entries: tuple[str, ...]
    words: tuple[str, ...]


class Recollection(NamedTuple):
    """The entries that were right for a paste, and how like it is (0..1, the cosine of the words' weights)."""

    entries: tuple[str, ...]
    likeness: float


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """Pastes with a known answer, found again by their words. May be empty.

    `entries[p]` are the ids that are right for paste `p`, `threads[p]` is the number of its thread, `lengths[p]` the
    length of the vector of its words; `vocabulary` numbers the words, whose pastes and weights are in `postings`.
    """

    entries: tuple[tuple[str, ...], ...]
    threads: npt.NDArray[np.uint32]
    lengths: npt.NDArray[np.float64]
    vocabulary: Mapping[str, int]
    postings: Postings

    @classmethod
    def keep(cls, pastes: Iterable[Remembered]) -> Memory:
        """Remember pastes by those of their words that stand in two of them at least."""
        held = [(paste, sorted(set(paste.words))) for paste in pastes]
        seen = Counter(word for _, words in held for word in words)
        return cls.of(
            paste._replace(words=tuple(word for word in words if seen[word] >= _SEEN_OFTEN)) for paste, words in held
        )

    @classmethod
    def of(cls, pastes: Iterable[Remembered] = ()) -> Memory:
        """Remember pastes by all of their words, which are distinct."""
        vocabulary: dict[str, int] = {}
        entries: list[tuple[str, ...]] = []
        threads, counts, terms = array("L"), array("i"), array("i")
        for paste in pastes:
            entries.append(paste.entries)
            threads.append(paste.thread)
            counts.append(len(paste.words))
            terms.extend([vocabulary.setdefault(word, len(vocabulary)) for word in paste.words])
        held = np.array(terms, dtype=np.int32)
        owners = np.repeat(np.arange(len(entries), dtype=np.int32), counts)
        frequency = np.bincount(held, minlength=len(vocabulary))
        weights = np.log(max(1, len(entries)) / np.maximum(frequency, 1)) ** 2
        lengths = np.sqrt(np.bincount(owners, weights=weights[held], minlength=len(entries)))
        return cls(
            entries=tuple(entries),
            threads=np.array(threads, dtype=np.uint32),
            lengths=np.maximum(lengths, 1e-9),
            vocabulary=vocabulary,
            postings=Postings(
                starts=np.concatenate([[0], frequency.cumsum()]).astype(np.int32),
                members=owners[np.argsort(held, kind="stable")],
                weights=weights.astype(np.float32),
            ),
        )

    def dump(self) -> list[str]:
        """A line a paste; `parse` reads them back."""
        words: list[list[str]] = [[] for _ in self.entries]
        starts: list[int] = self.postings.starts.tolist()
        members: list[int] = self.postings.members.tolist()
        for word, number in self.vocabulary.items():
            for paste in members[starts[number] : starts[number + 1]]:
                words[paste].append(word)
        return [
            f"{thread:08x} {' '.join(entries)} | {' '.join(sorted(held))}".rstrip()
            for thread, entries, held in zip(self.threads.tolist(), self.entries, words, strict=True)
        ]

    @classmethod
    def parse(cls, lines: Iterable[str]) -> Memory:
        """Raise `ValueError` where a line is not one of `dump`."""
        return cls.of(_read_line(line) for line in lines)

    def recall(self, words: Collection[str], thread: int | None = None) -> list[Recollection]:
        """The nearest pastes, nearest first.

        Nothing of `thread` is recalled.
        """
        terms = np.array(sorted({self.vocabulary[word] for word in words if word in self.vocabulary}), dtype=np.int32)
        if not len(terms):
            return []
        length = math.sqrt(float(self.postings.weights[terms].sum(dtype=np.float64))) or 1.0
        likeness = self.postings.score(terms, len(self.entries)).sums
        likeness /= self.lengths
        if thread is not None:
            likeness[self.threads == thread] = 0.0
        few = min(_NEAREST, len(likeness))
        nearest = np.argpartition(-likeness, few - 1)[:few]
        nearest = nearest[np.argsort(-likeness[nearest], kind="stable")]
        found = zip(nearest.tolist(), (likeness[nearest] / length).tolist(), strict=True)
        return [Recollection(self.entries[paste], value) for paste, value in found if value > 0]


def _read_line(line: str) -> Remembered:
    head, bar, words = line.partition("|")
    found = _HEAD.fullmatch(head)
    if found is None or not bar or words[:1].strip():
        msg = f"no remembered paste: {line[:40]!r}"
        raise ValueError(msg)
    return Remembered(int(found[1], 16), tuple(found[2].split()), tuple(words.split()))


class Reminder(NamedTuple):
    """How much an entry is called to mind, each 0..1.

    nearest: the likeness of its nearest paste. often: the mean of its three nearest ones. home: the share of its system
    among all that is near.
    """

    nearest: float = 0.0
    often: float = 0.0
    home: float = 0.0


class Reminders:
    """What a paste reminds of, by entry."""

    def __init__(self, recalled: Iterable[Recollection]) -> None:
        self._by_entry: dict[str, list[float]] = {}
        self._by_home: dict[str, float] = {}
        for entries, likeness in recalled:
            for entry in entries:
                self._by_entry.setdefault(entry, []).append(likeness)
            homes = {entry.partition("/")[0] for entry in entries}
            for home in homes:
                self._by_home[home] = self._by_home.get(home, 0.0) + likeness / len(homes)
        self._whole = sum(self._by_home.values())

    def of(self, entry: str, home: str) -> Reminder:
        """What speaks for an entry whose system is `home`."""
        found = self._by_entry.get(entry, (0.0,))
        share = self._by_home.get(home, 0.0) / self._whole if self._whole else 0.0
        return Reminder(nearest=min(1.0, found[0]), often=min(1.0, sum(found[:_OFTEN]) / _OFTEN), home=share)


def number_thread(name: str) -> int:
    """The number that a thread is remembered by."""
    return zlib.crc32(name.encode("utf-8", "replace"))
