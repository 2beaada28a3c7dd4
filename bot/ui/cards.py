"""What a diagnosis looks like, whatever shows it: Discord, a terminal or a picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING

from bot.desk import Match
from bot.knowledge.model import Blame, Entry
from bot.knowledge.slots import fill
from bot.matching.decide import Verdict
from bot.reception.tongue import Tongue
from bot.ui.facts import Fact, collect_facts, plain_value, say_duration

if TYPE_CHECKING:
    from bot.desk import BySystem, Choice, Diagnosis
    from bot.text.signals import Signals
    from bot.ui.texts import Texts, Translated

_SLOT = re.compile(r"%\{[^}]*\}")
_WIDE = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_WIDE_GAP = re.compile(rf"(?<={_WIDE}) +(?={_WIDE})| +(?=[，。；：！？、）])")
MAX_CARDS = 3
MAX_SYSTEMS = 12
_SHOWN_SOURCES = 3

Quote = Callable[[str], str]
"""Makes a value that comes from the paste safe for where it is shown."""


class CardKind(StrEnum):
    """What a card says."""

    ANSWER = "answer"
    CHOICE = "choice"
    UNMATCHED = "unmatched"
    SILENT = "silent"


class Colour(StrEnum):
    """Colours by name; each surface has its own shade of them."""

    AMBER = "amber"
    ORANGE = "orange"
    PURPLE = "purple"
    RED = "red"
    TEAL = "teal"
    BLUE = "blue"
    GREY = "grey"


_COLOURS = {
    Blame.USER: Colour.AMBER,
    Blame.ACCOUNT: Colour.ORANGE,
    Blame.CHANNEL: Colour.PURPLE,
    Blame.UPSTREAM: Colour.RED,
    Blame.RELAY: Colour.TEAL,
    Blame.NETWORK: Colour.BLUE,
    Blame.CLIENT: Colour.GREY,
}


@dataclass(frozen=True, slots=True)
class Section:
    """A headed list. `numbered` where the order matters."""

    title: str
    lines: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class CardField:
    """A short named value, shown beside its neighbours where there is room."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Who says so; `url` is None where the page has no public address."""

    title: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """One answer. Texts may hold inline code marks; values from the paste have been quoted already."""

    kind: CardKind
    title: str
    body: str
    colour: Colour
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    fields: tuple[CardField, ...] = ()
    references: tuple[Reference, ...] = ()
    footer: str = ""
    entry_id: str | None = None


def build_cards(
    diagnosis: Diagnosis, language: Tongue, texts: Texts, *, quote: Quote = plain_value
) -> tuple[Card, ...]:
    """One card a problem (three at most), or the one card that says why there is no answer. Never empty."""
    writer = _Writer(language, texts, quote)
    match diagnosis.verdict:
        case Verdict.MATCH:
            return tuple(writer.answer(match, diagnosis) for match in diagnosis.matches[:MAX_CARDS])
        case Verdict.CHOICE if len(diagnosis.choices) == 1:
            return (writer.guess(diagnosis),)
        case Verdict.CHOICE if diagnosis.by_system:
            return (writer.which_system(diagnosis),)
        case Verdict.CHOICE:
            return (writer.choice(diagnosis),)
        case Verdict.UNMATCHED:
            return (writer.unmatched(diagnosis),)
        case Verdict.SILENT:
            return (writer.silent(diagnosis),)


def build_entry_card(entry: Entry, language: Tongue, texts: Texts) -> Card:
    """The card of an entry by itself, with no paste to take numbers from."""
    return _Writer(language, texts, plain_value).entry(entry)


def build_detail_card(entry: Entry, language: Tongue, texts: Texts) -> Card:
    """What the short card leaves out: how to tell the entry from its neighbours and every source."""
    return _Writer(language, texts, plain_value).detail(entry)


