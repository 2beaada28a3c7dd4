"""From weighed candidates to one of the four verdicts, with calibrated probabilities."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.matching.evidence import Candidate
    from bot.matching.survey import Survey
    from bot.matching.weights import Thresholds, Weights

MAX_MATCHES = 3
MAX_CHOICES = 3
_MAX_NEAREST = 3
_RANKED = 8
_HOLDS = 0.7
_HOLDS_MASS = 12.0
_STEP = 0.5
_YIELDING_ROUNDS = 2
_OVERLAP = 0.25
_CHOICE_SHARE = 0.5


class Verdict(StrEnum):
    """What a paste is to Errata (design, section 2)."""

    MATCH = "match"
    CHOICE = "choice"
    UNMATCHED = "unmatched"
    SILENT = "silent"


class Door(StrEnum):
    """How a paste came: seen in a channel, or handed over on purpose."""

    WATCH = "watch"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its ranking score and the probability that it is the right answer."""

    candidate: Candidate
    score: float
    probability: float


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict and what it rests on. `ranked` holds the best candidates, best first; `errorness` is 0..1."""

    verdict: Verdict
    matches: tuple[Scored, ...]
    choices: tuple[Scored, ...]
    nearest: tuple[Scored, ...]
    ranked: tuple[Scored, ...]
    errorness: float


def decide(survey: Survey, weights: Weights, door: Door) -> Decision:
    """Judge a survey for a door. Pure: the same survey gives the same decision."""
    errorness = logistic(weights.errorness, survey.shape.vector())
    ranked = rank(survey, weights, errorness)
    limits = weights.thresholds
    nearest = tuple(scored for scored in ranked if scored.probability > 0.02)[:_MAX_NEAREST]
    matches: tuple[Scored, ...] = ()
    choices: tuple[Scored, ...] = ()
    threshold = _bar(survey, limits, door)
    watched = door is Door.WATCH
    choice_bar = limits.watch_choice if watched else limits.command_choice
    is_error = errorness >= (limits.watch_errorness if watched else limits.command_errorness)
    best = ranked[0].probability if ranked else 0.0
    if best >= threshold:
        rivals = _rivals(ranked, limits)
        if rivals:
            choices = rivals
        else:
            matches = _disjoint(ranked, limits.second_match + threshold - (limits.watch if watched else limits.command))
    elif best >= choice_bar and (is_error or (not watched and best >= limits.asked_choice)):
        choices = _choices(ranked)
    verdict = _name(matches, choices, is_error=is_error)
    return Decision(
        verdict=verdict, matches=matches, choices=choices, nearest=nearest, ranked=ranked, errorness=errorness
    )


def _bar(survey: Survey, limits: Thresholds, door: Door) -> float:
    """The probability a direct answer needs: more where the text shows code, teaches, tells, or speaks of others."""
    base = limits.watch if door is Door.WATCH else limits.command
    shape = survey.shape
    doubt = max(shape.displayed, shape.quoting, shape.teaching, shape.story, float(bool(survey.context.foreign)))
    return base + limits.doubt * doubt


def _name(matches: tuple[Scored, ...], choices: tuple[Scored, ...], *, is_error: bool) -> Verdict:
    if matches:
        return Verdict.MATCH
    if choices:
        return Verdict.CHOICE
    return Verdict.UNMATCHED if is_error else Verdict.SILENT


def rank(survey: Survey, weights: Weights, errorness: float) -> tuple[Scored, ...]:
    """The best candidates with score and probability, best first."""
    scores = score_candidates(survey.candidates, weights.ranking)
    order = sorted(range(len(scores)), key=lambda number: -scores[number])
    scored: list[Scored] = []
    for place, number in enumerate(order[:_RANKED]):
        candidate = survey.candidates[number]
        rival = _rival_score(survey.candidates, scores, order, place)
        features = confidence_vector(candidate, scores[number], rival, survey, errorness)
        probability = logistic(weights.confidence, features)
        if place and not _apart(candidate, survey.candidates[order[0]]):
            probability = min(probability, scored[0].probability * math.exp(scores[number] - scores[order[0]]))
        scored.append(Scored(candidate=candidate, score=scores[number], probability=probability))
    return tuple(scored)


def score_candidates(candidates: tuple[Candidate, ...], ranking: tuple[float, ...]) -> list[float]:
    """Weighted evidence; wrappers step behind a specific entry that holds, and entries behind those they yield to."""
    scores = [
        sum(weight * value for weight, value in zip(ranking, candidate.evidence.vector(), strict=True))
        for candidate in candidates
    ]
    for _ in range(_YIELDING_ROUNDS):
        held = [(candidate, score) for candidate, score in zip(candidates, scores, strict=True) if _holds(candidate)]
        scores = [_step_back(candidate, score, held) for candidate, score in zip(candidates, scores, strict=True)]
    return scores


def _step_back(candidate: Candidate, score: float, held: list[tuple[Candidate, float]]) -> float:
    before = [
        other_score
        for other, other_score in held
        if other is not candidate and (other.entry in candidate.yields_to or _unwraps(other, candidate))
    ]
    return min(score, max(before) - _STEP) if before else score


def _unwraps(specific: Candidate, candidate: Candidate) -> bool:
    """Whether `specific` is what a wrapper wraps: it stands elsewhere, or explains no less of the same stretch."""
    if not candidate.evidence.wrapper or specific.evidence.wrapper or specific.message is None:
        return False
    return candidate.message is None or _apart(specific, candidate) or specific.message.mass >= candidate.message.mass


def _holds(candidate: Candidate) -> bool:
    """Whether a message of the candidate really stands in the paste."""
    found = candidate.message
    return (
        found is not None
        and found.coverage >= _HOLDS
        and found.likeness >= _HOLDS
        and found.mass >= _HOLDS_MASS
        and not candidate.evidence.numbers_missing
    )


def _rival_score(candidates: tuple[Candidate, ...], scores: list[float], order: list[int], place: int) -> float:
    """The best score among the others that explain the same stretch of the paste."""
    own = candidates[order[place]]
    for other in order:
        if other != order[place] and not _apart(own, candidates[other]):
            return scores[other]
    return 0.0


def _apart(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates stand on separate stretches of the paste, nearly without overlap, both by a message."""
    if one.message is None or other.message is None:
        return False
    overlap = min(one.message.end, other.message.end) - max(one.message.start, other.message.start)
    shorter = min(one.message.end - one.message.start, other.message.end - other.message.start)
    return overlap <= _OVERLAP * shorter


