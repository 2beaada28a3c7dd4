"""`/report-new`: an error that nobody knows yet reaches the maintainers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.cogs.filing import open_report_form
from bot.ui.tongues import house_tongue

if TYPE_CHECKING:
    from bot.services import Services
    from bot.ui.translator import CommandWords


def report_command(services: Services, words: CommandWords) -> app_commands.Command[Any, ..., Any]:
    """Opens the form; what happens with it is the filing's."""

    async def report(interaction: discord.Interaction[Any]) -> None:
        tongue = await house_tongue(interaction)
        await open_report_form(interaction, services, tongue)

    return app_commands.Command(name=words("report-name"), description=words("report"), callback=report)
