"""Cards on a terminal, laid out the way Discord shows an embed."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
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


def plain(text: str, style: str = "") -> Text:
    """A text of people or of the catalogue for rich to print as it stands: no markup, no emoji, no control codes.

    Whatever strangers wrote goes to a console this way, in cells of tables too: rich reads markup in plain strings.
    """
    return Text(visible(text), style)


def print_cards(console: Console, cards: tuple[Card, ...]) -> None:
    """Print each card behind a bar in its colour."""
    width = max(20, min(console.width, 100) - 2)
    for card in cards:
        bar = Segment("▎ ", console.get_style(_STYLES[card.colour]))
        for line in console.render_lines(_body(card), console.options.update(width=width, height=None), pad=False):
            console.print(Segments([bar, *line, Segment.line()]), end="")
        console.print()


def _body(card: Card) -> RenderableType:
    parts: list[RenderableType] = [plain(card.title, "bold"), _words(card.body)]
    if card.facts:
        parts.append(_facts(card))
    parts.extend(_section(section) for section in card.sections)
    if card.fields:
        row = Table.grid(padding=(0, 4))
        row.add_row(*(plain(field.name, "bold") for field in card.fields))
        row.add_row(*(_words(field.value) for field in card.fields))
        parts.append(row)
    for reference in card.references:
        line = Text("↗ ", style="bright_black")
        line.append(visible(reference.title), Style(underline=True, link=reference.url))
        if reference.url is not None:
            line.append(f"  {visible(reference.url)}", style="bright_black")
        parts.append(line)
    if card.footer:
        parts.append(plain(card.footer, "bright_black"))
    return Group(*parts)


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
    rows.add_column()
    for number, step in enumerate(section.lines, start=1):
        rows.add_row(f"{number}." if section.numbered else "•", _words(step))
    return Group(plain(section.title, "bold"), rows) if section.title else Group(rows)


def _words(text: str, style: str = "") -> Text:
    """Inline code marks mean nothing on a terminal."""
    return plain(text.replace("`", ""), style)
