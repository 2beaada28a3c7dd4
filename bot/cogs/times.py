"""Suggestions for options that take quiet hours or a time zone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.reception.quiet import NO_HOURS, USUAL_HOURS
from bot.reception.zones import suggest_zones
from bot.ui.menus import MAX_OPTIONS
from bot.ui.tongues import own_tongue

if TYPE_CHECKING:
    from bot.cogs.systems import Suggest
    from bot.services import Services


def suggest_hours(services: Services) -> Suggest:
    """An autocomplete over usual quiet hours, with none of them at the end. What is typed need not be among them."""

    async def suggest(interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        off = services.texts.say("panel-no-quiet", own_tongue(interaction))
        named = {hours: hours for hours in USUAL_HOURS} | {off: NO_HOURS}
        wanted = current.casefold().strip()
        return [
            app_commands.Choice(name=name, value=value)
            for name, value in named.items()
            if wanted in name.casefold() or wanted in value
        ]

    return suggest


async def suggest_time_zones(interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
    """An autocomplete over the names of time zones."""
    del interaction
    # The first look reads the table of zones off the disk.
    names = await asyncio.to_thread(suggest_zones, current, MAX_OPTIONS)
    return [app_commands.Choice(name=name, value=name) for name in names]
