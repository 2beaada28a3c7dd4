"""Clusters that are one: fingerprints joined to a cluster, and clusters merged into another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from bot.storage.rows import insert_once
from bot.storage.tables import (
    cluster_aliases,
    cluster_guilds,
    cluster_people,
    clusters,
    overlays,
    queue_messages,
    reports,
    samples,
    subscriptions,
)
from bot.storage.unmatched import SAMPLES_PER_CLUSTER

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database

ALIASES_PER_CLUSTER = 500


class Joins:
    """Fingerprints beside the one a cluster was founded with. At most ALIASES_PER_CLUSTER a cluster."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, fingerprint: str, cluster_id: int) -> bool:
        """Let pastes with this fingerprint join a cluster; False if the cluster is gone or has aliases enough.

        A fingerprint that founded a cluster or was joined before stays where it is.
        """

        async def work(connection: AsyncConnection) -> bool:
            there = select(clusters.c.id).where(clusters.c.id == cluster_id).with_for_update()
            if (await connection.execute(there)).first() is None:
                return False
            number = select(func.count()).where(cluster_aliases.c.cluster_id == cluster_id)
            if (await connection.execute(number)).scalar_one() >= ALIASES_PER_CLUSTER:
                return False
            values = {"fingerprint": fingerprint, "cluster_id": cluster_id, "old_id": None}
            await connection.execute(insert_once(self._database.dialect, cluster_aliases, values))
            return True

        return await self._database.write(work)

    async def merge(self, source: int, target: int) -> bool:
        """Move everything of one cluster into another and end the first; False if either is gone or both are one.

        The state, entry and assignee of the target stay. From then on the source's id leads to the target.
        """
        if source == target:
            return False

        async def work(connection: AsyncConnection) -> bool:
            both = select(clusters).where(clusters.c.id.in_((source, target))).with_for_update()
            rows = {row["id"]: row for row in (await connection.execute(both)).mappings()}
            if len(rows) != len({source, target}):
                return False
            old, kept = rows[source], rows[target]
            await self._move(connection, source, target)
            await connection.execute(delete(clusters).where(clusters.c.id == source))
            aliases = cluster_aliases.c
            await connection.execute(delete(cluster_aliases).where(aliases.fingerprint == old["fingerprint"]))
            alias = {"fingerprint": old["fingerprint"], "cluster_id": target, "old_id": source}
            await connection.execute(insert(cluster_aliases).values(alias))
            sums = {
                "count": kept["count"] + old["count"],
                "unhelpful": kept["unhelpful"] + old["unhelpful"],
                "first_seen": min(kept["first_seen"], old["first_seen"]),
                "last_seen": max(kept["last_seen"], old["last_seen"]),
            }
            await connection.execute(update(clusters).where(clusters.c.id == target).values(sums))
            return True

        return await self._database.write(work)

    async def _move(self, connection: AsyncConnection, source: int, target: int) -> None:
        for table, key in (
            (cluster_people, cluster_people.c.user),
            (cluster_guilds, cluster_guilds.c.guild_id),
            (subscriptions, subscriptions.c.user_id),
            (samples, samples.c.digest),
        ):
            known = select(key).where(table.c.cluster_id == target)
            moved = update(table).where(table.c.cluster_id == source, key.not_in(known))
            await connection.execute(moved.values(cluster_id=target))
        for table in (reports, overlays, cluster_aliases):
            await connection.execute(update(table).where(table.c.cluster_id == source).values(cluster_id=target))
        await connection.execute(delete(queue_messages).where(queue_messages.c.cluster_id == source))
        kept = select(samples.c.id).where(samples.c.cluster_id == target)
        kept = kept.order_by(samples.c.id).limit(SAMPLES_PER_CLUSTER)
        await connection.execute(delete(samples).where(samples.c.cluster_id == target, samples.c.id.not_in(kept)))
