"""What words mean, in numbers: texts that say the same in other words are near each other.

The numbers are distilled from multilingual-e5-small (Wang et al. 2024, MIT licence) by `scripts/meanings.py`: the
sentence model's picture of a text is rebuilt from the words in it, so that no model runs here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from bot.errors import KnowledgeError
from bot.matching.arrays import open_arrays
from bot.matching.numbers import find_numbers, number_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Vectors = npt.NDArray[np.float32]
Packed = npt.NDArray[np.int8]

STEPS = 127
"""A packed number is so many times as large."""

_KINDS = {"keys": np.int32, "scales": np.float32, "weights": np.float32, "centre": np.float32}


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """The meaning of each known word. May be empty: then nothing means anything.

    `keys` are the numbers of the words, ascending. Word `k` points to `vectors[k] * scales[k]` and counts `weights[k]`;
    `centre` is where the average text points to.
    """

    keys: npt.NDArray[np.int32]
    vectors: Packed
    scales: Vectors
    weights: Vectors
    centre: Vectors

    @classmethod
    def neutral(cls) -> Meanings:
        """No words."""
        none = np.empty(0, dtype=np.float32)
        return cls(np.empty(0, dtype=np.int32), np.empty((0, 0), dtype=np.int8), none, none, none)

    @classmethod
    def load(cls, path: Path | None = None) -> Meanings:
        """The meanings of `path` (`.npz`, and beside it the vectors as `.npy`), or those that come with the package.

        The vectors stay on disk until words need them. Raises `KnowledgeError` where a file is missing or broken.
        """
        path = path or Path(__file__).with_name("meanings.npz")
        try:
            with open_arrays(path.read_bytes()) as parts:
                found = {name: parts[name] for name in _KINDS}
            vectors = np.asarray(np.load(path.with_suffix(".npy"), mmap_mode="r", allow_pickle=False))
            _check(found, vectors)
        except (OSError, ValueError, EOFError) as error:
            msg = f"{path.name}: not usable as meanings of words ({error})"
            raise KnowledgeError(msg) from error
        return cls(found["keys"], vectors, found["scales"], found["weights"], found["centre"])

    @property
    def size(self) -> int:
        """How many numbers a meaning has."""
        return len(self.centre)

    @property
    def digest(self) -> str:
        """Tells these meanings from others."""
        return hashlib.sha256(self.keys.tobytes() + self.scales.tobytes()).hexdigest()[:16]

    def read(self, words: Iterable[str]) -> Vectors:
        """The meaning of a text of the given words, of length 1; zeros where no word is known."""
        rows = find_numbers(self.keys, number_terms(words))
        if not len(rows):
            return np.zeros(self.size, dtype=np.float32)
        weights = self.weights[rows]
        told = self.scales[rows] @ self.vectors[rows].astype(np.float32)
        told /= np.sqrt(weights @ weights)
        told -= self.centre
        return shorten(told[None])[0]

    def read_all(self, texts: Sequence[Iterable[str]]) -> Vectors:
        """The meanings of some texts, a row each."""
        return np.stack([self.read(words) for words in texts])


def shorten(vectors: Vectors) -> Vectors:
    """The rows at length 1; those of zeros stay."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None]
    return (vectors / np.maximum(lengths, 1e-9)).astype(np.float32, copy=False)


def pack(vectors: Vectors) -> Packed:
    """Rows of length 1 in a byte a number, `STEPS` times as large."""
    return np.round(vectors * STEPS).astype(np.int8)


def _check(parts: Mapping[str, npt.NDArray[Any]], vectors: npt.NDArray[Any]) -> None:
    keys, words, size = parts["keys"], len(parts["keys"]), len(parts["centre"])
    right = (
        all(parts[name].dtype == kind and parts[name].ndim == 1 for name, kind in _KINDS.items())
        and (vectors.dtype, vectors.shape) == (np.int8, (words, size))
        and len(parts["scales"]) == len(parts["weights"]) == words
        and bool((keys[1:] > keys[:-1]).all())
    )
    if not right:
        msg = "the two files don't belong together"
        raise ValueError(msg)
