"""Clusters that are one: fingerprints joined to a cluster, and clusters merged into another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, literal, select, update

from bot.storage.gathering import SAMPLES_PER_CLUSTER
from bot.storage.leftovers import leave_messages
from bot.storage.rows import insert_once, upsert
from bot.storage.tables import (
    cluster_aliases,
    cluster_guilds,
    cluster_people,
    clusters,
    overlays,
    queue_messages,
    quotes,
    reports,
    samples,
    subscriptions,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import RowMapping
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Moved:
    """What leaves a cluster: samples by digest, the fingerprints of their like, and reports by number."""

    digests: frozenset[str]
    fingerprints: frozenset[str]
    reports: tuple[int, ...] = ()


class Joins:
    """Merges clusters and takes them apart."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def merge(self, source: int, target: int) -> bool:
        """Move everything of one cluster into another and end the first; False if either is gone or both are one.

        The state, entry and assignee of the target stay. From then on the source's id leads to the target; the messages
        that show the source are left over.
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

    async def split(self, cluster_id: int, moved: Moved) -> int | None:
        """Found a cluster of its own for some samples; its id, or None if they or all the others are gone.

        Nobody knows how many pastes each sample stands for, so the new cluster counts one for each. People who wait
        for the old cluster wait for both.
        """

        async def work(connection: AsyncConnection) -> int | None:
            there = select(clusters).where(clusters.c.id == cluster_id).with_for_update()
            old = (await connection.execute(there)).mappings().first()
            kept = (await connection.execute(select(samples).where(samples.c.cluster_id == cluster_id))).mappings()
            rows = kept.all()
            leaving = [row for row in rows if row["digest"] in moved.digests]
            if old is None or not leaving or len(leaving) == len(rows):
                return None
            founded = {
                "fingerprint": f"split:{cluster_id}:{leaving[0]['digest']}",
                "state": "open",
                "count": len(leaving),
                "first_seen": min(row["at"] for row in leaving),
                "last_seen": max(row["at"] for row in leaving),
                "nearest": old["nearest"],
                "unhelpful": 0,
            }
            new = (await connection.execute(insert(clusters).values(founded).returning(clusters.c.id))).scalar_one()
            remaining = max(1, old["count"] - len(leaving))
            await connection.execute(update(clusters).where(clusters.c.id == cluster_id).values(count=remaining))
            await self._settle(connection, cluster_id, new, leaving)
            await self._lead(connection, cluster_id, new, moved)
            return new

        return await self._database.write(work)

    async def _settle(
        self, connection: AsyncConnection, cluster_id: int, new: int, leaving: Sequence[RowMapping]
    ) -> None:
        dialect = self._database.dialect
        ids = [row["id"] for row in leaving]
        await connection.execute(update(samples).where(samples.c.id.in_(ids)).values(cluster_id=new))
        for row in leaving:
            if row["user"]:
                person = {"cluster_id": new, "user": row["user"], "guild_id": row["guild_id"], "at": row["at"]}
                await connection.execute(insert_once(dialect, cluster_people, person))
            if row["guild_id"] is not None:
                guild = {"cluster_id": new, "guild_id": row["guild_id"], "at": row["at"]}
                await connection.execute(insert_once(dialect, cluster_guilds, guild))
        for table in (subscriptions, quotes):
            others = [column for column in table.c if column.name != "cluster_id"]
            copied = select(literal(new), *others).where(table.c.cluster_id == cluster_id)
            names = ["cluster_id", *(column.name for column in others)]
            await connection.execute(insert(table).from_select(names, copied))

    async def _lead(self, connection: AsyncConnection, cluster_id: int, new: int, moved: Moved) -> None:
        """From now on these fingerprints and reports belong to the new cluster."""
        for fingerprint in moved.fingerprints:
            values = {"fingerprint": fingerprint, "cluster_id": new, "old_id": None}
            statement = upsert(self._database.dialect, cluster_aliases, values, keys=["fingerprint"])
            await connection.execute(statement)
        mine = (reports.c.cluster_id == cluster_id) & reports.c.number.in_(moved.reports)
        await connection.execute(update(reports).where(mine).values(cluster_id=new))

    async def _move(self, connection: AsyncConnection, source: int, target: int) -> None:
        for table, key in (
            (cluster_people, cluster_people.c.user),
            (cluster_guilds, cluster_guilds.c.guild_id),
            (subscriptions, subscriptions.c.user_id),
            (samples, samples.c.digest),
            (quotes, quotes.c.message_id),
        ):
            known = select(key).where(table.c.cluster_id == target)
            moved = update(table).where(table.c.cluster_id == source, key.not_in(known))
            await connection.execute(moved.values(cluster_id=target))
        for table in (reports, overlays, cluster_aliases):
            await connection.execute(update(table).where(table.c.cluster_id == source).values(cluster_id=target))
        await leave_messages(connection, self._database.dialect, queue_messages.c.cluster_id == source)
        kept = select(samples.c.id).where(samples.c.cluster_id == target)
        kept = kept.order_by(samples.c.id).limit(SAMPLES_PER_CLUSTER)
        await connection.execute(delete(samples).where(samples.c.cluster_id == target, samples.c.id.not_in(kept)))
