"""Where in a paste a template stands, and how much of it stands there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq

from bot.matching.skeleton import LATIN_GRAM

if TYPE_CHECKING:
    from bot.matching.index import Floats, GramQuery, Index, Ints

_SLOT_ROOM = 45
_SLACK = 18
_EDGE = 12
_GAP = 10
_STRAY = 0.25


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
        index, marks = self._index, self._marks
        order = index.gram_order[template]
        marks[order] = True
        hits = marks[query.known].nonzero()[0]
        marks[order] = False
        if len(hits) == 0:
            return None
        starts = query.starts[hits]
        inside = query.known[hits]
        letters = len(index.needles[template])
        room = int(letters * 1.15) + _SLACK + _SLOT_ROOM * index.templates[template].slots
        if int(starts[-1]) - int(starts[0]) > room:
            first, last = _densest(starts, index.gram_postings.weights[inside], room)
            starts, inside = starts[first:last], inside[first:last]
        start, end = _core(starts, index.gram_postings.weights[inside])
        marks[inside] = True
        present = marks[order]
        marks[inside] = False
        weights = index.gram_weights[template]
        mass = float(weights[present].sum())
        cut = start <= _EDGE or end >= len(query.skeleton) - _EDGE
        return Alignment(
            template=template,
            start=start,
            end=end,
            coverage=mass / float(index.gram_mass[template]),
            span_coverage=_span_coverage(present, weights, mass) if cut else 0.0,
            likeness=self._likeness(query, template, start, end, letters),
            mass=mass,
            cut=cut,
        )

    def _likeness(self, query: GramQuery, template: int, start: int, end: int, letters: int) -> float:
        margin = 8
        needle = self._index.needles[template]
        window = query.skeleton.text(max(0, start - margin), end + margin)
        return LCSseq.similarity(needle, window) / max(1, letters)


def _densest(starts: Ints, weights: Floats, room: int) -> tuple[int, int]:
    """Index range of the hits in the window of `room` letters that holds the most weight."""
    ends = starts.searchsorted(starts + room, side="right")
    sums = np.concatenate(([0.0], weights.cumsum()))
    best = int((sums[ends] - sums[:-1]).argmax())
    return best, int(ends[best])


def _core(starts: Ints, weights: Floats) -> tuple[int, int]:
    """Where the template really stands: hits far outside that carry little weight belong to something else."""
    first, last = 0, len(starts) - 1
    gaps = (np.diff(starts) > _GAP).nonzero()[0]
    if len(gaps):
        sums = weights.cumsum()
        total = float(sums[-1])
        for gap in gaps.tolist():
            if sums[gap] < _STRAY * total:
                first = gap + 1
            elif total - sums[gap] < _STRAY * total:
                last = gap
                break
    return int(starts[first]), int(starts[last]) + LATIN_GRAM


def _span_coverage(present: npt.NDArray[np.bool_], weights: Floats, mass: float) -> float:
    """Share of the mass between the template's first and last found gram that was found."""
    where = present.nonzero()[0]
    return mass / float(weights[where[0] : where[-1] + 1].sum())
