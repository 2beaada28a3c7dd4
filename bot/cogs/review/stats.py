"""`/stats`: numbers and a picture for maintainers."""

from __future__ import annotations

import asyncio
import io
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.cogs.review.acting import actor_of, told, tongue_of
from bot.review.chart import can_draw, draw_statistics
from bot.review.statistics import gather_statistics
from bot.ui.statistics import PICTURE, chart_words, statistics_embed

if TYPE_CHECKING:
    from bot.services import Services
    from bot.ui.client import Interaction
    from bot.ui.translator import CommandWords

_DEFAULT_DAYS = 56


def stats_command(services: Services, words: CommandWords) -> app_commands.Command[Any, ..., Any]:
    """Statistics of this server; of all servers where the operator's channel lies."""

    @app_commands.rename(days=words("stats-days-name"))
    @app_commands.describe(days=words("stats-days"))
    async def stats(
        interaction: discord.Interaction[Any], days: app_commands.Range[int, 1, 365] = _DEFAULT_DAYS
    ) -> None:
        await told(interaction, _show(interaction, services, days))

    return app_commands.Command(
        name=words("stats-name"),
        description=words("stats"),
        callback=stats,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )


async def _show(interaction: Interaction, services: Services, days: int) -> None:
    actor = await actor_of(interaction)
    tongue = await tongue_of(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    until = services.now()
    found = await gather_statistics(
        services.store, services.desk.knowledge, until - timedelta(days=days), until, actor.scope
    )
    embed = statistics_embed(found, tongue, services.texts)
    files: list[discord.File] = []
    if found.asked and can_draw():
        labels, english = chart_words(tongue, services.texts), chart_words("en", services.texts)
        picture = await asyncio.to_thread(draw_statistics, found, labels, english)
        files.append(discord.File(io.BytesIO(picture), PICTURE))
        embed.set_image(url=f"attachment://{PICTURE}")
    await interaction.followup.send(embed=embed, files=files, ephemeral=True)
