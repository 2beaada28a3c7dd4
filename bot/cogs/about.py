"""`/help` and `/about`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.ui.cards import Colour
from bot.ui.embeds import SHADES
from bot.ui.faults import answer_privately
from bot.ui.tongues import house_tongue

if TYPE_CHECKING:
    from bot.services import Services
    from bot.ui.translator import CommandWords

_HELP = ("paste", "error", "menu", "mention", "entry", "report", "privacy")


def help_command(services: Services, words: CommandWords) -> app_commands.Command[Any, ..., Any]:
    """Everything one can do, in one embed."""

    async def show_help(interaction: discord.Interaction[Any]) -> None:
        tongue = await house_tongue(interaction)
        lines = "\n".join(f"- {services.texts.say(f'help-{topic}', tongue)}" for topic in _HELP)
        embed = discord.Embed(
            title=services.texts.say("help-title", tongue), description=lines, colour=SHADES[Colour.BLUE]
        )
        await answer_privately(interaction, embed=embed)

    return app_commands.Command(name=words("help-name"), description=words("help"), callback=show_help)


def about_command(services: Services, words: CommandWords) -> app_commands.Command[Any, ..., Any]:
    """Version, size and age of the catalogue, and what happens with data."""

    async def about(interaction: discord.Interaction[Any]) -> None:
        tongue = await house_tongue(interaction)
        entries = services.desk.knowledge.entries
        newest = max((entry.verified for entry in entries.values()), default="-")
        text = services.texts.say(
            "about-text",
            tongue,
            version=services.version,
            entries=len(entries),
            systems=len(services.desk.knowledge.systems),
            newest=newest,
        )
        application = interaction.client.application
        if application is not None and application.privacy_policy_url:
            text += "\n" + services.texts.say("about-policy", tongue, url=application.privacy_policy_url)
        embed = discord.Embed(
            title=services.texts.say("about-title", tongue), description=text, colour=SHADES[Colour.BLUE]
        )
        await answer_privately(interaction, embed=embed)

    return app_commands.Command(name=words("about-name"), description=words("about"), callback=about)
