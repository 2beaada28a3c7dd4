"""The scale on which evidence is weighed: what each piece speaks for, alone and together with another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.matching.evidence import EVIDENCE_FEATURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.matching.evidence import Evidence

Table = npt.NDArray[np.float64]

# Two weak signs that agree are worth more than their sum. What is said of systems, other statuses and missing numbers
# counts by itself alone: there the rule holds by reason, whatever stands beside it.
_TOGETHER = (
    "message",
    "message_full",
    "message_cut",
    "message_words",
    "message_share",
    "message_coverage",
    "message_likeness",
    "alias",
    "alias_share",
    "alias_coverage",
    "alias_likeness",
    "vocabulary",
    "symptom",
    "meaning_nearest",
    "meaning_often",
    "meaning_words",
    "meaning_behind",
    "meaning_outworded",
    "status_agrees",
    "code_agrees",
    "wrapper",
    "status_only",
)
_COLUMNS = np.array([EVIDENCE_FEATURES.index(name) for name in _TOGETHER])
_FIRST, _SECOND = np.triu_indices(len(_TOGETHER))
SCALE_TERMS = (
    *EVIDENCE_FEATURES,
    *(f"{_TOGETHER[first]} * {_TOGETHER[second]}" for first, second in zip(_FIRST, _SECOND, strict=True)),
)


@dataclass(frozen=True, slots=True)
class Scale:
    """Weights in the order of `SCALE_TERMS`: of each piece of evidence, and of pairs of them."""

    weights: tuple[float, ...]
    _alone: Table = field(init=False, compare=False, repr=False)
    _pairs: Table = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        found = np.array(self.weights)
        pairs = np.zeros((len(EVIDENCE_FEATURES), len(EVIDENCE_FEATURES)))
        pairs[_COLUMNS[_FIRST], _COLUMNS[_SECOND]] = found[len(EVIDENCE_FEATURES) :]
        object.__setattr__(self, "_alone", found[: len(EVIDENCE_FEATURES)])
        object.__setattr__(self, "_pairs", (pairs + pairs.T) / 2)

    @classmethod
    def neutral(cls) -> Scale:
        """A scale on which nothing weighs anything."""
        return cls((0.0,) * len(SCALE_TERMS))

    def weigh(self, evidence: Sequence[Evidence]) -> list[float]:
        """The score of each candidate by its evidence."""
        return self.share_out(evidence).sum(axis=1).tolist() if evidence else []

    def share_out(self, evidence: Sequence[Evidence]) -> Table:
        """What each piece of evidence (column) adds to each candidate's score (row); pairs count half to each."""
        table = tabulate(evidence)
        return table * (self._alone + table @ self._pairs)


def tabulate(evidence: Sequence[Evidence]) -> Table:
    """A row a candidate with its evidence in the order of `EVIDENCE_FEATURES`."""
    return np.array(evidence, dtype=np.float64)


def spread_terms(table: Table) -> Table:
    """The columns of `SCALE_TERMS` for the rows of `tabulate`: what a fit of the weights looks at."""
    together = table[:, _COLUMNS]
    return np.hstack([table, together[:, _FIRST] * together[:, _SECOND]])
