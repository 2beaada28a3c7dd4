"""Channels to write into, also those that another process holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from bot.ui.client import DeskClient


def find_channel(client: DeskClient, channel_id: int) -> discord.abc.Messageable | None:
    """A channel by id; None where it is gone or hidden from the bot.

    Where processes share the guilds, what this one doesn't hold is taken to be there: Discord decides.
    """
    channel = client.get_channel(channel_id)
    if channel is None and client.services.settings.shard_ids:
        return client.get_partial_messageable(channel_id)
    return channel if isinstance(channel, discord.abc.Messageable) else None
