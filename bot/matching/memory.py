"""What was written before and what was right for it: who pastes the same words, often has the same error, and what is
worded like the talk of yesterday is no error today.

Of a text only its words are kept, and only those that occur in another as well.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from bot.matching.index import Postings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

Likeness = npt.NDArray[np.float64]
Texts = npt.NDArray[np.intp]

_SEEN_OFTEN = 2
# A word of a larger share of the texts says next to nothing and costs the most; of few texts every word tells.
_COMMON = 0.04
_FEW = 10
_NEAREST = 24
_ECHO_DOUBT = 0.05
_UNKNOWN, _NO_ERROR = "!", "-"
_HEAD = re.compile(r"([0-9a-f]{8})((?: [^|\s]+)+) ")


class Remembered(NamedTuple):
    """A text: the number of its thread, the ids of the entries that are right for it, its words, and whether it reports
    an error; one that does and has no entries is one that nobody knew."""

    thread: int
    entries: tuple[str, ...]
    words: tuple[str, ...]
    is_error: bool = True


class Recollection(NamedTuple):
    """The entries that were right for a paste, and how like it is (0..1, the cosine of the words' weights)."""

    entries: tuple[str, ...]
    likeness: float


class Recalled(NamedTuple):
    """The nearest pastes with a known answer, nearest first, and `echo`: how much of all that is near reports an error
    (0..1; 1/2 where nothing is near)."""

    pastes: tuple[Recollection, ...] = ()
    echo: float = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """Texts found again by their words. May be empty.

    `entries[t]` are the ids that are right for text `t`, `answered[t]` says whether there are any, `errors[t]` whether
    it reports an error; `threads[t]` is the number of its thread, `lengths[t]` the length of the vector of its words.
    `vocabulary` numbers the words, whose texts and weights are in `postings`.
    """

    entries: tuple[tuple[str, ...], ...]
    errors: npt.NDArray[np.bool_]
    answered: npt.NDArray[np.bool_]
    threads: npt.NDArray[np.uint32]
    lengths: npt.NDArray[np.float64]
    vocabulary: Mapping[str, int]
    postings: Postings

    @classmethod
    def keep(cls, texts: Iterable[Remembered]) -> Memory:
        """Remember texts by those of their words that stand in two of them at least, and not in most."""
        held = [(text, sorted(set(text.words))) for text in texts]
        seen = Counter(word for _, words in held for word in words)
        highest = max(_FEW, _COMMON * len(held))
        telling = {word for word, count in seen.items() if _SEEN_OFTEN <= count <= highest}
        return cls.of(text._replace(words=tuple(filter(telling.__contains__, words))) for text, words in held)

    @classmethod
    def of(cls, texts: Iterable[Remembered] = ()) -> Memory:
        """Remember texts by all of their words, which are distinct."""
        kept = list(texts)
        entries = tuple(text.entries for text in kept)
        # At every start some 300,000 words pass here, so they do it in C.
        distinct = dict.fromkeys(chain.from_iterable(text.words for text in kept))
        vocabulary = dict(zip(distinct, range(len(distinct)), strict=True))
        words = chain.from_iterable(text.words for text in kept)
        held = np.fromiter(map(vocabulary.__getitem__, words), dtype=np.int32)
        counts = [len(text.words) for text in kept]
        owners = np.repeat(np.arange(len(entries), dtype=np.int32), counts)
        frequency = np.bincount(held, minlength=len(vocabulary))
        weights = np.log(max(1, len(entries)) / np.maximum(frequency, 1)) ** 2
        lengths = np.sqrt(np.bincount(owners, weights=weights[held], minlength=len(entries)))
        return cls(
            entries=entries,
            errors=np.array([text.is_error for text in kept], dtype=np.bool_),
            answered=np.array([bool(known) for known in entries], dtype=np.bool_),
            threads=np.array([text.thread for text in kept], dtype=np.uint32),
            lengths=np.maximum(lengths, 1e-9),
            vocabulary=vocabulary,
            postings=Postings(
                starts=np.concatenate([[0], frequency.cumsum()]).astype(np.int32),
                members=owners[np.argsort(held, kind="stable")],
                weights=weights.astype(np.float32),
            ),
        )

    def dump(self) -> list[str]:
        """A line a text; `parse` reads them back."""
        words: list[list[str]] = [[] for _ in self.entries]
        starts: list[int] = self.postings.starts.tolist()
        members: list[int] = self.postings.members.tolist()
        for word, number in self.vocabulary.items():
            for text in members[starts[number] : starts[number + 1]]:
                words[text].append(word)
        texts = zip(self.threads.tolist(), self.entries, self.errors.tolist(), words, strict=True)
        return [
            f"{thread:08x} {_name(entries, is_error=error)} | {' '.join(sorted(held))}".rstrip()
            for thread, entries, error, held in texts
        ]

    @classmethod
    def parse(cls, lines: Iterable[str]) -> Memory:
        """Raise `ValueError` where a line is not one of `dump`."""
        return cls.of(_read_line(line) for line in lines)

    def recall(self, words: Collection[str], thread: int | None = None) -> Recalled:
        """What is near to a text of the given words. Nothing of `thread` is recalled."""
        terms = np.array(sorted({self.vocabulary[word] for word in words if word in self.vocabulary}), dtype=np.int32)
        if not len(terms):
            return Recalled()
        length = math.sqrt(float(self.postings.weights[terms].sum(dtype=np.float64))) or 1.0
        likeness = self.postings.score(terms, len(self.entries)).sums
        likeness /= self.lengths
        likeness /= length
        if thread is not None:
            likeness[self.threads == thread] = 0.0
        near = np.flatnonzero(likeness)
        nearest = _find_nearest(near[self.answered[near]], likeness)
        nearest = nearest[np.argsort(-likeness[nearest], kind="stable")]
        found = zip(nearest.tolist(), likeness[nearest].tolist(), strict=True)
        return Recalled(
            pastes=tuple(Recollection(self.entries[paste], value) for paste, value in found),
            echo=self._listen(_find_nearest(near, likeness), likeness),
        )

    def _listen(self, nearest: Texts, likeness: Likeness) -> float:
        shares = likeness[nearest] ** 2
        error = float(shares[self.errors[nearest]].sum())
        return (error + _ECHO_DOUBT) / (float(shares.sum()) + 2 * _ECHO_DOUBT)


def _find_nearest(texts: Texts, likeness: Likeness) -> Texts:
    """The few of the given texts that are nearest, in no order."""
    if len(texts) <= _NEAREST:
        return texts
    return texts[np.argpartition(likeness[texts], len(texts) - _NEAREST)[-_NEAREST:]]


def _name(entries: tuple[str, ...], *, is_error: bool) -> str:
    return " ".join(entries) or (_UNKNOWN if is_error else _NO_ERROR)


def _read_line(line: str) -> Remembered:
    head, bar, words = line.partition("|")
    found = _HEAD.fullmatch(head)
    if found is None or not bar or words[:1].strip():
        msg = f"no remembered text: {line[:40]!r}"
        raise ValueError(msg)
    entries = tuple(found[2].split())
    known = () if entries in {(_UNKNOWN,), (_NO_ERROR,)} else entries
    return Remembered(int(found[1], 16), known, tuple(words.split()), is_error=entries != (_NO_ERROR,))


def number_thread(name: str) -> int:
    """The number that a thread is remembered by."""
    return zlib.crc32(name.encode("utf-8", "replace"))
