"""Fit the engine's weights on labelled texts, and cross-validate by thread of origin."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bot.evaluation.corpus import digest_rows
from bot.evaluation.optimise import Bounds, Group, fit_choice, fit_logistic
from bot.evaluation.wording import fit_wording
from bot.matching.decide import confidence_vector, score_candidates
from bot.matching.evidence import EVIDENCE_FEATURES, Candidate
from bot.matching.weights import CONFIDENCE_FEATURES, Thresholds, Weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.evaluation.examples import Example
    from bot.matching.matcher import Matcher
    from bot.matching.survey import Survey

_NEAR_MISS_IMPORTANCE = 0.1
_UNSURE_IMPORTANCE = 0.3
_STRANGE_IMPORTANCE = 0.2
_NEGATIVE_IMPORTANCE = 1.0
_SYSTEM_FLOOR = 0.8

_AGAINST_RANKING = frozenset({"numbers_missing", "status_conflicts", "system_conflicts"})
_FREE_RANKING = frozenset({"wrapper"})
_AGAINST_CONFIDENCE = frozenset({"status_conflicts", "foreign", "quoting", "displayed", "telling"})


def fit_weights(matcher: Matcher, examples: Sequence[Example], thresholds: Thresholds, date: str) -> Weights:
    """Fit ranking, then errorness, then confidence on top of both. `date` is written into the weights."""
    ids = [entry.id for entry in matcher.entries]
    wording, errorness = fit_wording(examples)
    draft = Weights(
        ranking=_fit_ranking(examples, ids),
        errorness=wording.shape,
        diction=wording.diction,
        confidence=(0.0,) * (len(CONFIDENCE_FEATURES) + 1),
        thresholds=thresholds,
        fitted=date,
        data=digest_rows([example.row for example in examples if not example.strange]),
    )
    return replace(draft, confidence=_fit_confidence(examples, errorness, ids, draft))


def _bounds(names: tuple[str, ...], against: frozenset[str], free: frozenset[str] = frozenset()) -> Bounds:
    """More of a feature may only help, or with `against` only hurt; what is said of the system always counts."""
    lowest = [-np.inf if name in against or name in free else 0.0 for name in names]
    highest = [0.0 if name in against else np.inf for name in names]
    for number, name in enumerate(names):
        if name == "system_agrees":
            lowest[number] = _SYSTEM_FLOOR
        elif name == "system_conflicts":
            highest[number] = min(highest[number], -_SYSTEM_FLOOR)
    return Bounds(np.array(lowest), np.array(highest))


def _fit_ranking(examples: Sequence[Example], ids: list[str]) -> tuple[float, ...]:
    groups: list[Group] = []
    for example in examples:
        candidates = example.survey.candidates
        right = np.array([ids[candidate.entry] in example.row.expect for candidate in candidates], dtype=bool)
        if right.any() and not right.all():
            table = np.array([candidate.evidence.vector() for candidate in candidates])
            groups.append((table, right, _importance(example)))
    bounds = _bounds(EVIDENCE_FEATURES, _AGAINST_RANKING, _FREE_RANKING)
    return tuple(float(value) for value in fit_choice(groups, bounds, ridge=0.003))


def _fit_confidence(
    examples: Sequence[Example], errorness: Sequence[float], ids: list[str], draft: Weights
) -> tuple[float, ...]:
    table: list[tuple[float, ...]] = []
    labels: list[float] = []
    importance: list[float] = []
    for example, looks in zip(examples, errorness, strict=True):
        row, survey = example.row, example.survey
        top = top_features(survey, survey.candidates, draft, looks)
        if top is not None:
            winner, vector = top
            right = ids[winner.entry] in row.expect
            if not (row.generic_ok and winner.evidence.wrapper):
                table.append(vector)
                labels.append(float(right))
                importance.append(_importance(example))
        if row.expect and not example.strange:
            others = tuple(candidate for candidate in survey.candidates if ids[candidate.entry] not in row.expect)
            missed = top_features(survey, others, draft, looks)
            if missed is not None and not missed[0].evidence.wrapper:
                table.append(missed[1])
                labels.append(0.0)
                importance.append(_NEAR_MISS_IMPORTANCE)
    bounds = _bounds(CONFIDENCE_FEATURES, _AGAINST_CONFIDENCE)
    fitted = fit_logistic(np.array(table), np.array(labels), np.array(importance), bounds, ridge=0.002)
    return tuple(float(value) for value in fitted)


def _importance(example: Example) -> float:
    if example.row.is_negative:
        return _NEGATIVE_IMPORTANCE
    return (1.0 if example.row.sure else _UNSURE_IMPORTANCE) * (_STRANGE_IMPORTANCE if example.strange else 1.0)


def top_features(
    survey: Survey, candidates: tuple[Candidate, ...], weights: Weights, errorness: float
) -> tuple[Candidate, tuple[float, ...]] | None:
    """The winning candidate with its confidence features, None without candidates."""
    if not candidates:
        return None
    scores = score_candidates(candidates, weights.ranking)
    best = max(range(len(scores)), key=scores.__getitem__)
    rival = max((score for number, score in enumerate(scores) if number != best), default=0.0)
    return candidates[best], confidence_vector(candidates[best], scores[best], rival, survey, errorness)
