"""Where in a paste templates stand, and how much of each stands there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq

from bot.matching.skeleton import gram_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.matching.index import GramQuery, Index, Ints
    from bot.matching.vocabulary import Numbering

Rows = npt.NDArray[np.intp]
Sums = npt.NDArray[np.float64]

_SLOT_ROOM = 45
_SLACK = 18
_EDGE = 12
_GAP = 10
_STRAY = 0.25
_MARGIN = 8
_ROW = 1 << 32  # keeps the positions of two templates further apart than any paste is long


class Alignment(NamedTuple):
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


@dataclass(frozen=True, slots=True)
class _Hits:
    """Every place of the paste where a gram of a template stands: hit `i` is of template `rows[i]`, rows ascending.

    `starts[i]` is its skeleton index, `terms[i]` the number of its gram within the paste, `sums[i]` what all hits
    before it weigh; `bounds[r]` is where row `r` begins.
    """

    rows: Rows
    starts: Ints
    terms: Ints
    sums: Sums
    bounds: list[int]


@dataclass(frozen=True, slots=True)
class _Grams:
    """The grams of the templates in question, one template behind the other.

    `terms` is the number of each within the paste, -1 where the paste lacks it.
    """

    rows: Rows
    terms: Ints
    weights: npt.NDArray[np.float32]


class Aligner:
    """Aligns templates of one index with a paste, all that are asked for in one go: few array operations, whatever
    their number. Shares the scratch array of a numbering, so one per thread."""

    def __init__(self, index: Index, numbering: Numbering) -> None:
        self._index = index
        self._numbering = numbering

    def align(self, query: GramQuery, terms: Ints, templates: Sequence[int]) -> list[Alignment | None]:
        """The best window of `query` for each template, None where they share no gram.

        `terms` are the paste's grams as the numbering has just numbered them.
        """
        if not templates or not len(terms):
            return [None] * len(templates)
        grams = self._gather(templates)
        holds = np.zeros((len(templates), int(terms.max()) + 2), dtype=bool)
        holds[grams.rows, grams.terms] = True  # what is missing, -1, falls into the last column
        hits = _find_hits(holds, query, terms, self._index.gram_postings.weights[query.known])
        spans = self._windows(hits, templates)
        inside = _mark_inside(hits, spans, holds)
        inside[:, -1] = False
        present = inside[grams.rows, grams.terms]
        weights = np.where(present, grams.weights, 0.0)
        masses = np.bincount(grams.rows, weights=weights, minlength=len(templates)).tolist()
        spread = _span_masses(grams, present, len(templates))
        text, length = query.skeleton.text(), len(query.skeleton)
        found: list[Alignment | None] = []
        cores = _cores(hits, spans)
        for row, (template, span, mass, span_mass) in enumerate(zip(templates, spans, masses, spread, strict=True)):
            if span is None:
                found.append(None)
                continue
            first, last = cores[row]
            start, end = int(hits.starts[first]), gram_end(query.skeleton, int(hits.starts[last]))
            cut = start <= _EDGE or end >= length - _EDGE
            needle = self._index.wordings.needle(template)
            window = text[max(0, start - _MARGIN) : end + _MARGIN]
            found.append(
                Alignment(
                    template=template,
                    start=start,
                    end=end,
                    coverage=mass / float(self._index.gram_mass[template]),
                    span_coverage=mass / span_mass if cut else 0.0,
                    likeness=LCSseq.similarity(needle, window) / max(1, len(needle)),
                    mass=mass,
                    cut=cut,
                )
            )
        return found

    def _gather(self, templates: Sequence[int]) -> _Grams:
        index = self._index
        bounds = index.gram_starts
        parts = [index.gram_order[bounds[template] : bounds[template + 1]] for template in templates]
        order = np.concatenate(parts)
        rows = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        return _Grams(rows=rows, terms=self._numbering.find(order), weights=index.gram_postings.weights[order])

    def _windows(self, hits: _Hits, templates: Sequence[int]) -> list[tuple[int, int] | None]:
        """For each template the range of hits in the window that holds the most weight; None without hits."""
        wordings = self._index.wordings
        spans: list[tuple[int, int] | None] = []
        rooms: list[int] = []
        narrow: list[int] = []
        for row, template in enumerate(templates):
            first, end = hits.bounds[row], hits.bounds[row + 1]
            letters = int(wordings.letter_starts[template + 1] - wordings.letter_starts[template])
            rooms.append(int(letters * 1.15) + _SLACK + _SLOT_ROOM * int(wordings.slots[template]))
            spans.append((first, end) if end > first else None)
            if end > first and int(hits.starts[end - 1]) - int(hits.starts[first]) > rooms[row]:
                narrow.append(row)
        if narrow:
            places = hits.rows * _ROW + hits.starts
            ends = places.searchsorted(places + np.array(rooms)[hits.rows], side="right")
            sums = hits.sums[ends] - hits.sums[:-1]
            for row in narrow:
                first, end = hits.bounds[row], hits.bounds[row + 1]
                best = first + int(sums[first:end].argmax())
                spans[row] = (best, int(ends[best]))
        return spans


def _find_hits(holds: npt.NDArray[np.bool_], query: GramQuery, terms: Ints, weights: npt.NDArray[np.float32]) -> _Hits:
    rows, at = holds[:, terms].nonzero()
    sums = np.zeros(len(at) + 1)
    np.cumsum(weights[at], dtype=np.float64, out=sums[1:])
    bounds = rows.searchsorted(np.arange(len(holds) + 1)).tolist()
    return _Hits(rows=rows, starts=query.starts[at], terms=terms[at], sums=sums, bounds=bounds)


def _mark_inside(
    hits: _Hits, spans: Sequence[tuple[int, int] | None], holds: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """For each template (row) and gram of the paste (column) whether it stands in the template's window."""
    if all(span is None or span == (hits.bounds[row], hits.bounds[row + 1]) for row, span in enumerate(spans)):
        return holds
    inside = np.zeros_like(holds)
    for row, span in enumerate(spans):
        if span is not None:
            inside[row, hits.terms[span[0] : span[1]]] = True
    return inside


def _cores(hits: _Hits, spans: Sequence[tuple[int, int] | None]) -> list[tuple[int, int]]:
    """Where the templates really stand: hits far outside that carry little weight belong to something else."""
    gaps = (hits.starts[1:] - hits.starts[:-1] > _GAP).nonzero()[0]
    cores = [(first, end - 1) for first, end in (span or (0, 1) for span in spans)]
    bounds = gaps.searchsorted(np.array(cores)).tolist()
    for row, (low, high) in enumerate(bounds):
        if low < high:
            first, last = cores[row]
            before, total = hits.sums[first], float(hits.sums[last + 1] - hits.sums[first])
            for gap in gaps[low:high].tolist():
                weight = float(hits.sums[gap + 1] - before)
                if weight < _STRAY * total:
                    first = gap + 1
                elif total - weight < _STRAY * total:
                    last = gap
                    break
            cores[row] = first, last
    return cores


def _span_masses(grams: _Grams, present: npt.NDArray[np.bool_], count: int) -> list[float]:
    """What each template weighs between its first and its last gram that was found; 1 where none was."""
    where = present.nonzero()[0]
    sums = np.zeros(len(grams.weights) + 1)
    np.cumsum(grams.weights, dtype=np.float64, out=sums[1:])
    bounds = grams.rows[where].searchsorted(np.arange(count + 1)).tolist()
    return [
        float(sums[where[end - 1] + 1] - sums[where[first]]) if end > first else 1.0 for first, end in pairwise(bounds)
    ]
