"""Which entries are worth a closer look, and which of their templates: by rare grams, words, codes and statuses."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.matching.index import Index, Ints
    from bot.matching.traits import EntryTraits

Sums = npt.NDArray[np.float64]
_Key = TypeVar("_Key")

_TEMPLATES_SURE = 8
_FAINT = 0.1
_WORD_ENTRIES_KEPT = 8
_WORD_ENTRIES_FAINT = 0.3
_CODE_ENTRIES_KEPT = 6
_WORD_SMOOTHING = 6.0
_CUT = 0.85
_LEAST_MASS = 20.0


@dataclass(frozen=True, slots=True)
class Chosen:
    """Entry number -> its templates worth aligning, best first, maybe none.

    `vocabulary` is, for each entry, the share (0..1) of the paste's known word weight that its texts hold.
    """

    templates: Mapping[int, Sequence[int]]
    vocabulary: Sums


class Chooser:
    """Chooses candidates over one index. Built once; choosing changes nothing."""

    def __init__(self, index: Index, traits: Sequence[EntryTraits]) -> None:
        self._index = index
        self._entries = len(traits)
        self._inverse_mass = 1.0 / np.maximum(index.gram_mass, 1e-6)
        self._words = {word: number for number, word in enumerate(index.wordings.vocabulary)}
        self._by_code = _group((code, number) for number, one in enumerate(traits) for code, _ in one.codes)
        self._by_symptom = _group((symptom, number) for number, one in enumerate(traits) for symptom in one.symptoms)
        self._by_status = _group(
            (status, number) for number, one in enumerate(traits) if one.generic for status in one.statuses
        )

    def number_words(self, words: Iterable[str]) -> list[int]:
        """The numbers of those words that the index knows, ascending."""
        return sorted([self._words[word] for word in words if word in self._words])

    def choose(
        self,
        known: Ints,
        mass: float,
        words: Sequence[int],
        *,
        codes: frozenset[str],
        statuses: Iterable[int],
        symptoms: Iterable[str],
        most: int,
    ) -> Chosen:
        """`known` are the paste's distinct grams, `mass` is what they weigh, `words` the numbers of its words,
        `statuses` are those that it names, `symptoms` those that it tells of. At most `most` templates are chosen."""
        templates: dict[int, list[int]] = {}
        kept = self._choose_templates(known, mass, most)
        for entry, template in zip(self._index.wordings.entry_of[kept].tolist(), kept.tolist(), strict=True):
            templates.setdefault(entry, []).append(template)
        vocabulary, near = self._choose_by_words(words)
        for entry in near:
            templates.setdefault(entry, [])
        by_code = {entry for code in codes if code in self._by_code for entry in self._rare_owners(code)}
        for entry in islice(sorted(by_code), _CODE_ENTRIES_KEPT):
            templates.setdefault(entry, [])
        for symptom in symptoms:
            for entry in self._by_symptom.get(symptom, ()):
                templates.setdefault(entry, [])
        for status in statuses:
            for entry in self._by_status.get(status, ()):
                templates.setdefault(entry, [])
        return Chosen(templates, vocabulary)

    def _choose_templates(self, known: Ints, mass: float, most: int) -> Ints:
        """The templates that share most with the paste: a short one that stands there whole, or much of a long one."""
        scored = self._index.gram_postings.score(known, len(self._index.wordings))
        found = scored.sums.take(scored.touched)
        rank = self._inverse_mass.take(scored.touched)
        np.maximum(rank, _CUT / max(mass, _LEAST_MASS), out=rank)
        rank *= found
        rank *= found
        few = len(scored.touched) <= _TEMPLATES_SURE * len(known)
        if few and len(np.unique(scored.touched)) <= _TEMPLATES_SURE:
            return _largest(scored.touched, rank, most, 0.0)
        return _largest(scored.touched, rank, most, _FAINT)

    def _choose_by_words(self, words: Sequence[int]) -> tuple[Sums, list[int]]:
        """The vocabulary of `Chosen`, and the entries where it is largest."""
        if not words:
            return np.zeros(self._entries), []
        terms = np.array(words, dtype=np.int32)
        postings = self._index.word_postings
        scored = postings.score(terms, self._entries)
        vocabulary = scored.sums / (float(postings.weights[terms].sum(dtype=np.float64)) + _WORD_SMOOTHING)
        near = _largest(scored.touched, vocabulary.take(scored.touched), _WORD_ENTRIES_KEPT, _WORD_ENTRIES_FAINT)
        return vocabulary, near.tolist()

    def _rare_owners(self, code: str) -> tuple[int, ...]:
        owners = self._by_code[code]
        return owners if len(owners) <= _CODE_ENTRIES_KEPT else ()


def _largest(owners: Ints, values: Sums, count: int, faint: float) -> Ints:
    """The owners with the largest values, largest first; of equal ones those that come last in the catalogue.

    An owner may stand there repeatedly, each time with its value. Values below `faint` times the largest are left out.
    """
    if not len(owners):
        return owners
    near = (values >= max(faint * float(values.max()), 1e-12)).nonzero()[0]
    distinct, first = np.unique(owners[near], return_index=True)
    order = np.argsort(-values[near[first]][::-1], kind="stable")[:count]
    return distinct[::-1][order]


def _group(pairs: Iterable[tuple[_Key, int]]) -> dict[_Key, tuple[int, ...]]:
    found: dict[_Key, dict[int, None]] = {}
    for key, number in pairs:
        found.setdefault(key, {})[number] = None
    return {key: tuple(numbers) for key, numbers in found.items()}
