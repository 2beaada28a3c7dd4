"""What speaks for and against each candidate entry, as named numbers between 0 and 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.matching.align import Alignment
    from bot.matching.context import Context
    from bot.matching.nearness import Nearness
    from bot.matching.reminders import Reminder
    from bot.matching.traits import EntryTraits
    from bot.matching.wordings import Wordings
    from bot.text.signals import Signals

_MASS_HALF = 30.0
_CODE_HALF = 3.0
_MISSING_COSTS = 0.6
_TALK_MASS = 10.0
_WHOLE = 0.85
_HALF_THERE, _ROOM_TO_WHOLE = 0.6, 0.2
_MUCH_LONGER = 0.3
_BORDER = 6


class Evidence(NamedTuple):
    """The evidence for one entry. Every field is a feature of the ranking; the name says what more of it means.

    symptom: the share of the symptoms told in the paste that are the entry's;
    paste_*: what a paste reminds of by its words (`reminders`), meaning_*: by what it means (`nearness`);
    outdone: how much a longer message of another entry stands where its own does (`compare_messages`)."""

    message: float
    message_full: float
    message_cut: float
    message_words: float
    message_share: float
    message_coverage: float
    message_likeness: float
    numbers_missing: float
    alias: float
    alias_share: float
    alias_coverage: float
    alias_likeness: float
    vocabulary: float
    symptom: float
    status_agrees: float
    status_weakly: float
    status_conflicts: float
    code_agrees: float
    system_agrees: float
    system_conflicts: float
    outdone: float
    paste_nearest: float
    paste_often: float
    paste_home: float
    meaning_nearest: float
    meaning_often: float
    meaning_words: float
    meaning_behind: float
    meaning_outworded: float
    wrapper: float
    status_only: float


EVIDENCE_FEATURES = Evidence._fields


class Candidate(NamedTuple):
    """An entry that may be the answer, with where it stands in the paste and which entries it yields to.

    `statuses`: all that it may come with; `generic`: it says no more than a status; `first_status`: of all statuses in
    the paste its own is the first; `own_line`: its message stands on lines of its own, as machines print it, and not
    within somebody's sentence; `whole`: the paste is its message and nothing else; `said`: it is one of its sayings and
    nothing else; `foreign`: the paste speaks of services outside the catalogue that the
    entry says nothing of; `borrowed`: its message is one that other programs print, and the paste speaks of
    none of the entry's systems.
    """

    entry: int
    yields_to: frozenset[int]
    statuses: frozenset[int]
    generic: bool
    first_status: bool
    own_line: bool
    whole: bool
    said: bool
    foreign: bool
    borrowed: bool
    message: Alignment | None
    alias: Alignment | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class PasteFacts:
    """What the evidence needs to know of the paste. `mass` is the gram mass of everything known in it.

    `words`: its words as numbers in the vocabulary of the index. `statuses`: all numbers of three digits, whether or
    not something says that they are a status."""

    words: frozenset[int]
    numbers: frozenset[str]
    statuses: frozenset[int]
    codes: frozenset[str]
    signals: Signals
    context: Context
    mass: float
    symptoms: frozenset[str]


def weigh(
    traits: EntryTraits,
    wordings: Wordings,
    *,
    message: Alignment | None,
    alias: Alignment | None,
    vocabulary: float,
    reminder: Reminder,
    nearness: Nearness,
    facts: PasteFacts,
) -> Evidence:
    """The evidence for an entry, given its best message and alias alignments, its share of the paste's words, how near
    the paste is to it in meaning, and how much the paste reminds of earlier ones that had it: a whole message reminds
    of it and means it as much as it can, so that of two entries with the same message the one that is pasted more often
    does not win by that, nor one that has long been known over one that is new."""
    strength = full = cut = words = share = missing = coverage = likeness = 0.0
    if message is not None:
        coverage, likeness = message.coverage, message.likeness
        missing = _missing(wordings.numbers_of(message.template), facts.numbers)
        kept = 1.0 - _MISSING_COSTS * missing
        saturated = message.mass / (message.mass + _MASS_HALF)
        strength = (coverage + likeness) / 2 * saturated * kept
        words = _recall(wordings.words_of(message.template), facts.words)
        full = coverage * likeness * kept
        share = min(1.0, message.mass / (facts.mass + 1.0))
        cut = message.span_coverage * saturated * share if message.cut else 0.0
    told = said = spoken = alike = 0.0
    if alias is not None:
        meant = 1.0 - _MISSING_COSTS * _missing(_named(wordings.numbers_of(alias.template)), facts.numbers)
        spoken, alike = alias.coverage * meant, alias.likeness * meant
        told, said = alias.coverage * alias.likeness * meant, alias.mass
    named = facts.signals.status
    agrees = bool(named) and not traits.statuses.isdisjoint(named)
    weakly = not agrees and not traits.statuses.isdisjoint(facts.statuses)
    ours, theirs = facts.context.compare(traits)
    whole = full * min(1.0, max(0.0, (full - _HALF_THERE) / _ROOM_TO_WHOLE))
    code = sum([telling for code, telling in traits.codes if code in facts.codes])
    return Evidence(
        message=strength,
        message_full=full,
        message_cut=cut,
        message_words=words,
        message_share=share,
        message_coverage=coverage,
        message_likeness=likeness,
        numbers_missing=missing,
        alias=told * said / (said + _MASS_HALF),
        alias_share=told * said / (facts.mass + _TALK_MASS),
        alias_coverage=spoken,
        alias_likeness=alike,
        vocabulary=vocabulary,
        symptom=len(traits.symptoms & facts.symptoms) / max(1, len(facts.symptoms)),
        status_agrees=float(agrees),
        status_weakly=float(weakly),
        status_conflicts=float(bool(traits.statuses) and bool(named) and not agrees and not weakly),
        code_agrees=code / (code + _CODE_HALF),
        system_agrees=ours,
        system_conflicts=theirs,
        outdone=0.0,
        paste_nearest=max(reminder.nearest, full),
        paste_often=max(reminder.often, full),
        paste_home=max(reminder.home, full),
        meaning_nearest=max(nearness.nearest, whole),
        meaning_often=max(nearness.often, whole),
        meaning_words=max(nearness.words, whole),
        meaning_behind=nearness.behind * (1.0 - whole),
        meaning_outworded=nearness.outworded * (1.0 - whole),
        wrapper=float(traits.wrapper),
        status_only=float(traits.generic and (agrees or weakly)),
    )


def compare_messages(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, each with what speaks against it because a longer message stands there and holds its own.

    Vendors copy the errors of others and write on: where the longer message stands there whole, it is the one.
    What only wraps an error holds the message of what it wraps, and outdoes nobody.
    """
    whole = [
        (other.message, other.evidence.message_full)
        for other in candidates
        if other.message is not None and other.evidence.message_full >= _WHOLE and not other.evidence.wrapper
    ]
    return [_compare(candidate, whole) for candidate in candidates]


def _compare(candidate: Candidate, whole: Sequence[tuple[Alignment, float]]) -> Candidate:
    own = candidate.message
    if own is None:
        return candidate
    outdone = max(
        (
            full * min(1.0, (message.mass / own.mass - 1.0) / _MUCH_LONGER)
            for message, full in whole
            if message.start <= own.start + _BORDER and own.end <= message.end + _BORDER and message.mass > own.mass > 0
        ),
        default=0.0,
    )
    return candidate._replace(evidence=candidate.evidence._replace(outdone=outdone)) if outdone else candidate


def _recall(needed: Sequence[int], present: frozenset[int]) -> float:
    return len(present.intersection(needed)) / len(needed) if needed else 0.0


def _named(numbers: frozenset[str]) -> frozenset[str]:
    """Those that a word names (`limit=0`): who tells of an error leaves its status out, but says no other limit."""
    return frozenset(number for number in numbers if "=" in number)


def _missing(needed: frozenset[str], present: frozenset[str]) -> float:
    return len(needed - present) / len(needed) if needed else 0.0
