"""Who came by which door, in the reception's words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.reception.visits import Action, Visit
from bot.reception.watch import Place, find_system, is_quiet_in

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.matching.decide import Door
    from bot.reception.visits import Outcome
    from bot.services import Services
    from bot.storage.records import Reply
    from bot.ui.client import DeskClient, Interaction


def place_of(channel: object) -> Place | None:
    """A guild channel or thread as a place; None for direct messages."""
    if isinstance(channel, discord.Thread):
        parent = channel.parent
        return Place(channel.id, channel.name, channel.parent_id, parent.name if parent else None)
    if isinstance(channel, discord.abc.GuildChannel):
        return Place(channel.id, channel.name)
    return None


def places_in(guild: discord.Guild | None) -> Callable[[int], Place | None]:
    """Finds a guild's channels and threads by id, as places; None for what is gone."""
    return lambda channel_id: place_of(guild.get_channel_or_thread(channel_id)) if guild else None


async def channel_system(services: Services, channel: object) -> str | None:
    """What a channel is mostly about, where its guild says so. Raises StorageError."""
    place = place_of(channel)
    guild = getattr(channel, "guild", None)
    if place is None or guild is None:
        return None
    return find_system(place, (await services.guilds.view(guild.id)).channels)


async def keeps_quiet(services: Services, channel: object, at: datetime) -> bool:
    """Whether `at` lies in the quiet hours that a channel's guild gave it. Raises StorageError."""
    place = place_of(channel)
    guild = getattr(channel, "guild", None)
    if place is None or guild is None:
        return False
    view = await services.guilds.view(guild.id)
    return is_quiet_in(place, view.channels, view.settings.time_zone, at)


async def within_reach(
    client: DeskClient, guild: discord.Guild | None, decide: Callable[[], Awaitable[Outcome]]
) -> Outcome:
    """What `decide` comes to where no answer counts that is gone: deleted unheard, in a channel gone or archived.

    Belongs into a turn. Raises StorageError.
    """
    outcome = _or_anew(await decide(), guild)
    while (earlier := _earlier(outcome)) is not None and await client.standing.is_gone(earlier):
        await client.services.reception.replies.forget_answer(earlier.reply_message_id)
        outcome = _or_anew(await decide(), guild)
    return outcome


def _earlier(outcome: Outcome) -> Reply | None:
    """The answer because of which there is no other, be it linked or not."""
    reply = outcome.reply
    if reply is None or outcome.action is Action.LINK:
        return reply
    return reply if outcome.action is Action.NOTHING and reply.paste_message_id != outcome.visit.paste_id else None


def _or_anew(outcome: Outcome, guild: discord.Guild | None) -> Outcome:
    target = {Action.LINK: outcome.reply, Action.OUTAGE: outcome.notice}.get(outcome.action)
    if target is None or guild is None:
        return outcome
    if target.channel_id == outcome.visit.channel_id or guild.get_channel_or_thread(target.channel_id) is not None:
        return outcome
    return replace(outcome, action=Action.ANSWER, reply=None, notice=None)


def visit_of(
    interaction: Interaction,
    way: str,
    door: Door,
    *,
    private: bool,
    system: str | None = None,
    channel_system: str | None = None,
    paste: discord.Message | None = None,
) -> Visit:
    """The visit behind an interaction. `paste` is the message it is about, if there is one."""
    return Visit(
        way=way,
        door=door,
        user_id=interaction.user.id,
        paste_id=paste.id if paste else interaction.id,
        at=interaction.created_at,
        is_message=paste is not None,
        guild_id=interaction.guild_id,
        channel_id=interaction.channel_id,
        place_id=None if private else interaction.channel_id,
        system=system,
        channel_system=channel_system,
        user_locale=str(interaction.locale),
        guild_locale=str(interaction.guild_locale) if interaction.guild_locale else None,
        pasted_at=(paste.edited_at or paste.created_at) if paste else None,
    )
