"""What Discord says of the bot while it isn't online: who it is, and what it may do where."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import discord

from bot.client.login import explain_refusal, proxy_arguments
from bot.cogs.permissions import missing_in_guild, missing_permissions, pick_channels

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.config import Settings
    from bot.reception.guilds import GuildView

SERVERS_LOOKED_AT = 20
"""Each takes three requests, and a large bot is on thousands."""

_Watchable = discord.TextChannel | discord.ForumChannel | discord.VoiceChannel


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """What the bot lacks on a server, by Discord's names: in all of it, and by channel in those that matter.

    `fault` is why a server could not be looked at.
    """

    name: str
    everywhere: tuple[str, ...] = ()
    channels: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class BotFacts:
    """What Discord says of the bot behind a token. `unseen`: servers that were not looked at, being too many."""

    name: str
    reads_messages: bool
    servers: tuple[ServerFacts, ...]
    unseen: int = 0


async def look_up_bot(token: str, settings: Settings, view: Callable[[int], Awaitable[GuildView]]) -> BotFacts:
    """Logs in without coming online; `view` tells what a guild wants. Raises DiscordError, in one line."""
    client = discord.Client(intents=discord.Intents(guilds=True), **proxy_arguments(settings))
    try:
        await client.login(token)
        flags = (await client.application_info()).flags
        guilds = [guild async for guild in client.fetch_guilds(limit=None, with_counts=False)]
        servers = [
            await _look_at(client, guild, await view(guild.id), settings.watch_channels)
            for guild in islice(guilds, SERVERS_LOOKED_AT)
        ]
    except Exception as error:
        if (fault := explain_refusal(error, settings)) is None:
            raise
        raise fault from error
    finally:
        await client.close()
    return BotFacts(
        name=str(client.user),
        reads_messages=flags.gateway_message_content or flags.gateway_message_content_limited,
        servers=tuple(servers),
        unseen=len(guilds) - len(servers),
    )


async def _look_at(
    client: discord.Client, listed: discord.Guild, view: GuildView, patterns: tuple[str, ...]
) -> ServerFacts:
    """What is missing in the channels that a server has watched; in all of it, where it has none watched yet."""
    try:
        guild = await client.fetch_guild(listed.id, with_counts=False)
        channels = {channel.id: channel for channel in await guild.fetch_channels()}
        me = await guild.fetch_member(client.user.id if client.user else 0)
    except discord.HTTPException as error:
        return ServerFacts(listed.name, fault=error.text or str(error.status))
    watchable = [channel for channel in channels.values() if isinstance(channel, _Watchable)]
    # Threads are not among the channels: what is missing in them /settings check tells.
    wanted = dict.fromkeys((*pick_channels(watchable, view, patterns), view.reports_channel_id or 0))
    found = [channels[channel_id] for channel_id in wanted if channel_id in channels]
    lacks = tuple((channel.name, missing_permissions(channel, me, view.settings)) for channel in found)
    everywhere = () if found else missing_in_guild(me.guild_permissions)
    return ServerFacts(listed.name, everywhere, tuple((name, missing) for name, missing in lacks if missing))
