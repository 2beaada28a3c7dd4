"""Which card says what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.decide import Verdict
from bot.ui.cards.answers import write_answer, write_detail, write_entry, write_guess
from bot.ui.cards.questions import write_choice, write_silent, write_system_question, write_systems, write_unmatched
from bot.ui.facts import Span
from bot.ui.markup import PLAIN, Markup
from bot.ui.pen import Pen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.desk import BySystem, Diagnosis
    from bot.knowledge.model import Entry
    from bot.reception.tongue import Tongue
    from bot.ui.cards.model import Card
    from bot.ui.texts import Texts

MAX_CARDS = 3


def build_cards(
    diagnosis: Diagnosis,
    language: Tongue,
    texts: Texts,
    at: datetime,
    *,
    now: datetime | None = None,
    markup: Markup = PLAIN,
    listed: bool = False,
) -> tuple[Card, ...]:
    """One card a problem (three at most), or the one card that says why there is no answer. Never empty.

    `at` is when the paste was sent: delays are counted from there. `now` is when the cards are read, `at` if not given:
    they don't say what is past by then. `listed`: an error that nobody knows is kept for the maintainers, as Discord's
    doors do and the terminal doesn't.
    """
    pen, span = Pen(language, texts), Span(at, now or at)
    match diagnosis.verdict:
        case Verdict.MATCH:
            return tuple(write_answer(pen, match, diagnosis, markup, span) for match in diagnosis.matches[:MAX_CARDS])
        case Verdict.CHOICE if len(diagnosis.choices) == 1:
            return (write_guess(pen, diagnosis, markup, span),)
        case Verdict.CHOICE if diagnosis.by_system:
            return (write_system_question(pen, diagnosis),)
        case Verdict.CHOICE:
            return (write_choice(pen, diagnosis),)
        case Verdict.UNMATCHED:
            return (write_unmatched(pen, diagnosis, listed=listed),)
        case Verdict.SILENT:
            return (write_silent(pen, diagnosis),)


def build_entry_card(entry: Entry, language: Tongue, texts: Texts) -> Card:
    """The card of an entry by itself, with no paste to take numbers from."""
    return write_entry(Pen(language, texts), entry)


def build_detail_card(entry: Entry, language: Tongue, texts: Texts) -> Card:
    """What the short card leaves out: how to tell the entry from its neighbours and every source."""
    return write_detail(Pen(language, texts), entry)


def build_system_card(by_system: Sequence[BySystem], tongue: Tongue, texts: Texts) -> Card:
    """How somebody finds out which of the systems they use."""
    return write_systems(Pen(tongue, texts), by_system)
