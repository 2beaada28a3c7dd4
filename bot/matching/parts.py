"""A paste of several errors, cut into the stretches where each of them stands."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.matching.stretches import is_apart, is_held

if TYPE_CHECKING:
    from bot.matching.evidence import Candidate
    from bot.matching.survey import Survey

_MOST = 4
_FULL = 0.6
_TELLING_MASS = 20.0
_BETWEEN = 4
# What stands between two fields of one error body is no border between two errors.
_FIELD = re.compile(r"""["'\\]*\b[A-Za-z_]\w{1,30}["'\\]*\s?[:=]\s?""")
_LETTER = re.compile(r"[^\W\d_]")


def cut_parts(survey: Survey) -> tuple[str, ...]:
    """The text in consecutive pieces, one for each error that stands apart from the others; empty for a single one.

    Seen as a whole, the second error of a paste looks weak: it explains only half of it, and the first one's status
    speaks against it. Each piece by itself is a paste of one error.
    """
    stretches = _stretches(survey)
    if len(stretches) < 2:
        return ()
    cuts = [_cut(survey.text, before, after) for before, after in pairwise(stretches)]
    edges = [0, *cuts, len(survey.text)]
    return tuple(survey.text[start:end] for start, end in pairwise(edges))


def _stretches(survey: Survey) -> list[tuple[int, int]]:
    """Where messages of specific entries stand, as ranges in the text, in order, with other words between them."""
    holding = [one for one in survey.candidates if is_held(one) and not one.evidence.wrapper and _stands_whole(one)]
    holding.sort(key=lambda one: -(one.message.mass if one.message else 0.0))
    kept: list[Candidate] = []
    for candidate in holding:
        if len(kept) < _MOST and all(is_apart(candidate, other) for other in kept):
            kept.append(candidate)
    positions = survey.query.skeleton.positions
    ranges = sorted(
        (int(positions[one.message.start]), int(positions[min(one.message.end, len(positions)) - 1]) + 1)
        for one in kept
        if one.message is not None
    )
    return [
        found for number, found in enumerate(ranges) if not number or _borders(survey.text, ranges[number - 1], found)
    ]


def _stands_whole(candidate: Candidate) -> bool:
    found = candidate.message
    return found is not None and found.mass >= _TELLING_MASS and found.coverage * found.likeness >= _FULL


def _borders(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    between = _FIELD.sub(" ", text[before[1] : after[0]])
    return len(_LETTER.findall(between)) >= _BETWEEN


def _cut(text: str, before: tuple[int, int], after: tuple[int, int]) -> int:
    """Where to cut between two stretches: at the last line break, else right behind the first."""
    line = text.rfind("\n", before[1], after[0])
    return line + 1 if line >= 0 else before[1]
