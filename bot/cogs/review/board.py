"""Keeps the messages in the maintainers' channels up to date, and tells people what became known."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

import discord

from bot.cogs.review.acting import scope_of
from bot.cogs.review.pauses import Pauses
from bot.cogs.review.telling import tell
from bot.review.acting import seen_in, visible_samples
from bot.review.nearness import find_near
from bot.review.news import take_news
from bot.review.summary import summarise
from bot.storage.records import Leftover, QueueMessage
from bot.ui.delivery import Fate
from bot.ui.queue import cluster_embed
from bot.ui.queue_items import cluster_view
from bot.ui.tongues import guild_tongue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.review.nearness import Near
    from bot.services import Services
    from bot.storage.records import Cluster, Sample
    from bot.ui.client import DeskClient

EDIT_TICKS = 5
BURST = 20
REFILL_SECONDS = 120.0
OUTDATED_TICKS = 5
RETRY_TICKS = 30
_GONE_SECONDS = 600.0
_OVERFLOW_SECONDS = 3600.0
_REMEMBERED = 2_000
_LOOKED_OVER = 200
_LOOK_BACK = timedelta(minutes=10)


class Board:
    """One message a cluster and channel: posted when a cluster first appears, edited at most every EDIT_TICKS.

    A flood of new errors posts BURST messages, then one every REFILL_SECONDS; the rest is in `/unmatched list`. What
    could not be edited is tried again after RETRY_TICKS; the store knows which messages are outdated, so that neither a
    restart nor another process loses one.
    """

    def __init__(self, client: DeskClient, services: Services) -> None:
        self._client = client
        self._services = services
        self._edit_seconds = EDIT_TICKS * services.settings.tick_seconds
        self._edited: dict[tuple[int, int], float] = {}
        self._budgets: dict[int, tuple[float, float]] = {}
        self._overflowed = Pauses[int](_OVERFLOW_SECONDS)
        self._gone = Pauses[int](_GONE_SECONDS)
        self._held = Pauses[int](RETRY_TICKS * services.settings.tick_seconds)
        self._looked_over: object = None
        self._outdated_seconds = OUTDATED_TICKS * services.settings.tick_seconds
        self._looked_up = -self._outdated_seconds
        self._last = 0

    async def tick(self) -> None:
        """Look at every cluster that changed. Raises StorageError."""
        if not self._client.is_ready():
            return
        await self._look_over()
        await self._look_up_outdated()
        await self._services.collector.look_at_changed(self._look_at)
        if len(self._edited) > _REMEMBERED:
            self._edited.clear()

    async def _look_at(self, cluster_id: int) -> None:
        # In this order: a message that is marked as outdated after the cluster was read stays so.
        messages = await self._services.store.queue.list(cluster_id)
        cluster = await self._services.store.unmatched.get(cluster_id)
        if cluster is None:
            return
        if cluster.id != cluster_id:
            self._services.collector.note(cluster.id)
            return
        await self._show(cluster, messages)
        for piece in await take_news(self._services.store, self._services.desk, cluster):
            await tell(self._client, self._services, piece)

    async def _look_over(self) -> None:
        """After a change of the catalogue an open error may come near another entry; the newest get a look.

        So do known errors of which somebody is still to be told, since the last process ended or their entry was away.
        """
        digest = self._services.desk.knowledge.digest
        if digest == self._looked_over:
            return
        self._looked_over = digest
        queue, subscriptions = self._services.store.queue, self._services.store.subscriptions
        for cluster_id in (*reversed(await queue.shown_open(_LOOKED_OVER)), *await subscriptions.known()):
            self._services.collector.note(cluster_id)

    async def _look_up_outdated(self) -> None:
        """What somebody's deletion, the retention, another process or an edit that failed left outdated, page by page.

        Where processes share the guilds, errors of one are also shown in channels that another one holds.
        """
        now = monotonic()
        if now - self._looked_up < self._outdated_seconds:
            return
        self._looked_up = now
        queue = self._services.store.queue
        found = await queue.outdated(self._last, _LOOKED_OVER)
        self._last = found[-1] if len(found) == _LOOKED_OVER else 0
        if self._services.settings.shard_ids:
            found += await queue.seen_since(self._services.now() - _LOOK_BACK, _LOOKED_OVER)
        for cluster_id in found:
            self._services.collector.note(cluster_id)

    async def _show(self, cluster: Cluster, messages: Sequence[QueueMessage]) -> None:
        for message in messages:
            await self._edit(cluster, message)
        if cluster.state == "open":
            for channel_id in await self._channels(cluster) - {message.channel_id for message in messages}:
                await self._post(cluster, channel_id)

    async def _channels(self, cluster: Cluster) -> set[int]:
        """The maintainers' channels that a cluster belongs into."""
        views = [await self._services.guilds.view(one) for one in await self._services.store.queue.guilds(cluster.id)]
        channels = {view.settings.maintainers_channel_id for view in views}
        return {one for one in (*channels, self._services.settings.maintainers_channel) if one is not None}

    def _scope(self, channel: Any) -> int | None:
        """Whose samples a channel may show."""
        if channel.id == self._services.settings.maintainers_channel:
            return None
        return scope_of(self._client, channel.guild.id)

    async def _post(self, cluster: Cluster, channel_id: int) -> None:
        channel = self._find(channel_id)
        if channel is None:
            return
        scope = self._scope(channel)
        seen = seen_in(cluster, scope)
        if seen.state != "open":
            return
        if not self._may_post(channel_id):
            await self._say_overflow(channel, channel_id)
            return
        samples, near = self._look_up(cluster, scope)
        content = await self._content(seen, channel, samples, near)
        sent = await self._client.courier.send(channel, channel_id, content)
        if sent is None:
            self._gone.begin(channel_id)
            return
        message = QueueMessage(cluster.id, channel_id, sent.id, summarise(cluster, seen, samples, near))
        self._edited[cluster.id, channel_id] = monotonic()
        if not await self._services.store.queue.put(message):
            # The cluster went meanwhile.
            await self._services.store.leftovers.add(Leftover(channel_id, sent.id))

    async def _edit(self, cluster: Cluster, message: QueueMessage) -> None:
        channel = self._find(message.channel_id)
        if channel is None:
            return
        scope = self._scope(channel)
        seen = seen_in(cluster, scope)
        samples, near = self._look_up(cluster, scope)
        summary = summarise(cluster, seen, samples, near)
        if message.shown == summary:
            return
        key = (cluster.id, message.channel_id)
        same_state = message.shown.partition("|")[0] == summary.partition("|")[0]
        if same_state and monotonic() - self._edited.get(key, 0.0) < self._edit_seconds:
            self._services.collector.note(cluster.id)
            return
        if channel.id in self._held:
            await self._services.store.queue.amend(message, "")
            return
        self._edited[key] = monotonic()
        content = await self._content(seen, channel, samples, near)
        part = channel.get_partial_message(message.message_id)
        match await self._client.courier.edit(part, content):
            case Fate.DONE:
                await self._services.store.queue.amend(message, summary)
            case Fate.GONE:
                await self._services.store.queue.drop(cluster.id, message.channel_id)
            case Fate.FAILED:
                self._held.begin(channel.id)
                await self._services.store.queue.amend(message, "")

    def _look_up(self, cluster: Cluster, scope: int | None) -> tuple[list[Sample], tuple[Near, ...]]:
        """What a channel may see of a cluster, and which entries that comes near to today."""
        samples = visible_samples(cluster, scope)
        return samples, find_near(cluster, samples, self._services.desk, scope)

    async def _content(
        self, cluster: Cluster, channel: Any, samples: Sequence[Sample], near: Sequence[Near]
    ) -> dict[str, Any]:
        tongue = await guild_tongue(self._services, channel.guild)
        return {
            "embed": cluster_embed(cluster, samples, near, tongue, self._services.texts),
            "view": cluster_view(cluster, tongue, self._services.texts),
            "allowed_mentions": discord.AllowedMentions.none(),
        }

    def _find(self, channel_id: int) -> Any:
        """The channel, None where it is gone or refused the bot lately."""
        if channel_id in self._gone:
            return None
        channel: Any = self._client.get_channel(channel_id)
        if channel is None and self._services.settings.shard_ids:
            # Most likely another process holds it, which looks after it.
            return None
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
        if channel_id in self._overflowed:
            return
        self._overflowed.begin(channel_id)
        tongue = await guild_tongue(self._services, channel.guild)
        text = self._services.texts.say("queue-overflow", tongue)
        await self._client.courier.send(channel, channel_id, {"content": text})
