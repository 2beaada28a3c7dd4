"""What is stored of one person, deleting it, and deleting what is past its time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import delete, or_, select, update

from bot.storage.leftovers import leave_clusters, leave_reports, outdate
from bot.storage.records import (
    DEFAULT_RETENTION_DAYS,
    AuditEvent,
    Lookup,
    Overlay,
    PersonalData,
    Reply,
    Report,
    Sample,
    Subscription,
    Vote,
)
from bot.storage.rows import columns_of, to_record
from bot.storage.tables import (
    audit,
    cluster_guilds,
    cluster_people,
    clusters,
    guild_settings,
    lookups,
    overlays,
    replies,
    reports,
    samples,
    subscriptions,
    votes,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from _typeshed import DataclassInstance
    from sqlalchemy import Column, ColumnElement, Delete, Table, Update
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database
    from bot.storage.outbox import Outbox

    R = TypeVar("R", bound=DataclassInstance)

_NO_SAMPLE: Mapping[str, None] = dict.fromkeys(("sample", "sample_user", "sample_at", "sample_guild_id"))

# In these tables a row is of one guild and one time.
_DATED: tuple[Table, ...] = (lookups, samples, cluster_people, cluster_guilds, reports, replies)


class Privacy:
    """Acts on every table that holds something of a person, by plain or hashed id."""

    def __init__(self, database: Database, outbox: Outbox, hash_user: Callable[[int], str]) -> None:
        self._database = database
        self._outbox = outbox
        self._hash_user = hash_user

    async def export(self, user_id: int) -> PersonalData:
        """Return every row that belongs to a person."""
        user, joined = self._hash_user(user_id), await self.clusters_of(user_id)
        quoted = select(overlays.c.sample).where(overlays.c.sample_user == user)

        async def work(connection: AsyncConnection) -> PersonalData:
            async def rows(kind: type[R], table: Table, owner: Column[Any], value: int | str) -> tuple[R, ...]:
                statement = select(*columns_of(table, kind)).where(owner == value)
                statement = statement.order_by(*(table.c.at,) if "at" in table.c else table.primary_key.columns)
                found = (await connection.execute(statement)).mappings().all()
                return tuple(to_record(kind, row) for row in found)

            return PersonalData(
                user_id=user_id,
                user=user,
                lookups=await rows(Lookup, lookups, lookups.c.user, user),
                samples=await rows(Sample, samples, samples.c.user, user),
                clusters=joined,
                reports=await rows(Report, reports, reports.c.user_id, user_id),
                replies=await rows(Reply, replies, replies.c.asker_id, user_id),
                votes=await rows(Vote, votes, votes.c.user, user),
                subscriptions=await rows(Subscription, subscriptions, subscriptions.c.user_id, user_id),
                overlays=await rows(Overlay, overlays, overlays.c.author_id, user_id),
                audit=await rows(AuditEvent, audit, audit.c.user, user),
                quoted=tuple((await connection.execute(quoted.order_by(overlays.c.id))).scalars()),
            )

        return await self._database.read(work)

    async def delete(self, user_id: int) -> int:
        """Remove everything of a person; return how many rows it concerned.

        Published entries and the maintainers' audit stay for the others, but no longer say who it was. Messages that
        show what they wrote are left over or marked as outdated.
        """
        user, dialect = self._hash_user(user_id), self._database.dialect
        theirs = select(samples.c.cluster_id).where(samples.c.user == user)
        statements: tuple[Delete | Update, ...] = (
            # An answer keeps the paste that it was written for; that is theirs, too.
            update(overlays).where(overlays.c.sample_user == user).values(_NO_SAMPLE),
            delete(lookups).where(lookups.c.user == user),
            delete(samples).where(samples.c.user == user),
            delete(cluster_people).where(cluster_people.c.user == user),
            delete(votes).where(votes.c.user == user),
            delete(reports).where(reports.c.user_id == user_id),
            delete(replies).where(replies.c.asker_id == user_id),
            delete(subscriptions).where(subscriptions.c.user_id == user_id),
            update(overlays).where(overlays.c.author_id == user_id).values(author=None, author_id=None),
            update(overlays).where(overlays.c.reviewer_id == user_id).values(reviewer=None, reviewer_id=None),
            update(clusters).where(clusters.c.assignee_id == user_id).values(assignee=None, assignee_id=None),
            update(audit).where(audit.c.user == user).values(user=None, name=None),
        )

        async def work(connection: AsyncConnection) -> int:
            await outdate(connection, dialect, theirs)
            await leave_reports(connection, dialect, reports.c.user_id == user_id)
            return sum([(await connection.execute(statement)).rowcount for statement in statements])

        return await self._outbox.discard(user) + await self._database.write(work)

    async def clusters_of(self, user_id: int) -> tuple[int, ...]:
        """Return the clusters that a person's pastes are in."""
        joined = select(cluster_people.c.cluster_id).where(cluster_people.c.user == self._hash_user(user_id))
        rows = await self._database.rows(joined.order_by(cluster_people.c.cluster_id))
        return tuple(row["cluster_id"] for row in rows)

    async def prune(self, now: datetime) -> int:
        """Delete what is older than its guild keeps it, and open clusters of which nothing is left; return the rows.

        Rows without a guild, and of guilds without settings, are kept for 90 days. Messages that show what goes are
        left over or marked as outdated.
        """
        kept = guild_settings.c.retention_days
        special = await self._database.rows(select(kept).where(kept != DEFAULT_RETENTION_DAYS).distinct())
        removed = 0
        for days in (DEFAULT_RETENTION_DAYS, *(row["retention_days"] for row in special)):
            before = now - timedelta(days=days)
            # Votes find their guild by the reply, so they go first.
            voted = select(replies.c.reply_message_id).where(_kept_for(days, replies.c.guild_id))
            mine = votes.c.reply_message_id.in_(voted)
            if days == DEFAULT_RETENTION_DAYS:
                mine = or_(mine, votes.c.reply_message_id.not_in(select(replies.c.reply_message_id)))
            removed += await self._database.run(delete(votes).where(votes.c.at < before, mine))
            for table in _DATED:
                old = table.c.at < before, _kept_for(days, table.c.guild_id)
                removed += await self._database.write(partial(self._prune_table, table, old))
            past = overlays.c.sample_at < before, _kept_for(days, overlays.c.sample_guild_id)
            removed += await self._database.run(update(overlays).where(*past).values(_NO_SAMPLE))
        stale = clusters.c.last_seen < now - timedelta(days=DEFAULT_RETENTION_DAYS)
        return removed + await self._database.write(partial(self._prune_clusters, stale))

    async def _prune_table(
        self, table: Table, old: tuple[ColumnElement[bool], ...], connection: AsyncConnection
    ) -> int:
        if table is samples:
            await outdate(connection, self._database.dialect, select(samples.c.cluster_id).where(*old))
        elif table is reports:
            await leave_reports(connection, self._database.dialect, *old)
        return (await connection.execute(delete(table).where(*old))).rowcount

    async def _prune_clusters(self, stale: ColumnElement[bool], connection: AsyncConnection) -> int:
        empty = clusters.c.id.not_in(select(samples.c.cluster_id))
        which = select(clusters.c.id).where(clusters.c.state == "open", stale, empty).with_for_update()
        ids = list((await connection.execute(which)).scalars())
        await leave_clusters(connection, self._database.dialect, ids)
        return (await connection.execute(delete(clusters).where(clusters.c.id.in_(ids)))).rowcount


def _kept_for(days: int, guild_id: Column[Any]) -> ColumnElement[bool]:
    """Whether rows of `guild_id` are kept for so many days."""
    settings = guild_settings.c
    if days != DEFAULT_RETENTION_DAYS:
        return guild_id.in_(select(settings.guild_id).where(settings.retention_days == days))
    others = select(settings.guild_id).where(settings.retention_days != DEFAULT_RETENTION_DAYS)
    return or_(guild_id.is_(None), guild_id.not_in(others))