def build_system_card(by_system: Sequence[BySystem], tongue: Tongue, texts: Texts) -> Card:
    """How somebody finds out which of the systems they use."""
    seen = {one.system.id: one.system for one in by_system}
    lines = tuple(
        texts.say(
            "card-choice-line",
            tongue,
            title=f"**{texts.read(system.name, tongue)}**",
            cause=texts.read(system.find_out or system.what, tongue),
        )
        for system in list(seen.values())[:MAX_SYSTEMS]
    )
    return Card(
        kind=CardKind.CHOICE,
        title=texts.say("card-find-out-title", tongue),
        body=texts.say("card-find-out-body", tongue),
        colour=Colour.BLUE,
        sections=(Section(texts.say("card-find-out", tongue), lines),),
    )


class _Writer:
    """Words cards in one language."""

    __slots__ = ("_quote", "_texts", "_tongue")

    def __init__(self, tongue: Tongue, texts: Texts, quote: Quote) -> None:
        self._tongue: Tongue = tongue
        self._texts = texts
        self._quote = quote

    def answer(self, match: Match, diagnosis: Diagnosis) -> Card:
        signals = _own_signals(match, diagnosis)
        facts = collect_facts(match, signals, self._tongue, self._texts, self._quote)
        values = {name: self._quote(value) for name, value in match.captures.items()}
        if signals.model is not None:
            values.setdefault("model", self._quote(signals.model))
        if signals.retry_after_seconds:
            delay = say_duration(signals.retry_after_seconds, self._tongue, self._texts)
            values.setdefault("retry", delay)
        return self._entry_card(match.entry, values, facts)

    def guess(self, diagnosis: Diagnosis) -> Card:
        (choice,) = diagnosis.choices
        card = self.answer(Match(choice.entry, choice.confidence, choice.captures), diagnosis)
        return replace(card, title=self._say("card-guess-title", title=card.title))

    def entry(self, entry: Entry) -> Card:
        return self._entry_card(entry, {}, ())

    def _entry_card(self, entry: Entry, values: dict[str, str], facts: tuple[Fact, ...]) -> Card:
        filled = (tidy(fill(step, values)) for step in self._texts.read_all(entry.fix, self._tongue))
        steps = tuple(step for step in filled if step)
        return Card(
            kind=CardKind.ANSWER,
            title=self._read(entry.title),
            body=tidy(fill(self._read(entry.cause), values)),
            colour=_COLOURS[entry.blame],
            facts=facts,
            sections=(Section(self._say("card-steps"), steps, numbered=len(steps) > 1),),
            fields=(
                CardField(self._say("card-blame"), self._say(f"blame-{entry.blame.value}")),
                CardField(self._say("card-retry"), self._say(f"retry-{entry.retry.value}")),
            ),
            references=self._references(entry)[:_SHOWN_SOURCES],
            footer=self._footer(entry),
            entry_id=entry.id,
        )

    def detail(self, entry: Entry) -> Card:
        notes = tuple(self._read(note) for note in entry.tell_apart)
        sections = [Section(self._say("card-tell-apart"), notes)] if notes else []
        if entry.messages:
            sections.append(
                Section(self._say("card-messages"), tuple(f"`{_SLOT.sub('…', text)}`" for text in entry.messages[:5]))
            )
        return Card(
            kind=CardKind.ANSWER,
            title=self._read(entry.title),
            body=tidy(fill(self._read(entry.cause), {})),
            colour=_COLOURS[entry.blame],
            sections=tuple(sections),
            references=self._references(entry),
            footer=self._footer(entry),
            entry_id=entry.id,
        )

    def which_system(self, diagnosis: Diagnosis) -> Card:
        lines = tuple(
            self._say("card-choice-line", title=f"**{self._read(one.system.name)}**", cause=self._read(one.entry.title))
            for one in diagnosis.by_system[:MAX_SYSTEMS]
        )
        sections = [Section(self._say("card-candidates"), lines)]
        if notes := tuple(self._separators(diagnosis.choices)):
            sections.append(Section(self._say("card-tell-apart"), notes))
        # A relay that isn't among the answers only passes them on, so that the model's maker decides.
        passed_on = not any(one.system.carrier for one in diagnosis.by_system)
        lines_above = ["card-system-body", *(["card-system-through"] if passed_on else []), "card-system-unsure"]
        return Card(
            kind=CardKind.CHOICE,
            title=self._say("card-system-title"),
            body=tidy(" ".join(map(self._say, lines_above))),
            colour=Colour.AMBER,
            sections=tuple(sections),
        )

    def choice(self, diagnosis: Diagnosis) -> Card:
        lines = tuple(
            self._say(
                "card-choice-line",
                title=self._read(choice.entry.title),
                cause=_first_sentence(tidy(fill(self._read(choice.entry.cause), {}))),
            )
            for choice in diagnosis.choices
        )
        sections = [Section(self._say("card-candidates"), lines, numbered=True)]
        if notes := tuple(self._separators(diagnosis.choices)):
            sections.append(Section(self._say("card-tell-apart"), notes))
        return Card(
            kind=CardKind.CHOICE,
            title=self._say("card-choice-title"),
            body=self._say("card-choice-body"),
            colour=Colour.AMBER,
            sections=tuple(sections),
        )

    def unmatched(self, diagnosis: Diagnosis) -> Card:
        sections = [
            Section(
                self._say("card-full-error"),
                (self._say("card-full-error-client"), self._say("card-full-error-phone")),
            )
        ]
        if diagnosis.nearest:
            sections.append(Section(self._say("card-nearest"), self._titles(diagnosis.nearest)))
        return Card(
            kind=CardKind.UNMATCHED,
            title=self._say("card-unmatched-title"),
            body=self._say("card-unmatched-body"),
            colour=Colour.GREY,
            sections=tuple(sections),
        )

    def silent(self, diagnosis: Diagnosis) -> Card:
        sections: tuple[Section, ...] = ()
        if diagnosis.nearest:
            sections = (Section(self._say("card-nearest"), self._titles(diagnosis.nearest)),)
        return Card(
            kind=CardKind.SILENT,
            title=self._say("card-silent-title"),
            body=self._say("card-silent-body"),
            colour=Colour.GREY,
            sections=sections,
        )

    def _separators(self, choices: tuple[Choice, ...]) -> Iterator[str]:
        """One note a pair of candidates, from whichever of the two has it."""
        for left, right in combinations((choice.entry for choice in choices), 2):
            # A note of one entry says by what one sees that it is the other.
            notes = [(right, note) for note in left.tell_apart if note.other == right.id]
            notes += [(left, note) for note in right.tell_apart if note.other == left.id]
            if notes:
                other, note = notes[0]
                yield self._say("card-choice-line", title=f"→ {self._read(other.title)}", cause=self._read(note))

    def _titles(self, entries: tuple[Entry, ...]) -> tuple[str, ...]:
        return tuple(self._read(entry.title) for entry in entries)

    def _references(self, entry: Entry) -> tuple[Reference, ...]:
        return tuple(
            Reference(source.title, str(source.url))
            if source.url is not None
            else Reference(f"{source.title} ({source.publisher})", None)
            for source in entry.sources
        )

    def _footer(self, entry: Entry) -> str:
        key = "card-footer-overlay" if entry.overlay else "card-footer"
        return self._say(key, date=entry.verified, id=entry.id)

    def _say(self, key: str, **values: str | int) -> str:
        return self._texts.say(key, self._tongue, **values)

    def _read(self, text: Translated) -> str:
        return self._texts.read(text, self._tongue)


def tidy(text: str) -> str:
    """Without the spaces that a value leaves where Chinese words stand in its place, or before full-width marks."""
    return _WIDE_GAP.sub("", text)


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


def _first_sentence(text: str) -> str:
    ends = [position + len(mark) for mark in ("。", ". ", "；", "; ") if (position := text.find(mark)) > 0]
    return text[: min(ends)].rstrip("；; ") if ends else text
