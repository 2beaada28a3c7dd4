"""Cards that ask or excuse: candidates, systems, and errors that nobody knows."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from bot.knowledge.slots import fill
from bot.ui.cards.model import Card, CardKind, Colour, Section
from bot.ui.pen import Pen, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.desk import BySystem, Choice, Diagnosis
    from bot.knowledge.model import Entry

MAX_SYSTEMS = 12


def write_system_question(pen: Pen, diagnosis: Diagnosis) -> Card:
    """The question for the system where it alone decides."""
    lines = tuple(
        pen.say("card-choice-line", title=f"**{pen.read(one.system.name)}**", cause=pen.read(one.entry.title))
        for one in diagnosis.by_system[:MAX_SYSTEMS]
    )
    # A relay that isn't among the answers only passes them on, so that the model's maker decides.
    passed_on = not any(one.system.carrier for one in diagnosis.by_system)
    lines_above = ["card-system-body", *(["card-system-through"] if passed_on else []), "card-system-unsure"]
    return Card(
        kind=CardKind.CHOICE,
        title=pen.say("card-system-title"),
        body=tidy(" ".join(map(pen.say, lines_above))),
        colour=Colour.AMBER,
        sections=(Section(pen.say("card-candidates"), lines), *_tell_apart(pen, diagnosis.choices)),
    )


def write_choice(pen: Pen, diagnosis: Diagnosis) -> Card:
    """The candidates and what separates them."""
    lines = tuple(
        pen.say(
            "card-choice-line",
            title=pen.read(choice.entry.title),
            cause=first_sentence(tidy(fill(pen.read(choice.entry.cause), {}))),
        )
        for choice in diagnosis.choices
    )
    return Card(
        kind=CardKind.CHOICE,
        title=pen.say("card-choice-title"),
        body=pen.say("card-choice-body"),
        colour=Colour.AMBER,
        sections=(Section(pen.say("card-candidates"), lines, numbered=True), *_tell_apart(pen, diagnosis.choices)),
    )


def write_unmatched(pen: Pen, diagnosis: Diagnosis, *, listed: bool) -> Card:
    """An error that nobody knows, and how to see more of it. `listed`: maintainers find it in their queue."""
    sections = [
        Section(
            pen.say("card-full-error"),
            (pen.say("card-full-error-client"), pen.say("card-full-error-phone")),
        )
    ]
    if diagnosis.nearest:
        sections.append(Section(pen.say("card-nearest"), _titles(pen, diagnosis.nearest)))
    return Card(
        kind=CardKind.UNMATCHED,
        title=pen.say("card-unmatched-title"),
        body=pen.say("card-unmatched-listed" if listed else "card-unmatched-body"),
        colour=Colour.GREY,
        sections=tuple(sections),
    )


def write_silent(pen: Pen, diagnosis: Diagnosis) -> Card:
    """No error at all."""
    sections: tuple[Section, ...] = ()
    if diagnosis.nearest:
        sections = (Section(pen.say("card-nearest"), _titles(pen, diagnosis.nearest)),)
    return Card(
        kind=CardKind.SILENT,
        title=pen.say("card-silent-title"),
        body=pen.say("card-silent-body"),
        colour=Colour.GREY,
        sections=sections,
    )


def write_systems(pen: Pen, by_system: Sequence[BySystem]) -> Card:
    """How somebody finds out which of the systems they use."""
    seen = {one.system.id: one.system for one in by_system}
    lines = tuple(
        pen.say(
            "card-choice-line", title=f"**{pen.read(system.name)}**", cause=pen.read(system.find_out or system.what)
        )
        for system in list(seen.values())[:MAX_SYSTEMS]
    )
    return Card(
        kind=CardKind.CHOICE,
        title=pen.say("card-find-out-title"),
        body=pen.say("card-find-out-body"),
        colour=Colour.BLUE,
        sections=(Section(pen.say("card-find-out"), lines),),
    )


def _tell_apart(pen: Pen, choices: tuple[Choice, ...]) -> tuple[Section, ...]:
    """A section with one note a pair of candidates, from whichever of the two has it; none without a note."""
    lines: list[str] = []
    for left, right in combinations((choice.entry for choice in choices), 2):
        # A note of one entry says by what one sees that it is the other.
        notes = [(right, note) for note in left.tell_apart if note.other == right.id]
        notes += [(left, note) for note in right.tell_apart if note.other == left.id]
        if notes:
            other, note = notes[0]
            lines.append(pen.say("card-choice-line", title=f"→ {pen.read(other.title)}", cause=pen.read(note)))
    return (Section(pen.say("card-tell-apart"), tuple(lines)),) if lines else ()


def _titles(pen: Pen, entries: tuple[Entry, ...]) -> tuple[str, ...]:
    return tuple(pen.read(entry.title) for entry in entries)


_SENTENCE_END = re.compile(r"。|；|(?<!e\.g)(?<!i\.e)(?<!vs)\. |; ")
_BRACKETS = (("（", "）"), ("(", ")"), ("“", "”"))


def first_sentence(text: str) -> str:
    """The text up to the end of its first sentence; an end within brackets or quotation marks is none."""
    for end in _SENTENCE_END.finditer(text):
        sentence = text[: end.end()].rstrip("；; ")
        if all(sentence.count(opening) <= sentence.count(closing) for opening, closing in _BRACKETS):
            return sentence
    return text
