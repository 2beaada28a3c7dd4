"""People who want to hear when an error becomes known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cogs.review.acting import tongue_of
from bot.storage.records import Subscription
from bot.ui.faults import answer_privately

if TYPE_CHECKING:
    from bot.ui.client import Interaction

_FLUSH_SECONDS = 1.5


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
    seen_by_all = reply.place_id != reply.reply_message_id
    wanted = Subscription(
        cluster.id, interaction.user.id, interaction.channel_id, reply.reply_message_id if seen_by_all else None
    )
    if not await services.store.subscriptions.add(wanted):
        await answer_privately(interaction, services.texts.say("news-too-late", tongue))
        return
    services.collector.note(cluster.id)
    text = services.texts.say("news-subscribed", tongue, id=cluster.id, count=cluster.count)
    await answer_privately(interaction, text)
