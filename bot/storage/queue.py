"""Which message shows which cluster in which maintainers' channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from bot.storage.records import QueueMessage
from bot.storage.rows import to_record, to_values, upsert
from bot.storage.tables import cluster_guilds, clusters, queue_messages

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database


class Queue:
    """One message a cluster and channel; it goes with its cluster."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, message: QueueMessage) -> bool:
        """Store a message, in place of an earlier one; False if the cluster is gone."""

        async def work(connection: AsyncConnection) -> bool:
            cluster = select(clusters.c.id).where(clusters.c.id == message.cluster_id).with_for_update()
            if (await connection.execute(cluster)).first() is None:
                return False
            keys = ["cluster_id", "channel_id"]
            statement = upsert(self._database.dialect, queue_messages, to_values(message), keys=keys)
            await connection.execute(statement)
            return True

        return await self._database.write(work)

    async def amend(self, message: QueueMessage, shown: str) -> bool:
        """Note what a message shows now; False if it was marked meanwhile, or is gone."""
        queue = queue_messages.c
        statement = update(queue_messages).where(
            queue.cluster_id == message.cluster_id,
            queue.message_id == message.message_id,
            queue.shown == message.shown,
        )
        return await self._database.run(statement.values(shown=shown)) > 0

    async def list(self, cluster_id: int) -> tuple[QueueMessage, ...]:
        """Return every message of a cluster."""
        statement = select(queue_messages).where(queue_messages.c.cluster_id == cluster_id)
        rows = await self._database.rows(statement.order_by(queue_messages.c.channel_id))
        return tuple(to_record(QueueMessage, row) for row in rows)

    async def shown_open(self, limit: int) -> tuple[int, ...]:
        """Return the open clusters that a message shows, the last seen first."""
        shown = clusters.c.id.in_(select(queue_messages.c.cluster_id))
        statement = select(clusters.c.id).where(clusters.c.state == "open", shown)
        rows = await self._database.rows(statement.order_by(clusters.c.last_seen.desc(), clusters.c.id).limit(limit))
        return tuple(row["id"] for row in rows)

    async def seen_since(self, since: datetime, limit: int) -> tuple[int, ...]:
        """Return the clusters seen since then, the last seen first."""
        statement = select(clusters.c.id).where(clusters.c.last_seen >= since)
        rows = await self._database.rows(statement.order_by(clusters.c.last_seen.desc(), clusters.c.id).limit(limit))
        return tuple(row["id"] for row in rows)

    async def outdated(self, after: int, limit: int) -> tuple[int, ...]:
        """Return the clusters beyond `after` of which a message must be written anew or shows another state, by id."""
        queue = queue_messages.c
        # What a message shows begins with the state.
        moved = select(queue.cluster_id).join(clusters, clusters.c.id == queue.cluster_id)
        moved = moved.where(queue.cluster_id > after, queue.shown.not_like(clusters.c.state.concat(":%")))
        rows = await self._database.rows(moved.distinct().order_by(queue.cluster_id).limit(limit))
        return tuple(row["cluster_id"] for row in rows)

    async def drop(self, cluster_id: int, channel_id: int) -> None:
        """Forget a message that is gone."""
        queue = queue_messages.c
        statement = delete(queue_messages).where(queue.cluster_id == cluster_id, queue.channel_id == channel_id)
        await self._database.run(statement)

    async def guilds(self, cluster_id: int) -> tuple[int, ...]:
        """Return the guilds in which a cluster was seen."""
        statement = select(cluster_guilds.c.guild_id).where(cluster_guilds.c.cluster_id == cluster_id)
        return tuple(
            row["guild_id"] for row in await self._database.rows(statement.order_by(cluster_guilds.c.guild_id))
        )
