"""`/privacy`: what is stored of a person, for that person."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.ui.buttons import erase_button
from bot.ui.faults import answer_privately
from bot.ui.tongues import house_tongue

if TYPE_CHECKING:
    from bot.services import Services
    from bot.ui.translator import CommandWords


def privacy_group(services: Services, words: CommandWords) -> app_commands.Group:
    """Everything here is for the asking person's eyes alone."""
    group = app_commands.Group(name=words("privacy-name"), description=words("privacy"))

    @group.command(name=words("privacy-info-name"), description=words("privacy-info"))
    async def info(interaction: discord.Interaction[Any]) -> None:
        tongue = await house_tongue(interaction)
        days = (await services.guilds.view(interaction.guild_id)).settings.retention_days
        embed = discord.Embed(
            title=services.texts.say("privacy-title", tongue),
            description=services.texts.say("privacy-text", tongue, days=days),
        )
        await answer_privately(interaction, embed=embed)

    @group.command(name=words("privacy-export-name"), description=words("privacy-export"))
    async def export(interaction: discord.Interaction[Any]) -> None:
        await interaction.response.defer(ephemeral=True)
        tongue = await house_tongue(interaction)
        data = await services.store.privacy.export(interaction.user.id)
        text = json.dumps(data.as_dict(), ensure_ascii=False, indent=2)
        file = discord.File(io.BytesIO(text.encode()), filename="errata-data.json")
        content = services.texts.say("privacy-exported", tongue, rows=data.rows)
        await interaction.followup.send(content, file=file, ephemeral=True)

    @group.command(name=words("privacy-delete-name"), description=words("privacy-delete"))
    async def delete(interaction: discord.Interaction[Any]) -> None:
        tongue = await house_tongue(interaction)
        view = discord.ui.View(timeout=None)
        view.add_item(erase_button(interaction.user.id, services.texts.say("button-erase", tongue)))
        await answer_privately(interaction, services.texts.say("privacy-sure", tongue), view=view)

    return group
