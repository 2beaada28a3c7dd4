"""Cards that answer: the short one, and the details behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import Match
from bot.knowledge.slots import fill
from bot.ui.cards.model import BLAME_COLOURS, Card, CardField, CardKind, Reference, Section
from bot.ui.facts import Fact, Span, collect_facts, find_reset, find_retry, say_duration
from bot.ui.pen import Pen, tidy
from bot.ui.safe import code_line

if TYPE_CHECKING:
    from bot.desk import Diagnosis
    from bot.knowledge.model import Entry
    from bot.text.signals import Signals
    from bot.ui.markup import Markup

_SLOT = re.compile(r"%\{[^}]*\}")
_SHOWN_SOURCES = 2


def write_answer(pen: Pen, match: Match, diagnosis: Diagnosis, markup: Markup, span: Span) -> Card:
    """The answer to a paste, with what the paste itself says."""
    signals = _own_signals(match, diagnosis)
    facts = collect_facts(match, signals, span, pen, markup.quote)
    values = {name: markup.quote(value) for name, value in match.captures.items()}
    for name, read in (
        ("model", signals.model),
        ("status", next(map(str, signals.status), None)),
        ("request_id", signals.request_id),
    ):
        if read is not None:
            values.setdefault(name, markup.quote(read))
    if signals.retry_after_seconds:
        # In the reader's language and beside the same delay among the facts, not as the machine wrote it.
        values["retry"] = say_duration(signals.retry_after_seconds, pen)
        if span.is_past(find_retry(signals, span)):
            del values["retry"]
    if (reset := find_reset(match, span.at)) is not None:
        values["reset"] = markup.stamp(reset)
        if span.is_past(reset):
            del values["reset"]
    return _entry_card(pen, match.entry, values, facts)


def write_guess(pen: Pen, diagnosis: Diagnosis, markup: Markup, span: Span) -> Card:
    """The one candidate, as an answer that is not certain."""
    (choice,) = diagnosis.choices
    card = write_answer(pen, Match(choice.entry, choice.confidence, choice.captures), diagnosis, markup, span)
    return replace(card, title=pen.say("card-guess-title", title=card.title))


def write_entry(pen: Pen, entry: Entry) -> Card:
    """An entry by itself, with no paste to take numbers from."""
    return _entry_card(pen, entry, {}, ())


def write_detail(pen: Pen, entry: Entry) -> Card:
    """What the short card leaves out: how to tell the entry from its neighbours, and every source."""
    notes = tuple(pen.read(note) for note in entry.tell_apart)
    sections = [Section(pen.say("card-tell-apart"), notes)] if notes else []
    if entry.messages:
        # Machines print backticks and line ends, which would end the code in the middle of a message.
        messages = tuple(code_line(_SLOT.sub("…", text)) for text in entry.messages[:5])
        sections.append(Section(pen.say("card-messages"), messages))
    return Card(
        kind=CardKind.ANSWER,
        title=pen.read(entry.title),
        body=tidy(fill(pen.read(entry.cause), {})),
        colour=BLAME_COLOURS[entry.blame],
        sections=tuple(sections),
        references=_references(entry),
        footer=_footer(pen, entry),
        entry_id=entry.id,
    )


def _entry_card(pen: Pen, entry: Entry, values: dict[str, str], facts: tuple[Fact, ...]) -> Card:
    filled = (tidy(fill(step, values)) for step in pen.texts.read_all(entry.fix, pen.tongue))
    steps = tuple(step for step in filled if step)
    return Card(
        kind=CardKind.ANSWER,
        title=pen.read(entry.title),
        body=tidy(fill(pen.read(entry.cause), values)),
        colour=BLAME_COLOURS[entry.blame],
        facts=facts,
        sections=(Section(pen.say("card-steps"), steps, numbered=len(steps) > 1),),
        fields=(
            CardField(pen.say("card-blame"), pen.say(f"blame-{entry.blame.value}")),
            CardField(pen.say("card-retry"), pen.say(f"retry-{entry.retry.value}")),
        ),
        references=_references(entry)[:_SHOWN_SOURCES],
        footer=_footer(pen, entry),
        entry_id=entry.id,
    )


def _references(entry: Entry) -> tuple[Reference, ...]:
    return tuple(
        Reference(source.title, str(source.url))
        if source.url is not None
        else Reference(f"{source.title} ({source.publisher})", None)
        for source in entry.sources
    )


def _footer(pen: Pen, entry: Entry) -> str:
    key = "card-footer-overlay" if entry.overlay else "card-footer"
    return pen.say(key, date=entry.verified, id=entry.id)


def _own_signals(match: Match, diagnosis: Diagnosis) -> Signals:
    """What the paste says of this problem: beside others, only the status and codes that are its own.

    A delay counts for the first problem alone; nothing tells that it is another's.
    """
    signals, entry = diagnosis.signals, match.entry
    if len(diagnosis.matches) < 2:
        return signals
    return replace(
        signals,
        status=tuple(status for status in signals.status if status in entry.status),
        codes=tuple(code for code in signals.codes if code in entry.codes),
        retry_after_seconds=signals.retry_after_seconds if match is diagnosis.matches[0] else None,
    )