def confidence_vector(
    candidate: Candidate, score: float, rival: float, survey: Survey, errorness: float
) -> tuple[float, ...]:
    """The values of `CONFIDENCE_FEATURES`, in their order."""
    evidence = candidate.evidence
    return (
        math.tanh(score / 8.0),
        math.tanh(max(0.0, score - rival)),
        evidence.message,
        evidence.message_full,
        evidence.message_words,
        evidence.alias,
        evidence.vocabulary,
        evidence.status_agrees,
        evidence.status_conflicts,
        evidence.code_agrees,
        evidence.bare_status * errorness * (1.0 - survey.shape.quoting),
        float(bool(survey.context.foreign)),
        errorness,
        survey.shape.quoting,
        survey.shape.displayed,
        max(survey.shape.teaching, survey.shape.story),
    )


def logistic(weights: tuple[float, ...], values: tuple[float, ...]) -> float:
    """Probability of a logistic model whose first weight is the bias."""
    total = weights[0] + sum(weight * value for weight, value in zip(weights[1:], values, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, total))))


def _rivals(ranked: tuple[Scored, ...], limits: Thresholds) -> tuple[Scored, ...]:
    """The best and the siblings too close to it to tell apart, best first; empty where the best stands alone."""
    best = ranked[0]
    close = [
        other
        for other in ranked[1:]
        if other.probability >= best.probability * (1.0 - limits.sibling_margin)
        and not _apart(best.candidate, other.candidate)
        and not other.candidate.evidence.wrapper
    ]
    return (best, *close[: MAX_CHOICES - 1]) if close else ()


def _choices(ranked: tuple[Scored, ...]) -> tuple[Scored, ...]:
    best = ranked[0]
    return tuple(scored for scored in ranked if scored.probability >= _CHOICE_SHARE * best.probability)[:MAX_CHOICES]


def _adds(candidate: Candidate, earlier: Candidate) -> bool:
    """Whether a candidate is another problem than one already answered."""
    return _apart(candidate, earlier) and earlier.entry not in candidate.yields_to


def _disjoint(ranked: tuple[Scored, ...], threshold: float) -> tuple[Scored, ...]:
    """The best match, and further specific ones that stand apart from all before them."""
    matches = [ranked[0]]
    for scored in ranked[1:]:
        if len(matches) == MAX_MATCHES:
            break
        if (
            scored.probability >= threshold
            and not scored.candidate.evidence.wrapper
            and _holds(scored.candidate)
            and all(_adds(scored.candidate, earlier.candidate) for earlier in matches)
        ):
            matches.append(scored)
    return tuple(matches)
