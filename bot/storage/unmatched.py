"""Unmatched pastes, gathered into clusters by fingerprint. Bounded: samples a cluster, clusters altogether."""

from __future__ import annotations

import logging
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, case, delete, func, select, true, type_coerce, update

from bot.errors import StorageError
from bot.storage.gathering import Gathered, gather, lead
from bot.storage.leftovers import leave_clusters
from bot.storage.local_answers import local_answers_of
from bot.storage.records import Cluster, Sample
from bot.storage.rows import columns_of, to_record
from bot.storage.tables import (
    cluster_aliases,
    cluster_guilds,
    cluster_people,
    clusters,
    local_answers,
    overlays,
    reports,
    samples,
    subscriptions,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database
    from bot.storage.records import ClusterFilter, ClusterState, UnmatchedPaste

_log = logging.getLogger(__name__)

DELETED_AT_ONCE = 500
PRUNING = 0x0E22A7B
"""Names the turn that pruners wait for."""


class Unmatched:
    """Clusters of pastes that nobody knows. At most `max_clusters` stay; the least missed are pruned first."""

    def __init__(self, database: Database, *, max_clusters: int) -> None:
        self._database = database
        self._max_clusters = max_clusters

    async def add(self, paste: UnmatchedPaste) -> int:
        """Join the cluster of the paste's fingerprint, or found it; return its id.

        A text beyond 4,000 characters is cut. Texts that differ only in white space are one sample.
        """

        return (await self.add_all([Gathered(paste)]))[0]

    async def add_all(self, batch: Sequence[Gathered]) -> tuple[int, ...]:
        """The same for many at once, all of them or none; return their clusters' ids in order."""
        outcome = await self._database.write(lambda connection: gather(connection, self._database.dialect, batch))
        if outcome.founded is not None:
            try:
                await self._prune(outcome.founded)
            except StorageError as error:
                # The pastes are stored; room is made with the next ones.
                _log.warning("could not prune clusters: %s", error)
        return outcome.cluster_ids

    async def leading(self, fingerprints: Collection[str]) -> frozenset[str]:
        """Return those of the fingerprints that lead to a cluster."""
        found = await self._database.read(lambda connection: lead(connection, fingerprints))
        return frozenset(found)

    async def get(self, cluster_id: int) -> Cluster | None:
        """Return a cluster by id, or by an id it had before it was merged into another one."""
        found = await self._read(_selected().where(clusters.c.id == cluster_id))
        if not found:
            merged = select(cluster_aliases.c.cluster_id).where(cluster_aliases.c.old_id == cluster_id)
            found = await self._read(_selected().where(clusters.c.id.in_(merged)))
        return found[0] if found else None

    async def find(self, fingerprint: str) -> Cluster | None:
        """Return the cluster that a paste with this fingerprint joins."""
        joined = select(cluster_aliases.c.cluster_id).where(cluster_aliases.c.fingerprint == fingerprint)
        is_joined = clusters.c.id.in_(joined)
        statement = _selected().where((clusters.c.fingerprint == fingerprint) | is_joined)
        # After a split the fingerprint that founded a cluster may belong to another one.
        found = await self._read(statement.order_by(case((is_joined, 0), else_=1)).limit(1))
        return found[0] if found else None

    async def list(
        self,
        state: ClusterState | None = None,
        limit: int = 25,
        offset: int = 0,
        *,
        guild_id: int | None = None,
        only: ClusterFilter | None = None,
    ) -> tuple[Cluster, ...]:
        """Return a page of clusters in `state` (None: any), seen in a guild (None: anywhere), most frequent first.

        With a guild the state is the one that they have there.
        """
        statement = _filtered(_selected(), state, guild_id, only)
        count, last = clusters.c.count.desc(), clusters.c.last_seen.desc()
        order = (last, count) if only is not None and only.newest_first else (count, last)
        return await self._read(statement.order_by(*order, clusters.c.id).limit(limit).offset(offset))

    async def count(
        self, state: ClusterState | None = None, *, guild_id: int | None = None, only: ClusterFilter | None = None
    ) -> int:
        """Return how many clusters `list` would return without a limit."""
        statement = select(func.count()).select_from(clusters)
        return await self._database.value(_filtered(statement, state, guild_id, only))

    async def mark(
        self,
        cluster_id: int,
        state: ClusterState,
        *,
        expected: ClusterState,
        entry: str | None = None,
        reason: str | None = None,
    ) -> bool:
        """Move a cluster from the state `expected` to `state`, with the entry it was found to be or why it is ignored.

        False, and nothing changes, if the cluster is gone or somebody moved it first.
        """
        statement = update(clusters).where(clusters.c.id == cluster_id, clusters.c.state == expected)
        return await self._database.run(statement.values(state=state, entry=entry, reason=reason)) > 0

    async def assign(self, cluster_id: int, user_id: int | None, name: str | None) -> bool:
        """Note who works on a cluster, or with None that nobody does any more; False if the cluster is gone."""
        statement = update(clusters).where(clusters.c.id == cluster_id)
        return await self._database.run(statement.values(assignee=name, assignee_id=user_id)) > 0

    async def _prune(self, newest: int) -> None:
        """Delete clusters when there are too many: open ones seen once, then other open ones, ignored ones, the rest.

        The messages that show them are left over.

        Those that somebody works on, reported or waits for go last of all: that was acknowledged. Among equals the
        longest unseen go first. It makes some room at once, so that a flood of new fingerprints does not sort the
        clusters each time.
        """
        if await self.count() <= self._max_clusters:
            return
        number = select(func.count()).select_from(clusters)
        awaited = clusters.c.id.in_(select(subscriptions.c.cluster_id))
        reported = clusters.c.id.in_(select(reports.c.cluster_id).where(reports.c.cluster_id.is_not(None)))
        drafted = clusters.c.id.in_(select(overlays.c.cluster_id).where(overlays.c.state == "draft"))
        answered = clusters.c.id.in_(select(local_answers.c.cluster_id))
        order = case(
            (awaited | reported | drafted | clusters.c.assignee_id.is_not(None), 4),
            (answered, 3),
            ((clusters.c.state == "open") & (clusters.c.count == 1), 0),
            (clusters.c.state == "open", 1),
            (clusters.c.state == "ignored", 2),
            else_=3,
        )
        victims = select(clusters.c.id).where(clusters.c.id != newest)
        victims = victims.order_by(order, clusters.c.last_seen, clusters.c.id)
        # Rows in which somebody is just counting are left alone; SQLite has one writer and ignores this.
        victims = victims.with_for_update(skip_locked=True)

        async def work(connection: AsyncConnection) -> None:
            # Counted again and in turn, or everybody who saw the same excess would remove it once more.
            await self._database.take_turn(connection, PRUNING)
            excess = (await connection.execute(number)).scalar_one() - self._max_clusters
            if excess > 0:
                room = min(excess + self._max_clusters // 50, DELETED_AT_ONCE)
                ids = list((await connection.execute(victims.limit(room))).scalars())
                await leave_clusters(connection, self._database.dialect, ids)
                await connection.execute(delete(clusters).where(clusters.c.id.in_(ids)))

        await self._database.write(work)

    async def _read(self, statement: Select[Any]) -> tuple[Cluster, ...]:
        async def work(connection: AsyncConnection) -> tuple[Cluster, ...]:
            rows = (await connection.execute(statement)).mappings().all()
            ids = [row["id"] for row in rows]
            kept, local = await _samples_of(connection, ids), await local_answers_of(connection, ids)
            return tuple(
                to_record(Cluster, row, samples=tuple(kept[row["id"]]), local=tuple(local[row["id"]])) for row in rows
            )

        return await self._database.read(work)


def _selected() -> Select[Any]:
    people = select(func.count()).where(cluster_people.c.cluster_id == clusters.c.id)
    guilds = select(func.count()).where(cluster_guilds.c.cluster_id == clusters.c.id)
    return select(
        *columns_of(clusters, Cluster),
        people.scalar_subquery().label("people"),
        guilds.scalar_subquery().label("guilds"),
    )


def _filtered(
    statement: Select[Any], state: ClusterState | None, guild_id: int | None, only: ClusterFilter | None
) -> Select[Any]:
    if state is not None:
        own = select(local_answers.c.state).where(
            local_answers.c.cluster_id == clusters.c.id, local_answers.c.guild_id == guild_id
        )
        known = clusters.c.state if guild_id is None else func.coalesce(own.scalar_subquery(), clusters.c.state)
        statement = statement.where(known == state)
    if guild_id is not None:
        seen = select(cluster_guilds.c.cluster_id).where(cluster_guilds.c.guild_id == guild_id)
        statement = statement.where(clusters.c.id.in_(seen))
    if only is None:
        return statement
    if only.assignee_id is not None:
        statement = statement.where(clusters.c.assignee_id == only.assignee_id)
    if only.since is not None:
        statement = statement.where(clusters.c.first_seen >= only.since)
    if only.words:
        # What people of another guild pasted must not be found out by searching for it.
        own = samples.c.guild_id == guild_id if guild_id is not None else true()
        holds = select(samples.c.cluster_id).where(own, samples.c.text.icontains(only.words, autoescape=True))
        statement = statement.where(clusters.c.id.in_(holds))
    if only.system:
        # The names are a JSON list in the column; an entry's id begins with its system.
        near = type_coerce(clusters.c.nearest, Text).contains(f'"{only.system}/', autoescape=True)
        statement = statement.where(near)
    return statement


async def _samples_of(connection: AsyncConnection, cluster_ids: Sequence[int]) -> defaultdict[int, list[Sample]]:
    found: defaultdict[int, list[Sample]] = defaultdict(list)
    if cluster_ids:
        columns = columns_of(samples, Sample)
        statement = select(samples.c.cluster_id, *columns).where(samples.c.cluster_id.in_(cluster_ids))
        for row in (await connection.execute(statement.order_by(samples.c.id))).mappings():
            values = dict(row)
            found[values.pop("cluster_id")].append(Sample(**values))
    return found
