"""Keeps the messages in the maintainers' channels up to date, and tells people what became known."""

from __future__ import annotations

import logging
from time import monotonic
from typing import TYPE_CHECKING, Any

import discord

from bot.cogs.review.acting import scope_of
from bot.review.news import take_news
from bot.storage.records import QueueMessage
from bot.ui.cards import build_entry_card
from bot.ui.embeds import build_embeds
from bot.ui.queue import cluster_embed
from bot.ui.queue_items import cluster_view

if TYPE_CHECKING:
    from bot.review.news import Piece
    from bot.services import Services
    from bot.storage.records import Cluster, Subscription
    from bot.ui.client import DeskClient

TICK_SECONDS = 2.0
EDIT_SECONDS = 10.0
BURST = 20
REFILL_SECONDS = 120.0
_GONE_SECONDS = 600.0
_REMEMBERED = 2_000
_log = logging.getLogger(__name__)


class Board:
    """One message a cluster and channel: posted when a cluster first appears, edited at most every EDIT_SECONDS.

    A flood of new errors posts BURST messages, then one every REFILL_SECONDS; the rest is in `/unmatched list`.
    """

    def __init__(self, client: DeskClient, services: Services) -> None:
        self._client = client
        self._services = services
        self._edited: dict[tuple[int, int], float] = {}
        self._budgets: dict[int, tuple[float, float]] = {}
        self._overflowed: dict[int, float] = {}
        self._gone: dict[int, float] = {}
        self._caught_up = False

    async def tick(self) -> None:
        """Look at every cluster that changed. Raises StorageError."""
        if not self._client.is_ready():
            return
        if not self._caught_up:
            # Who was to be told when the last process ended is told now.
            for cluster_id in await self._services.store.subscriptions.known():
                self._services.collector.note(cluster_id)
            self._caught_up = True
        for cluster_id in self._services.collector.take_changed():
            cluster = await self._services.store.unmatched.get(cluster_id)
            if cluster is None:
                continue
            await self._show(cluster)
            for piece in await take_news(self._services.store, cluster):
                await self._tell(piece)
        if len(self._edited) > _REMEMBERED:
            self._edited.clear()

    async def _show(self, cluster: Cluster) -> None:
        known = {message.channel_id: message for message in await self._services.store.queue.list(cluster.id)}
        for channel_id, scope in (await self._channels(cluster)).items():
            if channel_id in known:
                await self._edit(cluster, known[channel_id], scope)
            elif cluster.state == "open":
                await self._post(cluster, channel_id, scope)

    async def _channels(self, cluster: Cluster) -> dict[int, int | None]:
        """The maintainers' channels that a cluster belongs into, each with whose samples it may show."""
        channels: dict[int, int | None] = {}
        for guild_id in await self._services.store.queue.guilds(cluster.id):
            channel_id = (await self._services.guilds.view(guild_id)).settings.maintainers_channel_id
            if channel_id is not None and channel_id != self._services.settings.maintainers_channel:
                channels[channel_id] = scope_of(self._client, guild_id)
        if (operators := self._services.settings.maintainers_channel) is not None:
            channels[operators] = None
        return channels

    async def _post(self, cluster: Cluster, channel_id: int, scope: int | None) -> None:
        channel = self._find(channel_id)
        if channel is None:
            return
        if not self._may_post(channel_id):
            await self._say_overflow(channel, channel_id)
            return
        content = await self._content(cluster, channel, scope)
        sent = await self._client.courier.send(channel, channel_id, content)
        if sent is None:
            self._gone[channel_id] = monotonic()
            return
        message = QueueMessage(cluster.id, channel_id, sent.id, _summary(cluster))
        self._edited[cluster.id, channel_id] = monotonic()
        await self._services.store.queue.put(message)

    async def _edit(self, cluster: Cluster, message: QueueMessage, scope: int | None) -> None:
        if message.shown == _summary(cluster):
            return
        key = (cluster.id, message.channel_id)
        same_state = message.shown.partition("|")[0] == _summary(cluster).partition("|")[0]
        if same_state and monotonic() - self._edited.get(key, 0.0) < EDIT_SECONDS:
            self._services.collector.note(cluster.id)
            return
        channel = self._find(message.channel_id)
        if channel is None:
            return
        self._edited[key] = monotonic()
        content = await self._content(cluster, channel, scope)
        part = channel.get_partial_message(message.message_id)
        if await self._client.courier.edit(part, content) is None:
            await self._services.store.queue.drop(cluster.id, message.channel_id)
            return
        shown = QueueMessage(cluster.id, message.channel_id, message.message_id, _summary(cluster))
        await self._services.store.queue.put(shown)

    async def _content(self, cluster: Cluster, channel: Any, scope: int | None) -> dict[str, Any]:
        guild = getattr(channel, "guild", None)
        tongue = await self._services.reception.tongue_of(
            guild_id=guild.id if guild else None, guild_locale=str(guild.preferred_locale) if guild else None
        )
        samples = [sample for sample in cluster.samples if scope is None or sample.guild_id == scope]
        entries = self._services.desk.knowledge.entries
        return {
            "embed": cluster_embed(cluster, samples, entries, tongue, self._services.texts),
            "view": cluster_view(cluster, tongue, self._services.texts),
            "allowed_mentions": discord.AllowedMentions.none(),
        }

    def _find(self, channel_id: int) -> Any:
        """The channel, None where it is gone or refused the bot lately."""
        if monotonic() - self._gone.get(channel_id, -_GONE_SECONDS) < _GONE_SECONDS:
            return None
        channel: Any = self._client.get_channel(channel_id)
        if not isinstance(channel, discord.TextChannel | discord.Thread | discord.VoiceChannel):
            self._client.courier.note(channel_id, "the maintainers' channel is gone or hidden from the bot")
            return None
        return channel

    def _may_post(self, channel_id: int) -> bool:
        now = monotonic()
        left, since = self._budgets.get(channel_id, (float(BURST), now))
        left = min(float(BURST), left + (now - since) / REFILL_SECONDS)
        allowed = left >= 1.0
        self._budgets[channel_id] = (left - 1.0 if allowed else left, now)
        return allowed

    async def _say_overflow(self, channel: Any, channel_id: int) -> None:
        """Says once an hour that there is more than fits."""
        now = monotonic()
        if now - self._overflowed.get(channel_id, -3600.0) < 3600.0:  # an hour
            return
        self._overflowed[channel_id] = now
        tongue = await self._services.reception.tongue_of(guild_id=channel.guild.id)
        text = self._services.texts.say("queue-overflow", tongue)
        await self._client.courier.send(channel, channel_id, {"content": text})

    async def _tell(self, piece: Piece) -> None:
        """Writes to a person, else in the channel where they asked, without a mention."""
        subscription = piece.subscription
        entry = self._services.desk.knowledge.entries.get(piece.entry)
        if entry is None:
            return
        channel: Any = self._client.get_channel(subscription.channel_id) if subscription.channel_id else None
        guild = getattr(channel, "guild", None)
        tongue = await self._services.reception.tongue_of(
            guild_id=guild.id if guild else None, guild_locale=str(guild.preferred_locale) if guild else None
        )
        texts = self._services.texts
        content: dict[str, Any] = {
            "content": texts.say("news-known", tongue),
            "embeds": build_embeds([build_entry_card(entry, tongue, texts)], tongue, texts),
            "allowed_mentions": discord.AllowedMentions.none(),
        }
        try:
            direct = await self._client.create_dm(discord.Object(subscription.user_id))
            await direct.send(**content)
        except discord.DiscordServerError as error:
            _log.warning("somebody is to be told later: %s", error)
            await self._services.store.subscriptions.add(subscription)
            self._services.collector.note(subscription.cluster_id)
        except discord.HTTPException as error:
            _log.info("a direct message was not possible (%s)", error.code)
            if isinstance(channel, discord.abc.Messageable):
                await self._client.courier.send(
                    channel, subscription.channel_id or 0, content | _reference(subscription)
                )


def _reference(subscription: Subscription) -> dict[str, Any]:
    """A reply to where the person asked, without a mention; a message of its own where that is gone."""
    if subscription.message_id is None or subscription.channel_id is None:
        return {}
    asked = discord.MessageReference(
        message_id=subscription.message_id, channel_id=subscription.channel_id, fail_if_not_exists=False
    )
    return {"reference": asked, "mention_author": False}


def _summary(cluster: Cluster) -> str:
    """What a message says, for telling whether it is out of date: first what must show at once, then the counts."""
    decided = f"{cluster.state}:{cluster.entry}:{cluster.assignee_id}"
    if cluster.state == "ignored":
        return f"{decided}|"
    return f"{decided}|{cluster.count}:{cluster.people}:{cluster.guilds}:{cluster.unhelpful}"
