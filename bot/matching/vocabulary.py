"""From gram keys to small numbers, for a whole paste at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]

_MULTIPLIER = np.uint32(0x9E3779B1)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Maps each known key to its place in `keys`, which are sorted by their hash.

    `buckets[h]` is where the keys with hash `h` begin; there is about one key a bucket. Built once; look-ups cost a few
    array operations.
    """

    keys: Ints
    buckets: Ints

    @classmethod
    def build(cls, keys: Ints) -> Vocabulary:
        """`keys` must be distinct and not negative; they are put in another order."""
        bits = max(4, len(keys).bit_length())
        hashes = _hash(keys, bits)
        order = np.argsort(hashes, kind="stable")
        buckets = np.searchsorted(hashes[order], np.arange((1 << bits) + 1)).astype(np.int32)
        return cls(keys=np.append(keys[order], np.int32(-1)), buckets=buckets)

    def __len__(self) -> int:
        return len(self.keys) - 1

    def find(self, keys: Ints) -> Ints:
        """For each key its number, -1 where it is unknown."""
        home = _hash(keys, len(self.buckets).bit_length() - 1)
        at = self.buckets[home]
        found = np.where(self.keys[at] == keys, at, -1)
        end = self.buckets[home + 1]
        at += 1
        open_ = ((found < 0) & (at < end)).nonzero()[0]
        while len(open_):
            place = at[open_]
            hit = self.keys[place] == keys[open_]
            found[open_[hit]] = place[hit]
            at[open_] = place + 1
            open_ = open_[~hit & (place + 1 < end[open_])]
        return found


def _hash(keys: Ints, bits: int) -> npt.NDArray[np.intp]:
    return ((keys.view(np.uint32) * _MULTIPLIER) >> np.uint32(32 - bits)).astype(np.intp)


class Numbering:
    """Gives the distinct terms of one paste the numbers 0, 1, 2 ... Holds a scratch array, so one per thread."""

    def __init__(self, terms: int) -> None:
        self._numbers = np.full(max(1, terms), -1, dtype=np.int32)
        self._held = np.empty(0, dtype=np.int32)

    def renumber(self, terms: Ints) -> tuple[Ints, Ints]:
        """The distinct terms, and for each of `terms` its number: `distinct[numbers]` are the terms again."""
        numbers = self._numbers
        numbers[self._held] = -1
        order = np.arange(len(terms), dtype=np.int32)
        numbers[terms] = order  # of equal terms one stays
        distinct = terms[numbers[terms] == order]
        numbers[distinct] = order[: len(distinct)]
        self._held = distinct
        return distinct, numbers[terms]

    def find(self, terms: Ints) -> Ints:
        """The numbers that `renumber` gave last, -1 for terms that it was not given."""
        return self._numbers[terms]
