"""From ranked candidates to one of the four verdicts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.matching.parts import list_parts
from bot.matching.ranking import Scored, rank
from bot.matching.stretches import is_apart, is_held
from bot.matching.trust import VERBATIM, trust_verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.matching.evidence import Candidate
    from bot.matching.survey import Survey
    from bot.matching.weights import Beliefs, Thresholds, Weights

MAX_MATCHES = 3
MAX_CHOICES = 3
_MAX_NEAREST = 3
# Who asks compares, and would rather see one too many; a channel is told the likely ones.
_ASKED_SHARE, _UNASKED_SHARE = 0.12, 0.35
# From here on a text reports an error so plainly that its parts need not be asked.
_PLAIN = 0.98


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
    errorness = weights.errorness.judge(survey)
    beliefs = weights.asked if door is Door.COMMAND else weights.seen
    ranked = trust_verbatim(rank(survey, weights.ranking, beliefs, errorness), asked=door is Door.COMMAND)
    limits = weights.thresholds
    nearest = tuple(scored for scored in ranked if scored.probability > 0.02)[:_MAX_NEAREST]
    matches: tuple[Scored, ...] = ()
    choices: tuple[Scored, ...] = ()
    threshold = _bar(survey, limits, door, errorness, ranked)
    is_error = _is_error(ranked, limits, door, errorness)
    is_sure = bool(ranked) and ranked[0].probability >= threshold and _may_answer(ranked[0], door)
    more = threshold - (limits.watch if door is Door.WATCH else limits.command)
    if is_sure:
        choices = _rivals(ranked, limits)
        if not choices:
            others = _rank_parts(survey, weights, beliefs, errorness, known=ranked[0].candidate)
            matches = _gather(ranked[0], others, limits, more)
    elif door is Door.WATCH:
        # Only who asks is told of a part alone: in a channel it may be one line of a list of errors.
        choices = _offer_unasked(survey, ranked, limits, errorness, eager=eager)
    else:
        parts = tuple(_rank_parts(survey, weights, beliefs, errorness))
        lead = next((one for one in parts if _leads(one, threshold)), None)
        if lead is not None:
            matches = _gather(lead, parts, limits, more)
        else:
            choices = _offer_asked(_join(ranked, parts), limits)
    verdict = _name(matches, choices, is_error=is_error)
    return Decision(
        verdict=verdict, matches=matches, choices=choices, nearest=nearest, ranked=ranked, errorness=errorness
    )


def _bar(survey: Survey, limits: Thresholds, door: Door, errorness: float, ranked: tuple[Scored, ...]) -> float:
    """The probability a direct answer needs: more where the text shows code, tells, replies, or speaks of others.

    In a watched channel nobody asked, so a known message also needs more where the text hardly reports an error, unless
    the message stands by itself: so machines print it, and people who talk put words around it. What is said and
    nothing else never needs more than it is believed.
    """
    most = VERBATIM if ranked and (ranked[0].candidate.whole or ranked[0].candidate.said) else math.inf
    if door is Door.COMMAND:
        return min(most, limits.command + limits.command_doubt * _doubt(survey, ranked))
    alone = max((_stands_alone(scored) for scored in ranked[:1]), default=0.0)
    calm = (1.0 - alone) * max(0.0, 1.0 - errorness / limits.watch_errorness)
    return min(most, limits.watch + limits.doubt * _doubt(survey, ranked) + limits.calm * calm)


def _is_error(ranked: tuple[Scored, ...], limits: Thresholds, door: Door, errorness: float) -> bool:
    """Whether the text is taken for an error: it looks like one, or was handed over and names status and code of the
    known one that is nearest."""
    if door is Door.WATCH:
        return errorness >= limits.watch_errorness
    nearest = ranked[0].candidate.evidence if ranked else None
    named = nearest is not None and nearest.status_agrees > 0 and nearest.code_agrees > 0
    return named or errorness >= limits.command_errorness


def _may_answer(best: Scored, door: Door) -> bool:
    """What other programs print as well is answered to nobody who did not ask, unless its system is spoken of."""
    return door is Door.COMMAND or not best.candidate.borrowed


def _stands_alone(scored: Scored) -> float:
    """0..1: how much a known message stands by itself, on a line of its own or with hardly anything beside it."""
    evidence = scored.candidate.evidence
    return evidence.message_full * (1.0 if scored.candidate.own_line else evidence.message_share)


def _offer_asked(likely: tuple[Scored, ...], limits: Thresholds) -> tuple[Scored, ...]:
    """What who asks is offered where no answer is sure."""
    return _choices(likely, _ASKED_SHARE) if likely and likely[0].probability >= limits.command_choice else ()


def _offer_unasked(
    survey: Survey, ranked: tuple[Scored, ...], limits: Thresholds, errorness: float, *, eager: bool
) -> tuple[Scored, ...]:
    """What a watched channel is offered where no answer is sure: only for what clearly is an error.

    A lone guess is no choice: it is better logged than shown to everybody.
    """
    needed = limits.watch_errorness if eager else limits.watch_choice_errorness
    doubt = limits.choice_doubt * _doubt(survey, ranked)
    if errorness < needed or not ranked or not _may_answer(ranked[0], Door.WATCH):
        return ()
    choices = _choices(ranked, _UNASKED_SHARE)
    lone = len(choices) == 1 and not eager
    bar = max(limits.watch_choice, limits.watch_lone_choice if lone else 0.0) + doubt
    return choices if choices[0].probability >= bar else ()


def _doubt(survey: Survey, ranked: tuple[Scored, ...]) -> float:
    """0..1: how much speaks for a text that only shows, mentions or answers an error, or one of a service outside."""
    shape = survey.shape
    foreign = ranked[0].candidate.foreign if ranked else bool(survey.context.foreign)
    return max(shape.displayed, shape.quoting, shape.story, shape.reply, float(foreign))


def _name(matches: tuple[Scored, ...], choices: tuple[Scored, ...], *, is_error: bool) -> Verdict:
    if matches:
        return Verdict.MATCH
    if choices:
        return Verdict.CHOICE
    return Verdict.UNMATCHED if is_error else Verdict.SILENT


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


def _choices(ranked: tuple[Scored, ...], share: float) -> tuple[Scored, ...]:
    """The best, and those that are at least a share as likely."""
    return tuple(scored for scored in ranked if scored.probability >= share * ranked[0].probability)[:MAX_CHOICES]


def _rank_parts(
    survey: Survey, weights: Weights, beliefs: Beliefs, errorness: float, known: Candidate | None = None
) -> Iterator[Scored]:
    """The best of each part of a paste of several errors, judged by its part alone; not of the one that `known` is in.

    What follows an error report in one breath reports one, too, short as it may be.
    """
    for part in list_parts(survey, known):
        heard = errorness if errorness >= _PLAIN else max(errorness, weights.errorness.judge(part))
        yield from rank(part, weights.ranking, beliefs, heard)[:1]


def _join(ranked: tuple[Scored, ...], parts: tuple[Scored, ...]) -> tuple[Scored, ...]:
    """The candidates of the whole paste and of its parts, each where it is likeliest, best first."""
    best: dict[int, Scored] = {}
    for scored in (*ranked, *parts):
        known = best.get(scored.candidate.entry)
        if known is None or scored.probability > known.probability:
            best[scored.candidate.entry] = scored
    return tuple(sorted(best.values(), key=lambda scored: -scored.probability)) if parts else ranked


def _leads(part: Scored, threshold: float) -> bool:
    """Whether a part of a paste is a sure answer by itself."""
    return part.probability >= threshold and _is_problem(part)


def _is_problem(scored: Scored) -> bool:
    return not scored.candidate.evidence.wrapper and is_held(scored.candidate)


def _adds(candidate: Candidate, earlier: Candidate) -> bool:
    """Whether a candidate is another problem than one already answered.

    What says no more than a status, or only wraps an error, has at least another status.
    """
    vague = candidate.generic or candidate.evidence.wrapper > 0
    return (
        candidate.entry != earlier.entry
        and earlier.entry not in candidate.yields_to
        and candidate.entry not in earlier.yields_to
        and not (vague and candidate.statuses & earlier.statuses)
    )


def _gather(best: Scored, others: Iterable[Scored], limits: Thresholds, more: float) -> tuple[Scored, ...]:
    """The best match, and the further problems that the parts of the paste report.

    `more` is added to what each of these needs.
    """
    matches = [best]
    for scored in others:
        if len(matches) == MAX_MATCHES:
            break
        if scored.probability >= _second_bar(scored.candidate, limits) + more and all(
            _adds(scored.candidate, earlier.candidate) for earlier in matches
        ):
            matches.append(scored)
    return tuple(matches)


def _second_bar(candidate: Candidate, limits: Thresholds) -> float:
    """The probability that a further answer needs."""
    if candidate.generic:
        return limits.second_status
    if candidate.evidence.wrapper:
        return limits.second_wrapper
    return limits.second_match if is_held(candidate) else limits.second_told
