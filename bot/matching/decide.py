"""From weighed candidates to one of the four verdicts, with calibrated probabilities."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.matching.stretches import is_apart, is_held

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.matching.evidence import Candidate
    from bot.matching.survey import Survey
    from bot.matching.weights import Thresholds, Weights

MAX_MATCHES = 3
MAX_CHOICES = 3
_MAX_NEAREST = 3
_RANKED = 8
_STEP = 0.5
_YIELDING_ROUNDS = 2
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


def decide(survey: Survey, weights: Weights, door: Door, *, eager: bool = False) -> Decision:
    """Judge a survey for a door. Pure: the same survey gives the same decision.

    `eager` lets a watched channel hear guesses that others would not.
    """
    errorness = judge_errorness(survey, weights)
    ranked = rank(survey, weights, errorness)
    limits = weights.thresholds
    nearest = tuple(scored for scored in ranked if scored.probability > 0.02)[:_MAX_NEAREST]
    matches: tuple[Scored, ...] = ()
    choices: tuple[Scored, ...] = ()
    threshold = _bar(survey, limits, door, errorness)
    is_error = errorness >= (limits.watch_errorness if door is Door.WATCH else limits.command_errorness)
    best = ranked[0].probability if ranked else 0.0
    if best >= threshold:
        rivals = _rivals(ranked, limits)
        if rivals:
            choices = rivals
        else:
            further = limits.second_match + threshold - (limits.watch if door is Door.WATCH else limits.command)
            matches = _gather(ranked[0], _rank_parts(survey, weights), further)
    elif door is Door.WATCH:
        choices = _offer_unasked(survey, ranked, limits, errorness, eager=eager)
    elif best >= limits.command_choice and (is_error or best >= limits.asked_choice):
        choices = _choices(ranked)
    verdict = _name(matches, choices, is_error=is_error)
    return Decision(
        verdict=verdict, matches=matches, choices=choices, nearest=nearest, ranked=ranked, errorness=errorness
    )


def judge_errorness(survey: Survey, weights: Weights) -> float:
    """Probability (0..1) that the text reports an error, by its shape and its diction."""
    return logistic(weights.errorness, survey.shape.vector(), weights.diction.score(survey.text))


def _bar(survey: Survey, limits: Thresholds, door: Door, errorness: float) -> float:
    """The probability a direct answer needs: more where the text shows code, teaches, tells, or speaks of others.

    In a watched channel nobody asked, so a known message also needs more where the text hardly reports an error.
    """
    if door is Door.COMMAND:
        return limits.command + limits.doubt * _doubt(survey)
    calm = max(0.0, 1.0 - errorness / limits.watch_errorness)
    return limits.watch + limits.doubt * _doubt(survey) + limits.calm * calm


def _offer_unasked(
    survey: Survey, ranked: tuple[Scored, ...], limits: Thresholds, errorness: float, *, eager: bool
) -> tuple[Scored, ...]:
    """What a watched channel is offered where no answer is sure: only for what clearly is an error.

    A lone guess that rests on a status, or where another service is named, is better logged than shown to everybody.
    """
    needed = limits.watch_errorness if eager else limits.watch_choice_errorness
    bar = limits.watch_choice + limits.choice_doubt * _doubt(survey)
    if errorness < needed or not ranked or ranked[0].probability < bar:
        return ()
    choices = _choices(ranked)
    lone_guess = len(choices) == 1 and (choices[0].candidate.evidence.wrapper or bool(survey.context.foreign))
    return () if lone_guess and not eager else choices


def _doubt(survey: Survey) -> float:
    """0..1: how much speaks for a text that only shows or mentions an error, or one of a service outside."""
    shape = survey.shape
    return max(shape.displayed, shape.quoting, shape.teaching, shape.story, float(bool(survey.context.foreign)))


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
        if place and not is_apart(candidate, survey.candidates[order[0]]):
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
        held = [(candidate, score) for candidate, score in zip(candidates, scores, strict=True) if is_held(candidate)]
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
    return candidate.message is None or is_apart(specific, candidate) or specific.message.mass >= candidate.message.mass


def _rival_score(candidates: tuple[Candidate, ...], scores: list[float], order: list[int], place: int) -> float:
    """The best score among the others that explain the same stretch of the paste."""
    own = candidates[order[place]]
    for other in order:
        if other != order[place] and not is_apart(own, candidates[other]):
            return scores[other]
    return 0.0


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


def logistic(weights: tuple[float, ...], values: tuple[float, ...], offset: float = 0.0) -> float:
    """Probability of a logistic model whose first weight is the bias; `offset` is added before squashing."""
    total = offset + weights[0] + sum(weight * value for weight, value in zip(weights[1:], values, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, total))))


def _rivals(ranked: tuple[Scored, ...], limits: Thresholds) -> tuple[Scored, ...]:
    """The best and the siblings too close to it to tell apart, best first; empty where the best stands alone."""
    best = ranked[0]
    close = [
        other
        for other in ranked[1:]
        if other.probability >= best.probability * (1.0 - limits.sibling_margin)
        and not is_apart(best.candidate, other.candidate)
        and not other.candidate.evidence.wrapper
    ]
    return (best, *close[: MAX_CHOICES - 1]) if close else ()


def _choices(ranked: tuple[Scored, ...]) -> tuple[Scored, ...]:
    best = ranked[0]
    return tuple(scored for scored in ranked if scored.probability >= _CHOICE_SHARE * best.probability)[:MAX_CHOICES]


def _rank_parts(survey: Survey, weights: Weights) -> Iterator[Scored]:
    """The best of each part of a paste of several errors, judged by its part alone."""
    for part in survey.parts:
        yield from rank(part, weights, judge_errorness(part, weights))[:1]


def _adds(candidate: Candidate, earlier: Candidate) -> bool:
    """Whether a candidate is another problem than one already answered."""
    return (
        candidate.entry != earlier.entry
        and earlier.entry not in candidate.yields_to
        and candidate.entry not in earlier.yields_to
    )


def _gather(best: Scored, others: Iterable[Scored], threshold: float) -> tuple[Scored, ...]:
    """The best match, and the further problems that the parts of the paste report."""
    matches = [best]
    for scored in others:
        if len(matches) == MAX_MATCHES:
            break
        if (
            scored.probability >= threshold
            and not scored.candidate.evidence.wrapper
            and is_held(scored.candidate)
            and all(_adds(scored.candidate, earlier.candidate) for earlier in matches)
        ):
            matches.append(scored)
    return tuple(matches)
