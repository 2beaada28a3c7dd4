"""How a text is worded, by letter triples: a machine that reports a failure writes otherwise than people or code.

Words alone don't tell: "failed" stands in stories and presets too. Triples see endings, punctuation and brackets around
the words, in any language, and don't mind a typo or a cut.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

TRIPLE = 3
_HEAD = 3_000
_BITS = 21
_BEYOND = (1 << (3 * _BITS)) - 1  # no text holds it, and each search ends on a place
_ZERO, _NINE = ord("0"), ord("9")


@dataclass(frozen=True, slots=True)
class Diction:
    """Letter triples and what each speaks for: above 0 for an error report, below 0 against. May be empty."""

    weights: Mapping[str, float]
    _keys: npt.NDArray[np.int64] = field(compare=False, repr=False)
    _values: npt.NDArray[np.float32] = field(compare=False, repr=False)

    @classmethod
    def build(cls, weights: Mapping[str, float]) -> Diction:
        """Raise `ValueError` where a key is not three characters long."""
        wrong = next((triple for triple in weights if len(triple) != TRIPLE), None)
        if wrong is not None:
            msg = f"{wrong!r} is no letter triple"
            raise ValueError(msg)
        keys = np.array([*(_key(triple) for triple in weights), _BEYOND], dtype=np.int64)
        order = np.argsort(keys)
        values = np.array([*weights.values(), 0.0], dtype=np.float32)
        return cls(weights=weights, _keys=keys[order], _values=values[order])

    def score(self, text: str) -> float:
        """The sum over the distinct known triples of a text's first 3,000 characters, over the root of their number.

        Dividing by the root keeps a long text from outvoting a short one by length alone.
        """
        found = _keys(_fold(text))
        places = self._keys.searchsorted(found)
        present = np.zeros(len(self._keys), dtype=bool)
        present[places[self._keys[places] == found]] = True
        count = int(np.count_nonzero(present))
        return float(self._values[present].sum()) / math.sqrt(count) if count else 0.0


def list_triples(text: str) -> set[str]:
    """The distinct triples of a text's first 3,000 characters: lower case, digits as 0, white space as one blank."""
    folded = _fold(text).astype("<u4").tobytes().decode("utf-32-le", "replace")
    return {folded[start : start + TRIPLE] for start in range(len(folded) - TRIPLE + 1)}


def _fold(text: str) -> npt.NDArray[np.uint32]:
    joined = " ".join(text[:_HEAD].lower().split())
    points = np.frombuffer(joined.encode("utf-32-le", "replace"), dtype=np.uint32).copy()
    points[(points >= _ZERO) & (points <= _NINE)] = _ZERO
    return points


def _keys(points: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:
    if len(points) < TRIPLE:
        return np.empty(0, dtype=np.int64)
    wide = points.astype(np.int64)
    return (wide[:-2] << (2 * _BITS)) | (wide[1:-1] << _BITS) | wide[2:]


def _key(triple: str) -> int:
    first, second, third = (ord(letter) for letter in triple)
    return first << (2 * _BITS) | second << _BITS | third
