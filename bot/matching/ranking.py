"""From weighed candidates to an order with calibrated probabilities."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.matching.logistic import squash, weigh
from bot.matching.stretches import is_apart, is_held

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.matching.evidence import Candidate
    from bot.matching.scale import Scale
    from bot.matching.survey import Survey
    from bot.matching.weights import Beliefs

_RANKED = 8
_STEP = 0.5
_YIELDING_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its ranking score and the probability that it is the right answer."""

    candidate: Candidate
    score: float
    probability: float


def rank(survey: Survey, ranking: Scale, beliefs: Beliefs, errorness: float) -> tuple[Scored, ...]:
    """The best candidates with score and probability, best first.

    Specific entries stand in the order of their scores. The entry of a bare status answers where no specific one does,
    so it takes the place that its own probability gives it.
    """
    candidates = survey.candidates
    scores = score_candidates(candidates, ranking)
    order = sorted(range(len(scores)), key=lambda number: -scores[number])
    specific = [number for number in order if not candidates[number].generic]
    generic = next((number for number in order if candidates[number].generic), None)
    standby = scores[generic] if generic is not None else 0.0
    scored: list[Scored] = []
    for place, number in enumerate(specific[:_RANKED]):
        candidate = candidates[number]
        rival = _rival_score(candidates, scores, specific, place)
        features = confidence_vector(candidate, survey, errorness, score=scores[number], rival=rival, generic=standby)
        probability = squash(weigh(beliefs.confidence, features))
        if place and not is_apart(candidate, candidates[specific[0]]):
            probability = min(probability, scored[0].probability * math.exp(scores[number] - scores[specific[0]]))
        scored.append(Scored(candidate=candidate, score=scores[number], probability=probability))
    if generic is not None:
        waiting = Scored(candidates[generic], scores[generic], 0.0)
        believed = squash(weigh(beliefs.fallback, fallback_vector(waiting, scored, survey, errorness)))
        waiting = replace(waiting, probability=_agree_to_yield(waiting.candidate, believed, scored))
        place = next((at for at, other in enumerate(scored) if _stands_before(waiting, other)), len(scored))
        scored.insert(place, waiting)
    return tuple(scored)


def _agree_to_yield(generic: Candidate, probability: float, specific: Sequence[Scored]) -> float:
    """The probability of the entry of a bare status, no more than that of a held entry which it stands behind."""
    before = [one.probability for one in specific if is_held(one.candidate) and _steps_before(one.candidate, generic)]
    return min(probability, max(before)) if before else probability


def _stands_before(generic: Scored, other: Scored) -> bool:
    if is_held(other.candidate) and _steps_before(other.candidate, generic.candidate):
        return False
    yielded = is_held(generic.candidate) and generic.candidate.entry in other.candidate.yields_to
    return yielded or other.probability < generic.probability


def score_candidates(candidates: tuple[Candidate, ...], ranking: Scale) -> list[float]:
    """Weighted evidence; wrappers step behind a specific entry that holds, and entries behind those they yield to."""
    scores = ranking.weigh([candidate.evidence for candidate in candidates])
    held = [number for number, candidate in enumerate(candidates) if is_held(candidate)]
    before = {
        number: found
        for number, candidate in enumerate(candidates)
        if (candidate.yields_to or candidate.evidence.wrapper)
        and (found := [other for other in held if other != number and _steps_before(candidates[other], candidate)])
    }
    for _ in range(_YIELDING_ROUNDS if before else 0):
        ceilings = {number: max(scores[other] for other in found) - _STEP for number, found in before.items()}
        for number, ceiling in ceilings.items():
            scores[number] = min(scores[number], ceiling)
    return scores


def _steps_before(held: Candidate, candidate: Candidate) -> bool:
    """Whether a candidate yields to another that stands in the paste, or is what only wraps it."""
    return held.entry in candidate.yields_to or _unwraps(held, candidate)


def _unwraps(specific: Candidate, candidate: Candidate) -> bool:
    """Whether `specific` is what a wrapper wraps: it stands elsewhere, or explains no less of the same stretch."""
    if not candidate.evidence.wrapper or specific.evidence.wrapper or specific.message is None:
        return False
    return candidate.message is None or is_apart(specific, candidate) or specific.message.mass >= candidate.message.mass


def _rival_score(candidates: tuple[Candidate, ...], scores: list[float], order: list[int], place: int) -> float:
    """The best score among the others that explain the same stretch of the paste."""
    own = candidates[order[place]]
    for other in order:
        if other != order[place] and not is_apart(own, candidates[other]):
            return scores[other]
    return 0.0


def confidence_vector(
    candidate: Candidate, survey: Survey, errorness: float, *, score: float, rival: float, generic: float
) -> tuple[float, ...]:
    """The values of `CONFIDENCE_FEATURES`, in their order.

    `score` is the candidate's, `rival` the best of the others on its stretch, `generic` the best of a bare status.
    """
    evidence = candidate.evidence
    return (
        math.tanh(score / 8.0),
        math.tanh(max(0.0, score - rival)),
        evidence.message,
        evidence.message_full,
        evidence.message_full * candidate.own_line,
        evidence.message_words,
        evidence.alias,
        evidence.alias_share,
        evidence.vocabulary,
        evidence.symptom,
        evidence.status_agrees,
        evidence.status_conflicts,
        evidence.code_agrees,
        evidence.wrapper,
        math.tanh((score - generic) / 2.0),
        max(survey.context.strengths.values(), default=0.0),
        *_text_values(candidate, survey, errorness),
    )


def fallback_vector(generic: Scored, specific: Sequence[Scored], survey: Survey, errorness: float) -> tuple[float, ...]:
    """The values of `FALLBACK_FEATURES`, in their order, for the entry of a bare status beside the other entries."""
    evidence = generic.candidate.evidence
    return (
        max((one.probability for one in specific if not one.candidate.evidence.wrapper), default=0.0),
        max((one.probability for one in specific if one.candidate.evidence.wrapper), default=0.0),
        math.tanh((generic.score - (specific[0].score if specific else 0.0)) / 2.0),
        evidence.status_agrees / max(1, len(survey.signals.status)),
        evidence.status_weakly,
        float(generic.candidate.first_status and evidence.status_agrees > 0),
        evidence.message,
        evidence.message_share,
        evidence.alias,
        evidence.alias_share,
        max(survey.context.strengths.values(), default=0.0),
        *_text_values(generic.candidate, survey, errorness),
    )


def _text_values(candidate: Candidate, survey: Survey, errorness: float) -> tuple[float, ...]:
    """What the text as a whole says to an answer: the last features, from `foreign` on, of both vectors."""
    shape = survey.shape
    return (
        float(candidate.foreign),
        errorness,
        shape.quoting,
        shape.displayed,
        shape.telling,
    )
