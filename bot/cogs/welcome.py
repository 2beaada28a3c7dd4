"""One short message when the bot joins a server: how to start."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord

from bot.ui.tongues import guild_tongue

if TYPE_CHECKING:
    from bot.ui.client import DeskClient

_log = logging.getLogger(__name__)


async def welcome(guild: discord.Guild, client: DeskClient) -> None:
    """Says how to start in the system channel, else to the owner, once a server. Raises StorageError."""
    services = client.services
    if (await services.guilds.view(guild.id)).settings.welcomed:
        return
    tongue = await guild_tongue(services, guild)
    try:
        target = await _whom(guild, client)
        await target.send(
            services.texts.say("welcome", tongue), allowed_mentions=discord.AllowedMentions.none(), silent=True
        )
    except (discord.HTTPException, discord.ClientException) as error:
        _log.info("no welcome in server %s: %s", guild.id, error)
        return
    await services.guilds.change(guild.id, welcomed=True)


async def _whom(guild: discord.Guild, client: DeskClient) -> discord.abc.Messageable:
    channel = guild.system_channel
    if channel is not None:
        allowed = channel.permissions_for(guild.me)
        if allowed.view_channel and allowed.send_messages:
            return channel
    if guild.owner_id is None:
        raise discord.ClientException("nobody to greet")
    # Members aren't kept in memory, so the owner is known by id alone.
    return await client.fetch_user(guild.owner_id)
