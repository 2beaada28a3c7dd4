"""People who want to hear when an error becomes known."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord

from bot.cogs.channels import find_channel
from bot.cogs.review.acting import tongue_of
from bot.storage.records import Subscription
from bot.ui.cards import build_entry_card
from bot.ui.delivery import PASSING
from bot.ui.embeds import build_embeds
from bot.ui.faults import answer_privately
from bot.ui.tongues import guild_tongue

if TYPE_CHECKING:
    from bot.review.news import Piece
    from bot.services import Services
    from bot.ui.client import DeskClient, Interaction

_FLUSH_SECONDS = 1.5
_log = logging.getLogger(__name__)


async def subscribe(interaction: Interaction, reply_message_id: int) -> None:
    """Notes that the person wants to hear of the paste behind an answer. Raises StorageError."""
    services, tongue = interaction.client.services, await tongue_of(interaction)
    message_id = reply_message_id or (interaction.message.id if interaction.message else 0)
    # The paste may still be on its way into the database.
    await services.store.outbox.flush(_FLUSH_SECONDS)
    reply = await services.store.replies.by_reply(message_id)
    cluster = await services.store.unmatched.find(reply.fingerprint) if reply and reply.fingerprint else None
    if reply is None or cluster is None:
        await answer_privately(interaction, services.texts.say("news-too-late", tongue))
        return
    wanted = Subscription(
        cluster.id,
        interaction.user.id,
        interaction.channel_id,
        reply.reply_message_id if reply.is_public else None,
        interaction.guild_id,
    )
    if not await services.store.subscriptions.add(wanted):
        await answer_privately(interaction, services.texts.say("news-too-late", tongue))
        return
    services.collector.note(cluster.id)
    text = services.texts.say("news-subscribed", tongue, id=cluster.id, count=cluster.count)
    await answer_privately(interaction, text)


async def tell(client: DeskClient, services: Services, piece: Piece) -> None:
    """Writes to a person, else in the channel where they asked, without a mention. Raises StorageError."""
    subscription = piece.subscription
    entry = services.desk.knowledge.entries.get(piece.entry)
    if entry is None:
        return
    channel = find_channel(client, subscription.channel_id) if subscription.channel_id else None
    tongue = await guild_tongue(services, getattr(channel, "guild", None))
    content: dict[str, Any] = {
        "content": services.texts.say("news-known", tongue),
        "embeds": build_embeds([build_entry_card(entry, tongue, services.texts)], tongue, services.texts),
        "allowed_mentions": discord.AllowedMentions.none(),
    }
    try:
        direct = await client.create_dm(discord.Object(subscription.user_id))
        await direct.send(**content)
    except (*PASSING, discord.RateLimited) as error:
        _log.warning("somebody is to be told later: %s", error)
        await services.store.subscriptions.add(subscription)
        services.collector.note(subscription.cluster_id)
    except discord.HTTPException as error:
        _log.info("a direct message was not possible (%s)", error.code)
        if channel is not None:
            await client.courier.send(channel, subscription.channel_id or 0, content | _reference(subscription))


def _reference(subscription: Subscription) -> dict[str, Any]:
    """A reply to where the person asked, without a mention; a message of its own where that is gone."""
    if subscription.message_id is None or subscription.channel_id is None:
        return {}
    asked = discord.MessageReference(
        message_id=subscription.message_id, channel_id=subscription.channel_id, fail_if_not_exists=False
    )
    return {"reference": asked, "mention_author": False}
