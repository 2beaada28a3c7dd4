"""Where candidates stand in a paste, and whether they share their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.matching.evidence import Candidate

_HOLDS = 0.7
_HOLDS_MASS = 12.0
_OVERLAP = 0.25


def is_held(candidate: Candidate) -> bool:
    """Whether a message of the candidate really stands in the paste."""
    found = candidate.message
    return (
        found is not None
        and found.coverage >= _HOLDS
        and found.likeness >= _HOLDS
        and found.mass >= _HOLDS_MASS
        and not candidate.evidence.numbers_missing
    )


def is_apart(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates stand on separate stretches of the paste, nearly without overlap, both by a message."""
    if one.message is None or other.message is None:
        return False
    overlap = min(one.message.end, other.message.end) - max(one.message.start, other.message.start)
    shorter = min(one.message.end - one.message.start, other.message.end - other.message.start)
    return overlap <= _OVERLAP * shorter
