"""Where in a paste a template stands, and how much of it stands there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import LCSseq

from bot.matching.index import GramQuery, Index

_SLOT_ROOM = 45
_SLACK = 18
_EDGE = 12


@dataclass(frozen=True, slots=True)
class Alignment:
    """A template laid on its best window of a paste. Shares lie in 0..1; `start` and `end` are skeleton indices.

    coverage: share of the template's gram mass found in the window. span_coverage: the same between the first and
    the last gram found, so that a cut-off message is not blamed for what the paste lacks. likeness: longest common
    subsequence over the template's letters. mass: gram mass found. cut: the window touches an end of the paste.
    """

    template: int
    start: int
    end: int
    coverage: float
    span_coverage: float
    likeness: float
    mass: float
    cut: bool


class Aligner:
    """Aligns templates of one index with one paste; holds a scratch array, so one per thread."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._marks = np.zeros(max(1, index.grams.size), dtype=bool)

    def align(self, query: GramQuery, template: int) -> Alignment | None:
        """The best window of `query` for a template, None where they share no gram."""
        index = self._index
        row = index.template_grams[template]
        self._marks[row] = True
        hits = np.flatnonzero(self._marks[query.known])
        self._marks[row] = False
        if len(hits) == 0:
            return None
        weights = index.gram_postings.weights
        starts = query.starts[hits]
        grams = query.known[hits]
        letters = len(index.skeletons[template])
        slots = index.templates[template].slots
        room = int(letters * 1.15) + _SLACK + _SLOT_ROOM * slots
        first, last = _densest(starts, weights[grams], room)
        inside = grams[first:last]
        start, end = int(starts[first]), int(starts[last - 1]) + 5
        found = np.unique(inside)
        mass = float(weights[found].sum())
        total = float(index.gram_mass[template])
        return Alignment(
            template=template,
            start=start,
            end=end,
            coverage=min(1.0, mass / total) if total else 0.0,
            span_coverage=_span_coverage(row, found, weights, index, template, mass),
            likeness=self._likeness(query, template, start, end, letters),
            mass=mass,
            cut=start <= _EDGE or end >= len(query.skeleton) - _EDGE,
        )

    def _likeness(self, query: GramQuery, template: int, start: int, end: int, letters: int) -> float:
        margin = 8
        needle = self._index.skeletons[template].text()
        window = query.skeleton.text(max(0, start - margin), end + margin)
        return LCSseq.similarity(needle, window) / max(1, letters)


def _densest(starts: np.ndarray, weights: np.ndarray, room: int) -> tuple[int, int]:
    """Index range of the hits in the window of `room` letters that holds the most weight."""
    if int(starts[-1]) - int(starts[0]) <= room:
        return 0, len(starts)
    ends = np.searchsorted(starts, starts + room, side="right")
    sums = np.concatenate(([0.0], np.cumsum(weights)))
    best = int(np.argmax(sums[ends] - sums[:-1]))
    return best, int(ends[best])


def _span_coverage(
    row: np.ndarray, found: np.ndarray, weights: np.ndarray, index: Index, template: int, mass: float
) -> float:
    """Share of the mass between the template's first and last found gram that was found."""
    order = index.gram_order[template]
    present = np.isin(order, found)
    where = np.flatnonzero(present)
    if len(where) == 0:
        return 0.0
    span = np.unique(order[where[0] : where[-1] + 1])
    total = float(weights[span].sum())
    return min(1.0, mass / total) if total else 0.0
