"""The candidate index: which templates share rare grams or words with a paste. Cost hardly grows with the catalogue."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.matching.numbers import list_ranges
from bot.matching.skeleton import Skeleton, gram_pieces, make_grams, make_skeleton
from bot.matching.vocabulary import Vocabulary
from bot.matching.wordings import Wordings, WordingsBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.matching.meanings import Packed
    from bot.matching.templates import Template

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

POSTINGS_BUDGET = 15_000


@dataclass(frozen=True, slots=True)
class Tally:
    """`sums` is, for each owner, the summed weight of the terms it holds; `touched` are those with any, repeatedly."""

    sums: npt.NDArray[np.float64]
    touched: Ints


@dataclass(frozen=True, slots=True)
class Postings:
    """Rows of sorted owners, one row a term (compressed sparse rows), with the weight of each term."""

    starts: Ints
    members: Ints
    weights: Floats

    @classmethod
    def build(cls, terms: Ints, owners: Ints, term_count: int, entries: Ints, entry_count: int) -> Postings:
        """`terms[i]` occurs in owner `owners[i]`, maybe repeatedly; owner `o` belongs to entry `entries[o]`.

        Weights are inverse entry frequencies.
        """
        pairs = _distinct_pairs(terms, owners, len(entries))
        terms, owners = (pairs // len(entries)).astype(np.int32), (pairs % len(entries)).astype(np.int32)
        starts = np.searchsorted(terms, np.arange(term_count + 1)).astype(np.int32)
        held = _distinct_pairs(terms, entries[owners], entry_count)
        frequency = np.bincount(held // entry_count, minlength=term_count)
        weights = np.log1p((entry_count - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
        return cls(starts=starts, members=owners, weights=weights)

    def score(self, terms: Ints, size: int) -> Tally:
        """Score `size` owners by the given distinct terms, rarest first in the budget."""
        firsts, weights = self.starts[terms], self.weights[terms]
        lengths = self.starts[terms + 1] - firsts
        total = int(lengths.sum())
        if total > POSTINGS_BUDGET:
            order = np.argsort(lengths, kind="stable")
            order = order[: int(np.searchsorted(np.cumsum(lengths[order]), POSTINGS_BUDGET))]
            firsts, weights, lengths = firsts[order], weights[order], lengths[order]
            total = int(lengths.sum())
        if total == 0:
            return Tally(np.zeros(size), np.empty(0, dtype=np.int32))
        touched = self.members[list_ranges(firsts, lengths)]
        sums = np.bincount(touched, weights=np.repeat(weights, lengths), minlength=size)
        return Tally(sums.astype(np.float64, copy=False), touched)


def _distinct_pairs(terms: Ints, owners: Ints, owner_count: int) -> npt.NDArray[np.int64]:
    """Sorted numbers that stand for the distinct pairs of a term and an owner."""
    pairs = terms.astype(np.int64)
    pairs *= owner_count
    pairs += owners
    pairs.sort()
    if len(pairs) < 2:
        return pairs
    fresh = np.empty(len(pairs), dtype=bool)
    fresh[0] = True
    np.not_equal(pairs[1:], pairs[:-1], out=fresh[1:])
    return pairs[fresh]


@dataclass(frozen=True, slots=True)
class GramQuery:
    """A paste as the index sees it: `known[i]` is the number of the gram that starts at `starts[i]`."""

    skeleton: Skeleton
    starts: Ints
    known: Ints


@dataclass(frozen=True, slots=True)
class Index:
    """Templates with their grams and words. Everything is built once; look-ups don't change it.

    `gram_order` lists the grams of every template in their order, one template behind the other; those of template `t`
    begin at `gram_starts[t]`. `gram_mass` is what they weigh together. `said` is what every entry says of itself, as
    `nearness.read_entries` tells.
    """

    wordings: Wordings
    gram_order: Ints
    gram_starts: Ints
    gram_mass: Floats
    grams: Vocabulary
    gram_postings: Postings
    word_postings: Postings
    said: Packed

    @classmethod
    def build(cls, templates: Iterable[Template], entry_count: int) -> Index:
        """Index the templates of `entry_count` entries (at least one), which come in the order of their entries.

        What the entries say of themselves is left empty.
        """
        builder = WordingsBuilder()
        pieces: list[str] = []
        bounds = array("i", [0])
        for template in templates:
            builder.add(template)
            pieces.extend(template.pieces)
            bounds.append(len(pieces))
        piece_bounds = np.array(bounds, dtype=np.int32)
        made = gram_pieces(pieces)
        wordings = builder.build(made.letters, made.starts[piece_bounds])
        grams = Vocabulary.build(np.unique(made.keys))
        order = grams.find(made.keys)
        gram_starts = np.searchsorted(made.owners, piece_bounds).astype(np.int32)
        owners = np.repeat(np.arange(len(wordings), dtype=np.int32), np.diff(gram_starts))
        postings = Postings.build(order, owners, len(grams), wordings.entry_of, entry_count)
        mass = np.bincount(owners, weights=postings.weights[order], minlength=len(wordings))
        entries = np.arange(entry_count, dtype=np.int32)
        return cls(
            wordings=wordings,
            gram_order=order,
            gram_starts=gram_starts,
            gram_mass=mass.astype(np.float32),
            grams=grams,
            gram_postings=postings,
            word_postings=Postings.build(*builder.entry_words(), len(wordings.vocabulary), entries, entry_count),
            said=np.zeros((entry_count, 2, 0), dtype=np.int8),
        )

    def are_alike(self, one: int, other: int) -> bool:
        """Whether the index keeps the very same of two messages (by template): then no paste tells them apart."""
        grams, starts = self.gram_order, self.gram_starts
        return self.wordings.are_alike(one, other) and np.array_equal(
            grams[starts[one] : starts[one + 1]], grams[starts[other] : starts[other + 1]]
        )

    def ask(self, text: str) -> GramQuery:
        """Prepare a normalised paste."""
        skeleton = make_skeleton(text)
        grams = make_grams(skeleton)
        found = self.grams.find(grams.keys)
        hit = (found >= 0).nonzero()[0]
        return GramQuery(skeleton=skeleton, starts=grams.starts[hit], known=found[hit])
