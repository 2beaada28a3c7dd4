"""The candidate index: which templates share rare grams or words with a paste. Cost hardly grows with the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.matching.skeleton import Grams, Skeleton, make_grams, make_skeleton
from bot.matching.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.matching.templates import Template

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

POSTINGS_BUDGET = 60_000


@dataclass(frozen=True, slots=True)
class Postings:
    """Rows of sorted template numbers, one row a term (compressed sparse rows), with the weight of each term."""

    starts: npt.NDArray[np.int64]
    members: Ints
    weights: Floats

    @classmethod
    def build(cls, terms: Ints, owners: Ints, term_count: int, entries: Ints, entry_count: int) -> Postings:
        """`terms[i]` occurs in template `owners[i]`; pairs are distinct. Weights are inverse entry frequencies."""
        order = np.lexsort((owners, terms))
        terms, owners = terms[order], owners[order]
        starts = np.searchsorted(terms, np.arange(term_count + 1))
        pairs = np.unique(terms.astype(np.int64) * entry_count + entries[owners])
        frequency = np.bincount(pairs // entry_count, minlength=term_count)
        weights = np.log1p((entry_count - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
        return cls(starts=starts, members=owners.astype(np.int32), weights=weights)

    def score(self, terms: npt.NDArray[np.intp], size: int) -> npt.NDArray[np.float64]:
        """For each of `size` templates the summed weight of the given terms, rarest first in the budget."""
        lengths = self.starts[terms + 1] - self.starts[terms]
        if int(lengths.sum()) > POSTINGS_BUDGET:
            order = np.argsort(lengths, kind="stable")
            within = int(np.searchsorted(np.cumsum(lengths[order]), POSTINGS_BUDGET))
            terms, lengths = terms[order[:within]], lengths[order[:within]]
        total = int(lengths.sum())
        if total == 0:
            return np.zeros(size)
        firsts = np.repeat(self.starts[terms] - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
        members = self.members[firsts + np.arange(total)]
        weights = np.repeat(self.weights[terms], lengths).astype(np.float64)
        return np.bincount(members, weights=weights, minlength=size).astype(np.float64)


@dataclass(frozen=True, slots=True)
class GramQuery:
    """A paste as the index sees it: `known[i]` is the number of the gram that starts at `starts[i]`."""

    skeleton: Skeleton
    starts: Ints
    known: Ints
    total: int


@dataclass(frozen=True, slots=True)
class Index:
    """Templates with their grams and words. Everything is built once; look-ups don't change it."""

    templates: tuple[Template, ...]
    skeletons: tuple[Skeleton, ...]
    needles: tuple[str, ...]
    gram_order: tuple[Ints, ...]
    gram_weights: tuple[Floats, ...]
    gram_mass: Floats
    grams: Vocabulary
    gram_postings: Postings
    words: dict[str, int]
    word_postings: Postings
    entry_of: Ints
    entry_count: int

    @classmethod
    def build(cls, templates: Sequence[Template], entry_count: int) -> Index:
        """Index the templates of `entry_count` entries (at least one)."""
        entry_of = np.array([template.entry for template in templates], dtype=np.int32)
        skeletons = tuple(make_skeleton(template.text) for template in templates)
        ordered = [_piece_keys(template) for template in templates]
        made = [np.unique(row) for row in ordered]
        all_keys = np.concatenate(made) if made else np.empty(0, dtype=np.int64)
        keys, terms = np.unique(all_keys, return_inverse=True)
        lengths = [len(row) for row in made]
        owners = np.repeat(np.arange(len(made)), lengths)
        postings = Postings.build(terms.astype(np.int32), owners.astype(np.int32), len(keys), entry_of, entry_count)
        vocabulary = Vocabulary.build(keys)
        order = tuple(vocabulary.find(row) for row in ordered)
        weights = tuple(postings.weights[row] for row in order)
        mass = np.array([float(row.sum()) for row in weights], dtype=np.float32)
        words, word_postings = _index_words(templates, entry_count)
        return cls(
            templates=tuple(templates),
            skeletons=skeletons,
            needles=tuple(skeleton.text() for skeleton in skeletons),
            gram_order=order,
            gram_weights=weights,
            gram_mass=mass,
            grams=vocabulary,
            gram_postings=postings,
            words=words,
            word_postings=word_postings,
            entry_of=entry_of,
            entry_count=entry_count,
        )

    def ask(self, text: str) -> GramQuery:
        """Prepare a normalised paste."""
        skeleton = make_skeleton(text)
        grams: Grams = make_grams(skeleton)
        known = self.grams.find(grams.keys)
        hit = known >= 0
        return GramQuery(skeleton=skeleton, starts=grams.starts[hit], known=known[hit], total=len(grams.keys))


def _piece_keys(template: Template) -> npt.NDArray[np.int64]:
    """Grams within the literal pieces; none spans a slot."""
    return np.concatenate(
        [make_grams(make_skeleton(piece)).keys for piece in template.pieces] or [np.empty(0, np.int64)]
    )


def _index_words(templates: Sequence[Template], entry_count: int) -> tuple[dict[str, int], Postings]:
    words: dict[str, int] = {}
    pairs: set[tuple[int, int]] = set()
    for template in templates:
        for word in template.words:
            pairs.add((words.setdefault(word, len(words)), template.entry))
    table = np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2)
    entries = np.arange(entry_count, dtype=np.int32)
    return words, Postings.build(table[:, 0], table[:, 1], len(words), entries, entry_count)
