"""Accuracy of decisions on labelled texts (design, section 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.evaluation.corpus import Row
    from bot.matching.decide import Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the desk said to a row. `top` is the first entry of the ranking, whatever the verdict."""

    row: Row
    verdict: Verdict
    top: str | None
    matches: tuple[str, ...]
    choices: tuple[str, ...]
    confidence: float
    logged: bool
    wrapper_only: bool

    @property
    def shown(self) -> tuple[str, ...]:
        return self.matches + self.choices

    @property
    def top_right(self) -> bool:
        return self.top in self.row.expect

    @property
    def shown_right(self) -> bool:
        return bool(set(self.shown) & set(self.row.expect))

    @property
    def direct_right(self) -> bool:
        """Whether the first of the direct answers is right."""
        return bool(self.matches) and self.matches[0] in self.row.expect

    @property
    def false_reply(self) -> bool:
        """A direct answer to a text that wants none; generic ones are allowed where the row says so."""
        return bool(self.matches) and not (self.row.generic_ok and self.wrapper_only)


@dataclass(frozen=True, slots=True)
class PasteScore:
    """Shares (0..1) over pastes with a known answer."""

    count: int
    top: float
    shown: float
    direct: float
    answered: float
    causes: float


@dataclass(frozen=True, slots=True)
class NegativeScore:
    """Shares (0..1) over texts of one kind that must not be answered."""

    count: int
    false_replies: float
    choices: float
    logged: float


@dataclass(frozen=True, slots=True)
class Bin:
    """One row of the reliability table."""

    low: float
    high: float
    count: int
    promised: float
    kept: float


def score_pastes(outcomes: Iterable[Outcome]) -> PasteScore:
    """`top` and `answered` are over all pastes, `shown` and `direct` over those that got something shown or direct."""
    pastes = [outcome for outcome in outcomes if outcome.row.expect]
    shown = [outcome for outcome in pastes if outcome.shown]
    direct = [outcome for outcome in pastes if outcome.matches]
    several = [outcome for outcome in pastes if outcome.row.form == "multi" and len(outcome.row.expect) > 1]
    wanted = sum(len(outcome.row.expect) for outcome in several)
    found = sum(len(set(outcome.shown) & set(outcome.row.expect)) for outcome in several)
    return PasteScore(
        count=len(pastes),
        top=_share(sum(outcome.top_right for outcome in pastes), len(pastes)),
        shown=_share(sum(outcome.shown_right for outcome in shown), len(shown)),
        direct=_share(sum(outcome.direct_right for outcome in direct), len(direct)),
        answered=_share(len(shown), len(pastes)),
        causes=_share(found, wanted),
    )


def score_negatives(outcomes: Iterable[Outcome]) -> NegativeScore:
    """False replies, offered choices and logged texts among negatives."""
    negatives = [outcome for outcome in outcomes if outcome.row.is_negative]
    count = len(negatives)
    return NegativeScore(
        count=count,
        false_replies=_share(sum(outcome.false_reply for outcome in negatives), count),
        choices=_share(sum(bool(outcome.choices) for outcome in negatives), count),
        logged=_share(sum(outcome.logged for outcome in negatives), count),
    )


def calibrate(outcomes: Sequence[Outcome], bins: int = 10) -> tuple[tuple[Bin, ...], float]:
    """Reliability table of the top answer's confidence and the expected calibration error."""
    judged = [outcome for outcome in outcomes if outcome.top is not None and not outcome.row.generic_ok]
    table: list[Bin] = []
    error = 0.0
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        inside = [
            outcome
            for outcome in judged
            if low <= outcome.confidence < high or (number == bins - 1 and outcome.confidence >= 1.0)
        ]
        if not inside:
            continue
        promised = sum(outcome.confidence for outcome in inside) / len(inside)
        kept = sum(outcome.top_right for outcome in inside) / len(inside)
        table.append(Bin(low=low, high=high, count=len(inside), promised=promised, kept=kept))
        error += len(inside) / len(judged) * abs(promised - kept)
    return tuple(table), error


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
