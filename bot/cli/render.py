"""Cards on a terminal, laid out the way Discord shows an embed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.segment import Segment, Segments
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.cli.safe import visible
from bot.ui.cards import Card, Colour, Section

_STYLES = {
    Colour.AMBER: "yellow",
    Colour.ORANGE: "dark_orange",
    Colour.PURPLE: "medium_purple",
    Colour.RED: "red",
    Colour.TEAL: "cyan",
    Colour.BLUE: "blue",
    Colour.GREY: "bright_black",
}


_NARROWEST = 20
_WIDEST = 100
_WRAPPED = "fold"
"""Otherwise rich, which counts two columns of a Chinese character as one there, cuts a full line's last letter off."""

_BAR = 2
"""Columns that the coloured bar takes."""


def plain(text: str, style: str = "") -> Text:
    """A text of people or of the catalogue for rich to print as it stands: no markup, no emoji, no control codes.

    Whatever strangers wrote goes to a console this way, in cells of tables too: rich reads markup in plain strings.
    """
    return Text(visible(text), style)


def print_cards(console: Console, cards: tuple[Card, ...]) -> None:
    """Print each card behind a bar in its colour."""
    options = console.options.update(width=max(_NARROWEST, min(console.width, _WIDEST) - _BAR), height=None)
    for card in cards:
        bar = Segment("▎ ", console.get_style(_STYLES[card.colour]))
        for part in _parts(card):
            for line in _wrap(part, console, options):
                console.print(Segments([bar, *line, Segment.line()]), end="", crop=False)
        console.print()


@dataclass(frozen=True, slots=True)
class _Address:
    """A line that stays whole: broken in two, an address can neither be opened nor copied."""

    text: str


def _wrap(part: RenderableType | _Address, console: Console, options: ConsoleOptions) -> list[list[Segment]]:
    if isinstance(part, _Address):
        return [[Segment(part.text, console.get_style("bright_black"))]]
    return console.render_lines(part, options, pad=False)


def _parts(card: Card) -> Iterator[RenderableType | _Address]:
    yield plain(card.title, "bold")
    yield _words(card.body)
    if card.facts:
        yield _facts(card)
    yield from map(_section, card.sections)
    if card.fields:
        row = Table.grid(padding=(0, 4))
        for _ in card.fields:
            row.add_column(overflow=_WRAPPED)
        row.add_row(*(plain(field.name, "bold") for field in card.fields))
        row.add_row(*(_words(field.value) for field in card.fields))
        yield row
    for reference in card.references:
        link = Style(underline=True, link=reference.url)
        yield Text("↗ ", style="bright_black").append(visible(reference.title), link)
        if reference.url is not None:
            yield _Address(f"  {visible(reference.url)}")
    if card.footer:
        yield plain(card.footer, "bright_black")


def _facts(card: Card) -> Text:
    line = Text()
    for number, fact in enumerate(card.facts):
        line.append("  ·  " if number else "", style="bright_black")
        line.append(f"{visible(fact.name)} ", style="bright_black")
        line.append(_words(fact.value, "bold"))
    return line


def _section(section: Section) -> Group:
    rows = Table.grid(padding=(0, 1))
    # A step wraps beside its mark: Chinese has no spaces, so on one line with it the whole step would go below.
    rows.add_column(style="bright_black", no_wrap=True)
    rows.add_column(overflow=_WRAPPED)
    for number, step in enumerate(section.lines, start=1):
        rows.add_row(f"{number}." if section.numbered else "•", _words(step))
    return Group(plain(section.title, "bold"), rows) if section.title else Group(rows)


def _words(text: str, style: str = "") -> Text:
    """Inline code marks mean nothing on a terminal."""
    return plain(text.replace("`", ""), style)
