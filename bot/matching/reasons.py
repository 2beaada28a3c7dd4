"""Why a candidate stands where it stands: what its evidence adds to its score, and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.matching.evidence import EVIDENCE_FEATURES

if TYPE_CHECKING:
    from bot.matching.evidence import Evidence

_NOTABLE = 0.05
_FOR, _AGAINST = 2, 1
WANTED = ("message_full", "message_words")
"""What every entry wants to find in the paste, so that the absence of it says something."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A feature of the evidence, its value (0..1), and the points of the score that it gives or takes."""

    name: str
    value: float
    points: float


@dataclass(frozen=True, slots=True)
class Strongest:
    """The reasons to tell somebody: at most two for the candidate and one against it, the strongest first.

    Where nothing speaks against it, `against` is what it lacks most; its points are those that it did not get.
    """

    speaking_for: tuple[Reason, ...]
    against: tuple[Reason, ...]


def list_reasons(evidence: Evidence, ranking: tuple[float, ...]) -> tuple[Reason, ...]:
    """Everything notable for and against a candidate, the strongest first."""
    found = [
        Reason(name, value, weight * value)
        for name, weight, value in zip(EVIDENCE_FEATURES, ranking, evidence.vector(), strict=True)
        if abs(weight * value) >= _NOTABLE
    ]
    return tuple(sorted(found, key=lambda reason: -abs(reason.points)))


def find_strongest(evidence: Evidence, ranking: tuple[float, ...]) -> Strongest:
    """The few reasons that say most."""
    reasons = list_reasons(evidence, ranking)
    against = [reason for reason in reasons if reason.points < 0] or _lacks(evidence, ranking)
    return Strongest(
        speaking_for=tuple(reason for reason in reasons if reason.points > 0)[:_FOR],
        against=tuple(against[:_AGAINST]),
    )


def _lacks(evidence: Evidence, ranking: tuple[float, ...]) -> list[Reason]:
    weights = dict(zip(EVIDENCE_FEATURES, ranking, strict=True))
    values = {name: float(getattr(evidence, name)) for name in WANTED}
    found = [Reason(name, value, weights[name] * (value - 1.0)) for name, value in values.items()]
    return sorted((reason for reason in found if reason.points <= -_NOTABLE), key=lambda reason: reason.points)
