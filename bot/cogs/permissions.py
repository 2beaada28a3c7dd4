"""What the bot lacks in a channel for what the guild wants of it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.cogs.visits import place_of
from bot.reception.watch import find_watch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.reception.guilds import GuildView
    from bot.storage.records import GuildSettings

_CHECKED = 40
"""As many channels are told of at once; no guild lets a bot answer in more by name."""


def check_channels(
    guild: discord.Guild, view: GuildView, patterns: tuple[str, ...]
) -> dict[int, tuple[str, ...] | None]:
    """What is missing in each channel that is watched or that the maintainers read; None for a channel that is gone."""
    wanted = pick_channels((*guild.text_channels, *guild.forums, *guild.voice_channels), view, patterns)
    if guild.get_channel_or_thread(view.reports_channel_id or 0) is not None:
        # The operator's channel is this guild's business where it lies in it.
        wanted.append(view.reports_channel_id or 0)
    lacks: dict[int, tuple[str, ...] | None] = {}
    for channel_id in list(dict.fromkeys(wanted))[:_CHECKED]:
        channel = guild.get_channel_or_thread(channel_id)
        lacks[channel_id] = None if channel is None else missing_permissions(channel, guild.me, view.settings)
    return lacks


def pick_channels(
    channels: Iterable[discord.abc.GuildChannel], view: GuildView, patterns: tuple[str, ...]
) -> list[int]:
    """The channels that a guild chose to be watched, those that `patterns` fit, and its maintainers', by id."""
    wanted = [channel.channel_id for channel in view.channels.values() if channel.mode != "commands"]
    for channel in channels:
        place = place_of(channel)
        if place is not None and find_watch(place, view.channels, patterns) is not None:
            wanted.append(channel.id)
    if (own := view.settings.maintainers_channel_id) is not None:
        wanted.append(own)
    return wanted


def missing_in_guild(granted: discord.Permissions) -> tuple[str, ...]:
    """What the bot lacks in a whole guild of what it is to be invited with, by Discord's names."""
    needed = ("view_channel", "send_messages", "send_messages_in_threads", "embed_links", "read_message_history")
    return tuple(name.replace("_", "-") for name in needed if not getattr(granted, name))


def missing_permissions(
    channel: discord.abc.GuildChannel | discord.Thread, me: discord.Member, settings: GuildSettings
) -> tuple[str, ...]:
    """What the bot lacks in a channel, by Discord's names."""
    try:
        have = channel.permissions_for(me)
    except discord.ClientException:
        return ()
    threads = isinstance(channel, discord.Thread | discord.ForumChannel)
    needed = {
        "view-channel": have.view_channel,
        "send-messages-in-threads" if threads else "send-messages": (
            have.send_messages_in_threads if threads else have.send_messages
        ),
        "embed-links": have.embed_links,
        "read-message-history": have.read_message_history,
        "add-reactions": have.add_reactions or not settings.react_unmatched,
        "manage-messages": have.manage_messages or not settings.remove_secrets,
        "manage-threads": have.manage_threads or not ((settings.solved_tag or settings.remove_secrets) and threads),
        "attach-files": have.attach_files or channel.id != settings.maintainers_channel_id,
    }
    return tuple(name for name, has in needed.items() if not has)
