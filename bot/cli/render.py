"""Cards on a terminal, laid out the way Discord shows an embed."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text

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


def print_cards(console: Console, cards: tuple[Card, ...]) -> None:
    """Print each card behind a bar in its colour."""
    width = max(20, min(console.width, 100) - 2)
    for card in cards:
        bar = Segment("▎ ", console.get_style(_STYLES[card.colour]))
        for line in console.render_lines(_body(card), console.options.update(width=width, height=None), pad=False):
            console.print(Segments([bar, *line, Segment.line()]), end="")
        console.print()


def _body(card: Card) -> RenderableType:
    parts: list[RenderableType] = [Text(card.title, style="bold"), Text(_plain(card.body))]
    if card.facts:
        parts.append(_facts(card))
    parts.extend(_section(section) for section in card.sections)
    if card.fields:
        row = Table.grid(padding=(0, 4))
        row.add_row(*(Text(field.name, style="bold") for field in card.fields))
        row.add_row(*(Text(_plain(field.value)) for field in card.fields))
        parts.append(row)
    for reference in card.references:
        line = Text("↗ ", style="bright_black")
        line.append(reference.title, style="underline" if reference.url is None else f"link {reference.url} underline")
        if reference.url is not None:
            line.append(f"  {reference.url}", style="bright_black")
        parts.append(line)
    if card.footer:
        parts.append(Text(card.footer, style="bright_black"))
    return Group(*parts)


def _facts(card: Card) -> Text:
    line = Text()
    for number, fact in enumerate(card.facts):
        line.append("  ·  " if number else "", style="bright_black")
        line.append(f"{fact.name} ", style="bright_black")
        line.append(_plain(fact.value), style="bold")
    return line


def _section(section: Section) -> Group:
    rows = Table.grid(padding=(0, 1))
    # A step wraps beside its mark: Chinese has no spaces, so on one line with it the whole step would go below.
    rows.add_column(style="bright_black", no_wrap=True)
    rows.add_column()
    for number, step in enumerate(section.lines, start=1):
        rows.add_row(f"{number}." if section.numbered else "•", Text(_plain(step)))
    return Group(Text(section.title, style="bold"), rows) if section.title else Group(rows)


def _plain(text: str) -> str:
    """Inline code marks mean nothing on a terminal."""
    return text.replace("`", "")
