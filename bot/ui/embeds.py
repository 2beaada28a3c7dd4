"""Cards as Discord embeds, within Discord's limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.ui.cards import Card, CardKind, Colour
from bot.ui.markup import count_down
from bot.ui.safe import cut, cut_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.reception.tongue import Tongue
    from bot.ui.cards import Reference, Section
    from bot.ui.facts import Fact
    from bot.ui.texts import Texts

MAX_TITLE = 256
MAX_DESCRIPTION = 4096
MAX_FIELD_NAME = 256
MAX_FIELD_VALUE = 1024
MAX_FOOTER = 2048
_MAX_LABEL = 60
MAX_TOTAL = 6000
"""Characters in all embeds of one message."""

SHADES: Mapping[Colour, int] = {
    Colour.AMBER: 0xE0A030,
    Colour.ORANGE: 0xE06C2E,
    Colour.PURPLE: 0x8E63CE,
    Colour.RED: 0xD64545,
    Colour.TEAL: 0x2A9D8F,
    Colour.BLUE: 0x3B82C4,
    Colour.GREY: 0x7A828E,
}


def build_embeds(cards: Sequence[Card], tongue: Tongue, texts: Texts) -> list[discord.Embed]:
    """One embed a card."""
    budget = MAX_TOTAL // max(1, len(cards))
    return [_build_embed(card, texts.say("card-sources", tongue), budget) for card in cards]


def _build_embed(card: Card, sources: str, budget: int) -> discord.Embed:
    title = cut(card.title, MAX_TITLE)
    footer = cut(card.footer, MAX_FOOTER)
    # An answer's steps belong to its text; elsewhere each list is a field of its own.
    steps = card.sections if card.kind is CardKind.ANSWER else ()
    fields = [(field.name, field.value, True) for field in card.fields]
    fields += [(section.title, _list_lines(section), False) for section in card.sections if not steps]
    if card.references:
        fields.append((sources, _list_references(card.references), False))
    fields = [(cut(name, MAX_FIELD_NAME), cut_lines(value, MAX_FIELD_VALUE), inline) for name, value, inline in fields]
    spent = len(title) + len(footer) + sum(len(name) + len(value) for name, value, _ in fields)
    blocks = [card.body, _list_facts(card.facts), *(f"**{step.title}**\n{_list_lines(step)}" for step in steps)]
    description = "\n\n".join(block for block in blocks if block)
    embed = discord.Embed(
        title=title,
        description=cut_lines(description, max(0, min(MAX_DESCRIPTION, budget - spent))),
        colour=SHADES[card.colour],
    )
    for name, value, inline in fields:
        embed.add_field(name=name, value=value, inline=inline)
    if footer:
        embed.set_footer(text=footer)
    return embed


def _list_facts(facts: Iterable[Fact]) -> str:
    parts = [f"{fact.name} {count_down(fact.moment) if fact.moment else fact.value}" for fact in facts]
    return f"> {' · '.join(parts)}" if parts else ""


def _list_lines(section: Section) -> str:
    if section.numbered:
        return "\n".join(f"{number}. {line}" for number, line in enumerate(section.lines, start=1))
    return "\n".join(section.lines if len(section.lines) == 1 else (f"- {line}" for line in section.lines))


def _list_references(references: Iterable[Reference]) -> str:
    return "\n".join(
        f"[{_label(reference.title)}]({reference.url})" if reference.url else _label(reference.title)
        for reference in references
    )


def _label(title: str) -> str:
    """A source's title on one line of a phone, as far as that goes: a remark in brackets is the first to fall."""
    label = title.replace("[", "(").replace("]", ")")
    if len(label) > _MAX_LABEL:
        label = label.partition(" (")[0]
    return cut(label, _MAX_LABEL)
