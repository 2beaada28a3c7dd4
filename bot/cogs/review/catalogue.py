"""`/kb`: the catalogue by hand. Reading it again is for the operator's people, as it is everybody's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.cogs.entries import find_entries, suggest_entries
from bot.cogs.groups import make_group
from bot.cogs.review.acting import actor_of, told, tongue_of
from bot.reception.tongue import catalogue_language
from bot.review.acting import ReviewError
from bot.ui.cards import build_detail_card, build_entry_card
from bot.ui.catalogue import found_embed, found_view, reload_embed
from bot.ui.embeds import build_embeds
from bot.ui.faults import answer_privately

if TYPE_CHECKING:
    from bot.services import Services
    from bot.ui.client import Interaction
    from bot.ui.translator import CommandWords

_SHOWN = 10
_MAX_QUERY = 100
_LATELY = timedelta(days=30)


def kb_group(services: Services, words: CommandWords) -> app_commands.Group:
    """The whole group. Who may use it is asked on each use, as a role may be enough."""
    group = make_group(words, "kb")

    @group.command(name=words("kb-reload-name"), description=words("kb-reload"))
    async def reload(interaction: discord.Interaction[Any]) -> None:
        await told(interaction, _reload(interaction))

    @group.command(name=words("kb-search-name"), description=words("kb-search"))
    @app_commands.rename(query=words("entry-query-name"))
    @app_commands.describe(query=words("entry-query"))
    async def search(interaction: discord.Interaction[Any], query: app_commands.Range[str, 1, _MAX_QUERY]) -> None:
        await told(interaction, _search(interaction, query))

    search.autocomplete("query")(suggest_entries(services))
    return group


async def show_entry(interaction: Interaction, values: list[str]) -> None:
    """Shows an entry with everything that is behind it. Raises ReviewError."""
    await actor_of(interaction)
    services, tongue = interaction.client.services, await tongue_of(interaction)
    # Ids can be forged, and some entries are another guild's own.
    if not values or not services.desk.is_served(values[0], interaction.guild_id):
        raise ReviewError("no-entry", values[0] if values else "")
    entry = services.desk.knowledge.entries[values[0]]
    cards = [build_entry_card(entry, tongue, services.texts), build_detail_card(entry, tongue, services.texts)]
    await answer_privately(interaction, embeds=build_embeds(cards, tongue, services.texts))


async def _reload(interaction: Interaction) -> None:
    actor = await actor_of(interaction)
    if actor.scope is not None:
        raise ReviewError("operators")
    await interaction.response.defer(ephemeral=True, thinking=True)
    services, tongue = interaction.client.services, await tongue_of(interaction)
    result = await services.reloader.reload("/kb reload")
    await answer_privately(interaction, embed=reload_embed(result, tongue, services.texts))


async def _search(interaction: Interaction, query: str) -> None:
    actor = await actor_of(interaction)
    services, tongue = interaction.client.services, await tongue_of(interaction)
    found = find_entries(services, query, catalogue_language(tongue), interaction.guild_id, _SHOWN)
    asked = await services.store.lookups.entries(
        services.now() - _LATELY, guild_id=actor.scope, among=[entry.id for entry in found], limit=_SHOWN
    )
    counts = {one.entry: one.count for one in asked}
    systems = services.desk.knowledge.systems
    embed = found_embed(query, found, counts, systems, tongue=tongue, texts=services.texts)
    more: dict[str, Any] = {"view": found_view(found, tongue, services.texts)} if found else {}
    await answer_privately(interaction, embed=embed, **more)
