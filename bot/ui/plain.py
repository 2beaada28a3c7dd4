"""Cards as one plain message, for channels in which the bot may not embed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ui.markup import count_down
from bot.ui.safe import cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.reception.tongue import Tongue
    from bot.ui.cards import Card
    from bot.ui.texts import Texts

MAX_CONTENT = 2000


def write_plain(cards: Sequence[Card], tongue: Tongue, texts: Texts, limit: int = MAX_CONTENT) -> str:
    """All cards in at most `limit` characters; each gets its share and loses its last lines first."""
    share = limit // max(1, len(cards)) - 2
    return "\n\n".join(_fit(list(_lines(card, tongue, texts)), share) for card in cards)


def _lines(card: Card, tongue: Tongue, texts: Texts) -> Iterator[str]:
    yield f"**{card.title}**"
    yield from card.body.splitlines()
    facts = [f"{fact.name} {count_down(fact.moment) if fact.moment else fact.value}" for fact in card.facts]
    if facts:
        yield f"> {' · '.join(facts)}"
    for section in card.sections:
        yield f"**{section.title}**"
        for number, line in enumerate(section.lines, start=1):
            yield f"{number}. {line}" if section.numbered else f"- {line}"
    if card.fields:
        yield " · ".join(texts.say("named-value", tongue, name=field.name, value=field.value) for field in card.fields)
    if card.references:
        yield f"**{texts.say('card-sources', tongue)}**"
        # Angle brackets keep Discord from fetching a preview of each link.
        yield from (f"- {cut(ref.title, 60)} <{ref.url}>" if ref.url else f"- {ref.title}" for ref in card.references)
    if card.footer:
        yield f"-# {card.footer}"


def _fit(lines: list[str], limit: int) -> str:
    while len(lines) > 1 and sum(len(line) + 1 for line in lines) > limit:
        lines.pop()
    return cut("\n".join(lines), limit)
