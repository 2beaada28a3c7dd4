"""Why a candidate stands where it stands: what its evidence adds to its score, and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.matching.evidence import EVIDENCE_FEATURES

if TYPE_CHECKING:
    from bot.matching.evidence import Evidence
    from bot.matching.scale import Scale

_NOTABLE = 0.05
_FOR, _AGAINST = 2, 1
WANTED = "message_full"
"""What every entry wants to find in the paste, so that the absence of it says something."""
# How a message, a saying or an earlier paste is met is read off in several ways; together they are one reason.
_KINDS = {"message": "message_full", "alias": "alias_coverage", "paste": "paste_nearest", "meaning": "meaning_nearest"}
_TOGETHER = {name: _KINDS[name.partition("_")[0]] for name in EVIDENCE_FEATURES if name.partition("_")[0] in _KINDS}
REASONS = tuple(dict.fromkeys(_TOGETHER.get(name, name) for name in EVIDENCE_FEATURES))
"""Everything that a reason may be called."""

# What holds where a message stands whole in a paste.
_THERE = ("message", WANTED, "message_words", "message_coverage", "message_likeness")
_NEVER_FOR = "wrapper"
_MISSED = 0.5


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


def list_reasons(evidence: Evidence, ranking: Scale) -> tuple[Reason, ...]:
    """Everything notable for and against a candidate, the strongest first."""
    points: dict[str, float] = {}
    for name, share in zip(EVIDENCE_FEATURES, ranking.share_out([evidence])[0].tolist(), strict=True):
        reason = _TOGETHER.get(name, name)
        points[reason] = points.get(reason, 0.0) + share
    found = [
        Reason(name, float(getattr(evidence, name)), given) for name, given in points.items() if abs(given) >= _NOTABLE
    ]
    return tuple(sorted(found, key=lambda reason: -abs(reason.points)))


def find_strongest(evidence: Evidence, ranking: Scale) -> Strongest:
    """The few reasons that say most."""
    reasons = list_reasons(evidence, ranking)
    speaking_for = [reason for reason in reasons if reason.points > 0 and reason.name != _NEVER_FOR]
    against = [reason for reason in reasons if reason.points < 0]
    if not against and (against := _lacks(evidence, ranking)):
        # How much of it stands there speaks either for it or against it.
        if against[0].value < _MISSED:
            speaking_for = [reason for reason in speaking_for if reason.name != WANTED]
        elif any(reason.name == WANTED for reason in speaking_for[:_FOR]):
            against = []
    return Strongest(speaking_for=tuple(speaking_for[:_FOR]), against=tuple(against[:_AGAINST]))


def _lacks(evidence: Evidence, ranking: Scale) -> list[Reason]:
    found = float(getattr(evidence, WANTED))
    reached, whole = ranking.weigh([evidence, evidence._replace(**dict.fromkeys(_THERE, 1.0))])
    return [Reason(WANTED, found, reached - whole)] if whole - reached >= _NOTABLE else []
