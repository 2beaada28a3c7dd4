"""Entries by what somebody types, those alone that answer where they type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord import app_commands

from bot.reception.tongue import catalogue_language
from bot.ui.menus import MAX_OPTION, MAX_OPTIONS
from bot.ui.safe import cut
from bot.ui.tongues import own_tongue

if TYPE_CHECKING:
    import discord

    from bot.cogs.systems import Suggest
    from bot.knowledge.model import Entry, Language
    from bot.services import Services

_LOOKED_AT = 200


def find_entries(
    services: Services, query: str, language: Language, guild_id: int | None, limit: int = MAX_OPTIONS
) -> list[Entry]:
    """The entries that come closest to `query`, without those that were written for another guild alone."""
    found = services.finder.find(query, language, limit=_LOOKED_AT)
    return [entry for entry in found if services.desk.is_served(entry.id, guild_id)][:limit]


def suggest_entries(services: Services) -> Suggest:
    """An autocomplete over titles, aliases and ids."""

    async def suggest(interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        tongue = own_tongue(interaction)
        return [
            app_commands.Choice(name=cut(services.texts.read(entry.title, tongue), MAX_OPTION), value=entry.id)
            for entry in find_entries(services, current, catalogue_language(tongue), interaction.guild_id)
        ]

    return suggest
