"""Cards: what is shown of a diagnosis or an entry, before any surface draws it."""

from bot.ui.cards.build import MAX_CARDS, build_cards, build_detail_card, build_entry_card, build_system_card
from bot.ui.cards.model import Card, CardField, CardKind, Colour, Reference, Section

__all__ = [
    "MAX_CARDS",
    "Card",
    "CardField",
    "CardKind",
    "Colour",
    "Reference",
    "Section",
    "build_cards",
    "build_detail_card",
    "build_entry_card",
    "build_system_card",
]
