"""Look-ups: one row a diagnosis, without its text, for statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Date, func, insert, select

from bot.storage.records import DayCount, DayEntryCount, EntryCount, Lookup, LookupCounts
from bot.storage.rows import columns_of, to_record, to_values
from bot.storage.tables import lookups

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database


class Lookups:
    """Adds look-ups and counts them: from `since` to before `until`, in one guild or, without `guild_id`, in all."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, lookup: Lookup) -> None:
        """Store one look-up."""
        await self.add_all([lookup])

    async def add_all(self, batch: Sequence[Lookup]) -> None:
        """Store many at once, all of them or none."""
        rows = [to_values(lookup) for lookup in batch]

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(insert(lookups), rows)

        await self._database.write(work)

    async def recent(self, entries: Collection[str], since: datetime, *, limit: int) -> tuple[Lookup, ...]:
        """Return the newest look-ups in guilds that ended with one of `entries`, at most `limit`, in order of time."""
        statement = select(*columns_of(lookups, Lookup)).where(
            lookups.c.at >= since, lookups.c.entry.in_(sorted(entries)), lookups.c.guild_id.is_not(None)
        )
        rows = await self._database.rows(statement.order_by(lookups.c.at.desc(), lookups.c.id.desc()).limit(limit))
        return tuple(to_record(Lookup, row) for row in reversed(rows))

    async def counts(
        self, since: datetime, *, until: datetime | None = None, guild_id: int | None = None
    ) -> LookupCounts:
        """Return totals of a span."""
        span = _span(since, until, guild_id)
        people = select(func.count(lookups.c.user.distinct())).where(*span, lookups.c.user != "")
        groups = select(lookups.c.verdict, lookups.c.door, func.count().label("count")).where(*span)
        groups = groups.group_by(lookups.c.verdict, lookups.c.door).order_by(lookups.c.verdict, lookups.c.door)

        async def work(connection: AsyncConnection) -> LookupCounts:
            verdicts: dict[str, int] = {}
            doors: dict[str, int] = {}
            for row in (await connection.execute(groups)).mappings():
                verdicts[row["verdict"]] = verdicts.get(row["verdict"], 0) + row["count"]
                doors[row["door"]] = doors.get(row["door"], 0) + row["count"]
            different = (await connection.execute(people)).scalar_one()
            return LookupCounts(sum(verdicts.values()), different, verdicts, doors)

        return await self._database.read(work)

    async def entries(
        self,
        since: datetime,
        *,
        until: datetime | None = None,
        guild_id: int | None = None,
        among: Collection[str] | None = None,
        limit: int = 25,
    ) -> tuple[EntryCount, ...]:
        """Return the entries that were the best match in a span, the most frequent first; of `among` alone if given."""
        which = lookups.c.entry.is_not(None) if among is None else lookups.c.entry.in_(sorted(among))
        count = func.count().label("count")
        statement = (
            select(
                lookups.c.entry,
                count,
                func.count(lookups.c.user.distinct()).label("people"),
                func.max(lookups.c.at).label("last_seen"),
            )
            .where(*_span(since, until, guild_id), which)
            .group_by(lookups.c.entry)
            .order_by(count.desc(), lookups.c.entry)
            .limit(limit)
        )
        return tuple(to_record(EntryCount, row) for row in await self._database.rows(statement))

    async def days(
        self, since: datetime, *, until: datetime | None = None, guild_id: int | None = None
    ) -> tuple[DayCount, ...]:
        """Return how many look-ups ended in which verdict on each day (UTC) of a span that had any."""
        day = func.date(lookups.c.at, type_=Date()).label("day")
        statement = select(day, lookups.c.verdict, func.count().label("count")).where(*_span(since, until, guild_id))
        statement = statement.group_by(day, lookups.c.verdict).order_by(day, lookups.c.verdict)
        return tuple(to_record(DayCount, row) for row in await self._database.rows(statement))

    async def daily(
        self, since: datetime, *, until: datetime | None = None, guild_id: int | None = None
    ) -> tuple[DayEntryCount, ...]:
        """Return how many look-ups of each day (UTC) ended in which verdict with which entry."""
        day = func.date(lookups.c.at, type_=Date()).label("day")
        keys = (day, lookups.c.verdict, lookups.c.entry)
        statement = select(*keys, func.count().label("count")).where(*_span(since, until, guild_id))
        statement = statement.group_by(*keys).order_by(*keys)
        return tuple(to_record(DayEntryCount, row) for row in await self._database.rows(statement))


def _span(since: datetime, until: datetime | None, guild_id: int | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [lookups.c.at >= since]
    if until is not None:
        conditions.append(lookups.c.at < until)
    if guild_id is not None:
        conditions.append(lookups.c.guild_id == guild_id)
    return conditions
