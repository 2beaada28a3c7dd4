"""The candidate index: which templates share rare grams or words with a paste. Cost hardly grows with the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.matching.skeleton import Grams, Skeleton, gram_pieces, make_grams, make_skeleton
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


@dataclass(frozen=True, slots=True)
class Index:
    """Templates with their grams and words. Everything is built once; look-ups don't change it."""

    templates: tuple[Template, ...]
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
        pieces = [piece for template in templates for piece in template.pieces]
        piece_owner = np.repeat(np.arange(len(templates)), [len(template.pieces) for template in templates])
        grams = gram_pieces(pieces)
        owners = piece_owner[grams.owners]
        keys, terms = np.unique(grams.keys, return_inverse=True)
        pairs = np.unique(terms * len(templates) + owners)
        distinct, holders = (pairs // len(templates)).astype(np.int32), (pairs % len(templates)).astype(np.int32)
        postings = Postings.build(distinct, holders, len(keys), entry_of, entry_count)
        bounds = np.searchsorted(owners, np.arange(1, len(templates)))
        order = tuple(np.split(terms.astype(np.int32), bounds))
        weights = tuple(np.split(postings.weights[terms], bounds))
        words, word_postings = _index_words(templates, entry_count)
        return cls(
            templates=tuple(templates),
            needles=_join_needles(grams.needles, piece_owner, len(templates)),
            gram_order=order,
            gram_weights=weights,
            gram_mass=np.array([float(row.sum()) for row in weights], dtype=np.float32),
            grams=Vocabulary.build(keys),
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
        return GramQuery(skeleton=skeleton, starts=grams.starts[hit], known=known[hit])


def _join_needles(needles: Sequence[str], owners: npt.NDArray[np.int64], count: int) -> tuple[str, ...]:
    """The folded text of each template, its pieces in order."""
    joined = [""] * count
    for needle, owner in zip(needles, owners.tolist(), strict=True):
        joined[owner] += needle
    return tuple(joined)


def _index_words(templates: Sequence[Template], entry_count: int) -> tuple[dict[str, int], Postings]:
    words: dict[str, int] = {}
    terms: list[int] = []
    owners: list[int] = []
    for template in templates:
        for word in template.words:
            terms.append(words.setdefault(word, len(words)))
            owners.append(template.entry)
    pairs = np.unique(np.array(terms, dtype=np.int64) * entry_count + np.array(owners, dtype=np.int64))
    entries = np.arange(entry_count, dtype=np.int32)
    distinct, holders = (pairs // entry_count).astype(np.int32), (pairs % entry_count).astype(np.int32)
    return words, Postings.build(distinct, holders, len(words), entries, entry_count)
