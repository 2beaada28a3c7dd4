"""Words as numbers (hashes, from which no word can be read), and places in lists of numbers."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterable

Ints = npt.NDArray[np.int32]

_POSITIVE = 0x7FFF_FFFF


def number_terms(terms: Iterable[str]) -> Ints:
    """The distinct numbers of terms, ascending. The few terms that share a number are taken for one."""
    numbers = {zlib.crc32(term.encode("utf-8", "replace")) & _POSITIVE for term in terms}
    return np.sort(np.fromiter(numbers, dtype=np.int32, count=len(numbers)))


def list_ranges(firsts: Ints, lengths: Ints) -> Ints:
    """The places of some ranges, one range behind the other; each has `lengths[i]` places from `firsts[i]` on."""
    ends = lengths.cumsum()
    at = np.repeat(firsts - ends + lengths, lengths)
    at += np.arange(len(at), dtype=at.dtype)
    return at


def find_numbers(keys: Ints, numbers: Ints) -> Ints:
    """The places in `keys`, which ascend, of those of the numbers that stand there."""
    if not len(keys):
        return np.empty(0, dtype=np.int32)
    places = np.minimum(np.searchsorted(keys, numbers), len(keys) - 1)
    return places[keys[places] == numbers].astype(np.int32)
