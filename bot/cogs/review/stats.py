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
from bot.ui.cards import Colour
from bot.ui.embeds import SHADES

if TYPE_CHECKING:
    from bot.reception.tongue import Tongue
    from bot.review.statistics import Statistics
    from bot.services import Services
    from bot.ui.client import Interaction
    from bot.ui.texts import Texts
    from bot.ui.translator import CommandWords

_DEFAULT_DAYS = 56
_PICTURE = "statistics.png"


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
        files.append(discord.File(io.BytesIO(picture), _PICTURE))
        embed.set_image(url=f"attachment://{_PICTURE}")
    await interaction.followup.send(embed=embed, files=files, ephemeral=True)


def statistics_embed(found: Statistics, tongue: Tongue, texts: Texts) -> discord.Embed:
    """The numbers of a span in words."""
    lines = [
        texts.say("stats-asked", tongue, asked=found.asked, people=found.people),
        texts.say("stats-answered", tongue, answered=found.answered, unknown=found.unknown),
        texts.say("stats-helped", tongue, helped=found.helped, bad=found.not_helped),
        texts.say("stats-open", tongue, count=found.open_clusters),
    ]
    embed = discord.Embed(
        title=texts.say("stats-title", tongue, since=f"{found.since}", until=f"{found.until}"),
        description="\n".join(lines),
        colour=SHADES[Colour.BLUE],
    )
    top = "\n".join(f"`{entry}` ×{count}" for entry, count in found.top)
    for key, value in (
        (texts.say("stats-top", tongue), top),
        (texts.say("stats-silent", tongue), "\n".join(f"`{entry}`" for entry in found.silent)),
        (texts.say("stats-unhelpful", tongue), "\n".join(f"`{entry}`" for entry in found.unhelpful)),
        (texts.say("stats-stale", tongue), "\n".join(f"`{entry}`" for entry in found.stale)),
    ):
        if value:
            embed.add_field(name=key, value=value[:1024], inline=False)
    return embed


def chart_words(tongue: Tongue, texts: Texts) -> dict[str, str]:
    """The words that stand in the picture."""
    return {
        "answered": texts.say("stats-chart-answered", tongue),
        "unknown": texts.say("stats-chart-unknown", tongue),
        "other": texts.say("stats-chart-other", tongue),
        "weeks": texts.say("stats-chart-weeks", tongue),
        "systems": texts.say("stats-chart-systems", tongue),
    }
