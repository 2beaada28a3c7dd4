"""Who wants to hear when a cluster becomes known ("tell me")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.storage.records import Subscription
from bot.storage.rows import to_record, to_values, upsert
from bot.storage.tables import clusters, local_answers, subscriptions

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database


class Subscriptions:
    """One a person and cluster; it goes with its cluster."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, subscription: Subscription) -> bool:
        """Subscribe, or change the channel of a subscription; False if the cluster is gone."""

        async def work(connection: AsyncConnection) -> bool:
            # The lock keeps the cluster until this is committed; SQLite has one writer and needs none.
            cluster = select(clusters.c.id).where(clusters.c.id == subscription.cluster_id).with_for_update()
            if (await connection.execute(cluster)).first() is None:
                return False
            values = to_values(subscription)
            statement = upsert(self._database.dialect, subscriptions, values, keys=["cluster_id", "user_id"])
            await connection.execute(statement)
            return True

        return await self._database.write(work)

    async def list(self, cluster_id: int) -> tuple[Subscription, ...]:
        """Return every subscription to a cluster, by user id."""
        statement = select(subscriptions).where(subscriptions.c.cluster_id == cluster_id)
        rows = await self._database.rows(statement.order_by(subscriptions.c.user_id))
        return tuple(to_record(Subscription, row) for row in rows)

    async def known(self) -> tuple[int, ...]:
        """Return the clusters that are known by now to somebody who is still to be told."""
        joined = select(subscriptions.c.cluster_id).join(clusters, clusters.c.id == subscriptions.c.cluster_id)
        everywhere = clusters.c.state.in_(("linked", "published")) & clusters.c.entry.is_not(None)
        local = select(local_answers.c.entry).where(
            local_answers.c.cluster_id == subscriptions.c.cluster_id,
            local_answers.c.guild_id == subscriptions.c.guild_id,
        )
        known = joined.where(everywhere | local.exists())
        rows = await self._database.rows(known.distinct().order_by(subscriptions.c.cluster_id))
        return tuple(row["cluster_id"] for row in rows)

    async def drop(self, cluster_id: int, user_id: int) -> bool:
        """Unsubscribe. True for exactly one of several callers at once, who may then tell the person, once."""
        statement = delete(subscriptions).where(
            subscriptions.c.cluster_id == cluster_id, subscriptions.c.user_id == user_id
        )
        return await self._database.run(statement) > 0
