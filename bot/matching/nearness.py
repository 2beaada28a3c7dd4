"""How near the meaning of a paste is to what is known of each entry: to the texts that had it, and to its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from bot.matching.meanings import STEPS, pack, shorten
from bot.matching.numbers import list_ranges
from bot.text.words import split_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.knowledge.model import Entry
    from bot.matching.meanings import Meanings, Packed, Vectors
    from bot.matching.memory import Memory

_OFTEN = 3


class Nearness(NamedTuple):
    """How near an entry is, each 0..1.

    nearest: to the nearest of the texts that had it. often: the mean of the three nearest. words: to what the entry
    itself says. behind, outworded: by how much another of the candidates is nearer in `nearest`, in `words`.
    """

    nearest: float = 0.0
    often: float = 0.0
    words: float = 0.0
    behind: float = 0.0
    outworded: float = 0.0


class NearnessReader:
    """Compares the meaning of a paste with those of entries. Built once."""

    def __init__(self, entries: Sequence[Entry], said: Packed, memory: Memory) -> None:
        """`said` is of `read_entries`."""
        self._said = said
        answered = memory.labels.answer_of > 0
        answers: list[int] = memory.labels.answer_of[answered].tolist()
        numbers = {entry.id: number for number, entry in enumerate(entries)}
        pairs = [
            (numbers[entry], text)
            for text, answer in enumerate(answers)
            for entry in memory.labels.answers[answer]
            if entry in numbers
        ]
        owners, texts = np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2).T
        self._starts = np.searchsorted(owners, np.arange(len(entries) + 1)).astype(np.int32)
        # Texts that were remembered without meanings are near to nothing.
        kept = memory.meanings if memory.meanings.shape[1] else np.zeros((len(answers), said.shape[2]), dtype=np.int8)
        self._texts = kept[texts]
        self._threads = memory.labels.threads[answered][texts]

    def compare(self, meaning: Vectors, candidates: Sequence[int], thread: int | None) -> list[Nearness]:
        """How near each of the candidates is, by their numbers. Texts of `thread` don't count."""
        if not len(candidates) or not meaning.any():
            return [Nearness()] * len(candidates)
        chosen = np.array(candidates)
        meaning = meaning / np.float32(STEPS)  # instead of unpacking what it is compared with
        nearest, often = self._compare_texts(meaning, chosen, thread)
        words = np.maximum(self._said[chosen].astype(np.float32) @ meaning, 0.0).max(axis=1)
        table = np.stack([nearest, often, words, nearest.max() - nearest, words.max() - words], axis=1)
        return [Nearness(*row) for row in table.tolist()]

    def _compare_texts(
        self, meaning: Vectors, chosen: npt.NDArray[np.intp], thread: int | None
    ) -> tuple[Vectors, Vectors]:
        firsts, counts = self._starts[chosen], self._starts[chosen + 1] - self._starts[chosen]
        at = list_ranges(firsts, counts)
        likeness = np.maximum(self._texts[at].astype(np.float32) @ meaning, 0.0)
        if thread is not None:
            likeness[self._threads[at] == thread] = 0.0
        owners = np.repeat(np.arange(len(chosen)), counts)
        order = np.lexsort((-likeness, owners))
        begins = counts.cumsum() - counts
        best = np.zeros((_OFTEN, len(chosen)), dtype=np.float32)
        for place in range(_OFTEN):
            has = counts > place
            best[place, has] = likeness[order[begins[has] + place]]
        return best[0], best.mean(axis=0)


def read_entries(entries: Sequence[Entry], meanings: Meanings) -> Packed:
    """What every entry says of itself, in English and in Chinese: the means of its title, its sayings and its cause."""
    said = np.zeros((len(entries), 2, meanings.size), dtype=np.int8)
    for number, entry in enumerate(entries):
        english = (entry.title.en, *entry.aliases.en, entry.cause.en)
        chinese = (entry.title.zh, *entry.aliases.zh, entry.cause.zh)
        told = meanings.read_all([split_words(phrase) for phrase in (*english, *chinese)])
        means = np.stack([told[: len(english)].mean(axis=0), told[len(english) :].mean(axis=0)])
        said[number] = pack(shorten(means))
    return said
