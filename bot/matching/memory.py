"""What was written before and what was right for it: who pastes the same words, often has the same error, and what is
worded like the talk of yesterday is no error today.

Of a text only the numbers of its terms are kept (hashes, from which no word can be read), and only of those that occur
in another as well.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from bot.matching.index import Postings
from bot.matching.meanings import pack
from bot.matching.numbers import find_numbers, number_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.matching.meanings import Packed, Vectors

Ints = npt.NDArray[np.int32]
Likeness = npt.NDArray[np.float64]
Texts = npt.NDArray[np.intp]

_SEEN_OFTEN = 2
# A term of a larger share of the texts says next to nothing and costs the most; of few texts every term tells.
_COMMON = 0.04
_FEW = 10
_NEAREST = 24
_ECHO_DOUBT = 0.05


class Remembered(NamedTuple):
    """A text: the number of its thread, the ids of the entries that are right for it, its terms, whether it reports an
    error, and its meaning; one that reports an error and has no entries is one that nobody knew."""

    thread: int
    entries: tuple[str, ...]
    terms: tuple[str, ...]
    is_error: bool = True
    meaning: Vectors | None = None


class Recollection(NamedTuple):
    """The entries that were right for a paste, and how like it is (0..1, the cosine of the terms' weights)."""

    entries: tuple[str, ...]
    likeness: float


class Recalled(NamedTuple):
    """The nearest pastes with a known answer, nearest first, and `echo`: how much of all that is near reports an error
    (0..1; 1/2 where nothing is near)."""

    pastes: tuple[Recollection, ...] = ()
    echo: float = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """What is known of each text: the number of its thread, whether it reports an error, and the place in `answers` of
    the entries that are right for it; the first of the answers is the empty one."""

    threads: npt.NDArray[np.uint32]
    errors: npt.NDArray[np.bool_]
    answer_of: Ints
    answers: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, texts: Sequence[Remembered]) -> Labels:
        """The labels of texts, in their order."""
        places: dict[tuple[str, ...], int] = {(): 0}
        answer_of = [places.setdefault(text.entries, len(places)) for text in texts]
        return cls(
            threads=np.array([text.thread for text in texts], dtype=np.uint32),
            errors=np.array([text.is_error for text in texts], dtype=np.bool_),
            answer_of=np.array(answer_of, dtype=np.int32),
            answers=tuple(places),
        )

    def __len__(self) -> int:
        return len(self.threads)


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """Texts found again by their terms. May be empty.

    `keys` are the numbers of the terms, ascending; row `k` of `postings` lists the texts that hold `keys[k]`.
    `lengths[t]` is the length of the vector of the weights of text `t`. `meanings` has a row for each text with an
    answer, in their order; its rows are empty where texts were remembered without what they mean.
    """

    labels: Labels
    keys: Ints
    postings: Postings
    lengths: npt.NDArray[np.float64]
    meanings: Packed

    @classmethod
    def keep(cls, texts: Iterable[Remembered]) -> Memory:
        """Remember texts by those of their terms that stand in two of them at least, and not in most."""
        return cls._build(list(texts), at_least=_SEEN_OFTEN, at_most=_COMMON)

    @classmethod
    def of(cls, texts: Iterable[Remembered] = ()) -> Memory:
        """Remember texts by all of their terms."""
        return cls._build(list(texts), at_least=1, at_most=1.0)

    @classmethod
    def _build(cls, texts: Sequence[Remembered], *, at_least: int, at_most: float) -> Memory:
        numbered = [number_terms(text.terms) for text in texts]
        owners = np.repeat(np.arange(len(texts), dtype=np.int32), [len(terms) for terms in numbered])
        held = np.concatenate([np.empty(0, dtype=np.int32), *numbered])
        keys, places, counts = np.unique(held, return_inverse=True, return_counts=True)
        telling = (counts >= at_least) & (counts <= max(_FEW, at_most * len(texts)))
        kept = telling[places]
        members = owners[kept][np.argsort(places[kept], kind="stable")]
        meanings = _pack_meanings([text.meaning for text in texts if text.entries])
        return cls.join(Labels.of(texts), keys[telling], counts[telling].astype(np.int32), members, meanings)

    @classmethod
    def join(cls, labels: Labels, keys: Ints, counts: Ints, members: Ints, meanings: Packed) -> Memory:
        """The memory of labelled texts: `counts[k]` of them hold the term `keys[k]`, and `members` lists them, term by
        term."""
        weights = np.log(max(1, len(labels)) / np.maximum(counts, 1)) ** 2
        lengths = np.sqrt(np.bincount(members, weights=np.repeat(weights, counts), minlength=len(labels)))
        return cls(
            labels=labels,
            keys=keys,
            postings=Postings(
                starts=np.concatenate([[0], counts.cumsum()]).astype(np.int32),
                members=members,
                weights=weights.astype(np.float32),
            ),
            lengths=np.maximum(lengths, 1e-9),
            meanings=meanings,
        )

    def recall(self, terms: Iterable[str], thread: int | None = None) -> Recalled:
        """What is near to a text of the given terms. Nothing of `thread` is recalled."""
        known = find_numbers(self.keys, number_terms(terms))
        if not len(known):
            return Recalled()
        length = math.sqrt(float(self.postings.weights[known].sum(dtype=np.float64))) or 1.0
        likeness = self.postings.score(known, len(self.labels)).sums
        likeness /= self.lengths
        likeness /= length
        if thread is not None:
            likeness[self.labels.threads == thread] = 0.0
        near = np.flatnonzero(likeness > 0)  # a mask first: it is the faster way
        nearest = _find_nearest(near[self.labels.answer_of[near] > 0], likeness)
        nearest = nearest[np.argsort(-likeness[nearest], kind="stable")]
        found = zip(self.labels.answer_of[nearest].tolist(), likeness[nearest].tolist(), strict=True)
        return Recalled(
            pastes=tuple(Recollection(self.labels.answers[answer], value) for answer, value in found),
            echo=self._listen(_find_nearest(near, likeness), likeness),
        )

    def _listen(self, nearest: Texts, likeness: Likeness) -> float:
        shares = likeness[nearest] ** 2
        error = float(shares[self.labels.errors[nearest]].sum())
        return (error + _ECHO_DOUBT) / (float(shares.sum()) + 2 * _ECHO_DOUBT)


def _pack_meanings(meanings: Sequence[Vectors | None]) -> Packed:
    told = [meaning for meaning in meanings if meaning is not None]
    return pack(np.stack(told)) if told else np.zeros((len(meanings), 0), dtype=np.int8)


def _find_nearest(texts: Texts, likeness: Likeness) -> Texts:
    """The few of the given texts that are nearest, in no order."""
    if len(texts) <= _NEAREST:
        return texts
    return texts[np.argpartition(likeness[texts], len(texts) - _NEAREST)[-_NEAREST:]]


def list_remembered(words: Sequence[str]) -> tuple[str, ...]:
    """The terms by which a text of the given words is remembered: its words, and pairs of neighbours."""
    return (*words, *map(" ".join, pairwise(words)))


def number_thread(name: str) -> int:
    """The number that a thread is remembered by."""
    return zlib.crc32(name.encode("utf-8", "replace"))
