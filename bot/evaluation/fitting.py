"""Fit the engine's weights on labelled texts, and cross-validate by thread of origin."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from bot.evaluation.corpus import digest_rows
from bot.evaluation.optimise import Bounds, Group, fit_choice, fit_logistic
from bot.evaluation.wording import fit_errorness
from bot.matching.evidence import Candidate
from bot.matching.ranking import confidence_vector, fallback_vector, rank, score_candidates
from bot.matching.scale import SCALE_TERMS, Scale, spread_terms, tabulate
from bot.matching.weights import CONFIDENCE_FEATURES, FALLBACK_FEATURES, Beliefs, Thresholds, Weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.evaluation.examples import Example
    from bot.matching.matcher import Matcher
    from bot.matching.survey import Survey

_NEAR_MISS_IMPORTANCE = 0.1
_UNSURE_IMPORTANCE = 0.3
_STRANGE_IMPORTANCE = 0.2
_OWN_IMPORTANCE = 0.15
# How much oftener than in the corpus a text wants no answer: a channel is full of talk, who asks has an error.
_SEEN_NEGATIVE_IMPORTANCE = 3.0
_ASKED_NEGATIVE_IMPORTANCE = 0.25
# What is said of the system always counts, whatever the corpus says.
_AGREES_AT_LEAST = 1.2
_CONFLICTS_AT_LEAST = 0.8

_AGAINST_RANKING = frozenset({"numbers_missing", "status_conflicts", "system_conflicts", "outdone"})
_FOR_RANKING = frozenset({"system_agrees", "status_weakly", "paste_nearest", "paste_often", "paste_home"})
# What stands in pairs is free: a pair may balance what each of the two speaks for alone.
_FREE_RANKING = frozenset(SCALE_TERMS) - _AGAINST_RANKING - _FOR_RANKING
_AGAINST_CONFIDENCE = frozenset({"status_conflicts", "foreign", "quoting", "displayed", "telling", "specific"})
_FREE_CONFIDENCE = frozenset({"wrapper", "over_generic", "wrapped", "over_specific"})


def fit_weights(matcher: Matcher, examples: Sequence[Example], thresholds: Thresholds, date: str) -> Weights:
    """Fit ranking, then errorness, then confidence on top of both. `date` is written into the weights."""
    ids = [entry.id for entry in matcher.entries]
    errorness, judged = fit_errorness(examples)
    draft = Weights(
        ranking=_fit_ranking(examples, ids),
        errorness=errorness,
        memory=matcher.weights.memory,
        meanings=matcher.weights.meanings,
        seen=Beliefs.neutral(),
        asked=Beliefs.neutral(),
        thresholds=thresholds,
        fitted=date,
        data=digest_rows([example.row for example in examples if not example.strange and not example.own]),
    )
    return replace(
        draft,
        seen=_fit_beliefs(examples, judged, ids, draft, negatives=_SEEN_NEGATIVE_IMPORTANCE),
        asked=_fit_beliefs(examples, judged, ids, draft, negatives=_ASKED_NEGATIVE_IMPORTANCE),
    )


def _fit_ranking(examples: Sequence[Example], ids: list[str]) -> Scale:
    groups: list[Group] = []
    for example in examples:
        candidates = example.survey.candidates
        right = np.array([ids[candidate.entry] in example.row.expect for candidate in candidates], dtype=bool)
        if right.any() and not right.all():
            table = spread_terms(tabulate([candidate.evidence for candidate in candidates]))
            groups.append((table, right, _importance(example)))
    bounds = Bounds.by_reason(SCALE_TERMS, _AGAINST_RANKING, _FREE_RANKING)
    bounds.lowest[SCALE_TERMS.index("system_agrees")] = _AGREES_AT_LEAST
    bounds.highest[SCALE_TERMS.index("system_conflicts")] = -_CONFLICTS_AT_LEAST
    return Scale(tuple(float(value) for value in fit_choice(groups, bounds, ridge=0.003)))


@dataclass(slots=True)
class _Lessons:
    """What a logistic learns from: features, whether the answer was right, and how much the case counts."""

    table: list[tuple[float, ...]] = field(default_factory=list[tuple[float, ...]])
    right: list[float] = field(default_factory=list[float])
    importance: list[float] = field(default_factory=list[float])

    def add(self, vector: tuple[float, ...], importance: float, *, right: bool) -> None:
        self.table.append(vector)
        self.right.append(float(right))
        self.importance.append(importance)

    def learn(self, bounds: Bounds) -> tuple[float, ...]:
        fitted = fit_logistic(
            np.array(self.table), np.array(self.right), np.array(self.importance), bounds, ridge=0.002
        )
        return tuple(float(value) for value in fitted)


def _fit_beliefs(
    examples: Sequence[Example], errorness: Sequence[float], ids: list[str], draft: Weights, *, negatives: float
) -> Beliefs:
    """How sure to be where texts that want no answer count `negatives` times."""
    known, unknown = _Lessons(), _Lessons()
    for example, looks in zip(examples, errorness, strict=True):
        row, survey = example.row, example.survey
        importance = negatives if row.is_negative else _importance(example)
        top = top_features(survey, survey.candidates, draft, looks)
        if top is not None and not (row.generic_ok and top[0].evidence.wrapper):
            known.add(top[1], importance, right=ids[top[0].entry] in row.expect)
        if row.expect and not example.strange and not example.own:
            others = tuple(one for one in survey.candidates if one.generic or ids[one.entry] not in row.expect)
            missed = top_features(survey, others, draft, looks)
            if missed is not None and not missed[0].evidence.wrapper:
                known.add(missed[1], _NEAR_MISS_IMPORTANCE, right=False)
    confidence = known.learn(Bounds.by_reason(CONFIDENCE_FEATURES, _AGAINST_CONFIDENCE, _FREE_CONFIDENCE))
    beliefs = Beliefs(confidence, Beliefs.neutral().fallback)
    for example, looks in zip(examples, errorness, strict=True):
        row, survey = example.row, example.survey
        if any(one.generic for one in survey.candidates) and not row.generic_ok:
            ranked = rank(survey, draft.ranking, beliefs, looks)
            specific = [one for one in ranked if not one.candidate.generic]
            generic = next(one for one in ranked if one.candidate.generic)
            importance = negatives if row.is_negative else _importance(example)
            vector = fallback_vector(generic, specific, survey, looks)
            unknown.add(vector, importance, right=ids[generic.candidate.entry] in row.expect)
    return replace(
        beliefs,
        fallback=unknown.learn(Bounds.by_reason(FALLBACK_FEATURES, _AGAINST_CONFIDENCE, _FREE_CONFIDENCE)),
    )


def _importance(example: Example) -> float:
    if example.own:
        return _OWN_IMPORTANCE
    return (1.0 if example.row.sure else _UNSURE_IMPORTANCE) * (_STRANGE_IMPORTANCE if example.strange else 1.0)


def top_features(
    survey: Survey, candidates: tuple[Candidate, ...], weights: Weights, errorness: float
) -> tuple[Candidate, tuple[float, ...]] | None:
    """The winning specific candidate with its confidence features, None where there is none."""
    specific = tuple(candidate for candidate in candidates if not candidate.generic)
    if not specific:
        return None
    scores = score_candidates(candidates, weights.ranking)
    order = sorted(range(len(scores)), key=lambda number: -scores[number])
    generic = next((scores[number] for number in order if candidates[number].generic), 0.0)
    best, *others = (number for number in order if not candidates[number].generic)
    rival = scores[others[0]] if others else 0.0
    vector = confidence_vector(candidates[best], survey, errorness, score=scores[best], rival=rival, generic=generic)
    return candidates[best], vector
