"""A paste of several errors, cut into the pieces where each of them stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, overload

from bot.matching.borders import find_borders, find_clauses, find_cut, parts_company
from bot.matching.stretches import is_apart, is_held
from bot.text.presence import find_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.matching.evidence import Candidate
    from bot.matching.survey import Survey

_MOST = 4
_FULL = 0.6
_TELLING_MASS = 20.0


class Parts(Sequence["Survey"]):
    """The surveys of the pieces of a paste, one a piece, each made when it is first asked for: most never are."""

    def __init__(self, whole: Survey, survey_piece: Callable[[str], Survey]) -> None:
        self._whole = whole
        self._survey_piece = survey_piece
        self._surveys: dict[int, Survey] = {}

    @cached_property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """Where each piece stands in the text of the whole, in order."""
        return cut_parts(self._whole)

    def __len__(self) -> int:
        return len(self.ranges)

    @overload
    def __getitem__(self, index: int) -> Survey: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Survey]: ...
    def __getitem__(self, index: int | slice) -> Survey | Sequence[Survey]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        start, end = self.ranges[index]
        if start not in self._surveys:
            self._surveys[start] = self._survey_piece(self._whole.text[start:end])
        return self._surveys[start]


def list_parts(survey: Survey, known: Candidate | None = None) -> Iterator[Survey]:
    """The parts of a survey, in order, without the one in which the whole message of a `known` candidate stands.

    The message of a bare status may stand at another status, so it tells nothing of its place.
    """
    parts = survey.parts
    if parts is None:
        return
    found = known.message if known is not None and not known.generic else None
    first, last = survey.query.skeleton.ends(found.start, found.end) if found is not None else (-1, -1)
    for number, (start, end) in enumerate(parts.ranges):
        if not start <= first <= last < end:
            yield parts[number]


def cut_parts(survey: Survey) -> tuple[tuple[int, int], ...]:
    """The text in consecutive ranges, one for each error that stands apart from the others; empty for a single one.

    Seen as a whole, the second error of a paste looks weak: it explains only half of it, and the first one's status
    speaks against it. Each piece by itself is a paste of one error.
    """
    text = survey.text
    stretches = _list_stretches(survey)
    cuts = {find_cut(text, before, after) for before, after in pairwise(stretches)}
    clauses = find_clauses(text, _place_statuses(survey)) if len(survey.signals.status) > 1 else ()
    edges = _drop_idle(survey, sorted({*cuts, *find_borders(text), *clauses}))
    return tuple(pairwise(edges)) if len(edges) > 2 else ()


def _drop_idle(survey: Survey, cuts: Iterable[int]) -> list[int]:
    """The cuts behind which another error is told than any before them, with both ends of the text."""
    marks = tuple(_mark_errors(survey))
    edges = [0]
    told: set[int] = set()
    for start, end in pairwise([0, *cuts, len(survey.text)]):
        here = {error for place, error in marks if start <= place < end}
        if told and not here <= told and len(edges) < _MOST:
            edges.append(start)
        told |= here
    return [*edges, len(survey.text)]


def _mark_errors(survey: Survey) -> Iterable[tuple[int, int]]:
    """Where errors stand: the middle of each message that holds with its entry, each status named with its negative."""
    for candidate in survey.candidates:
        found = candidate.message
        if found is not None and is_held(candidate):
            yield survey.query.skeleton.middle(found.start, found.end), candidate.entry
    for status in survey.signals.status:
        for at in find_all(survey.text, str(status)):
            yield at, -status


def _place_statuses(survey: Survey) -> list[int]:
    """Where each status is first named outside of every message that holds, in order."""
    held = [
        survey.query.skeleton.ends(found.start, found.end)
        for candidate in survey.candidates
        if (found := candidate.message) is not None and is_held(candidate) and not candidate.generic
    ]
    first = (survey.text.find(str(status)) for status in survey.signals.status)
    return sorted(at for at in first if at >= 0 and not any(start <= at <= end for start, end in held))


def _list_stretches(survey: Survey) -> list[tuple[int, int]]:
    """Where messages of specific entries stand, as ranges in the text, in order, with other words between them."""
    holding = [one for one in survey.candidates if is_held(one) and not one.evidence.wrapper and _stands_whole(one)]
    holding.sort(key=lambda one: -(one.message.mass if one.message else 0.0))
    kept: list[Candidate] = []
    for candidate in holding:
        if len(kept) < _MOST and all(is_apart(candidate, other) for other in kept):
            kept.append(candidate)
    messages = (one.message for one in kept if one.message is not None)
    ends = (survey.query.skeleton.ends(found.start, found.end) for found in messages)
    ranges = sorted((first, last + 1) for first, last in ends)
    return [
        found
        for number, found in enumerate(ranges)
        if not number or parts_company(survey.text, ranges[number - 1], found)
    ]


def _stands_whole(candidate: Candidate) -> bool:
    found = candidate.message
    return found is not None and found.mass >= _TELLING_MASS and found.coverage * found.likeness >= _FULL
