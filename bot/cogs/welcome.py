"""One short message when the bot joins a server: how to start."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from bot.services import Services

_log = logging.getLogger(__name__)


async def welcome(guild: discord.Guild, services: Services) -> None:
    """Says how to start in the system channel, once a server. Raises StorageError."""
    channel = guild.system_channel
    if (await services.guilds.view(guild.id)).settings.welcomed:
        return
    if channel is None or not channel.permissions_for(guild.me).send_messages:
        return
    tongue = await services.reception.tongue_of(guild_id=guild.id, guild_locale=str(guild.preferred_locale))
    try:
        await channel.send(
            services.texts.say("welcome", tongue), allowed_mentions=discord.AllowedMentions.none(), silent=True
        )
    except discord.HTTPException as error:
        _log.info("no welcome in server %s: %s", guild.id, error)
        return
    await services.guilds.change(guild.id, welcomed=True)
