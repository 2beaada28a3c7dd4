"""Votes: whether an answer helped."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from bot.storage.records import Tally, VoteCounts
from bot.storage.rows import to_values, upsert_each
from bot.storage.tables import replies, votes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database
    from bot.storage.records import Vote


class Votes:
    """One vote a person and reply; a later one replaces it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def cast(self, vote: Vote) -> None:
        """Store a vote in place of an earlier one of the same person on the same reply."""
        await self.cast_all([vote])

    async def cast_all(self, batch: Sequence[Vote]) -> None:
        """The same for many at once, all of them or none."""
        keys = ("reply_message_id", "user")
        rows = [to_values(vote) for vote in batch]

        def changes(new: Any) -> dict[str, Any]:
            return {name: new[name] for name in rows[0] if name not in keys}

        async def work(connection: AsyncConnection) -> None:
            await upsert_each(connection, self._database.dialect, votes, rows, keys=keys, changes=changes)

        await self._database.write(work)

    async def tally(self, reply_message_id: int) -> Tally:
        """Return the votes on one reply."""
        statement = select(_helped(), _not_helped()).where(votes.c.reply_message_id == reply_message_id)
        row = await self._database.row(statement)
        return Tally() if row is None else Tally(row["helped"], row["not_helped"])

    async def counts(self, since: datetime, *, guild_id: int | None = None) -> VoteCounts:
        """Return the votes cast at or after `since`; with `guild_id` those on answers in that guild."""
        statement = select(votes.c.entries, _helped(), _not_helped()).where(votes.c.at >= since)
        if guild_id is not None:
            there = select(replies.c.reply_message_id).where(replies.c.guild_id == guild_id)
            statement = statement.where(votes.c.reply_message_id.in_(there))
        total, entries = Tally(), defaultdict[str, Tally](Tally)
        for row in await self._database.rows(statement.group_by(votes.c.entries)):
            tally = Tally(row["helped"], row["not_helped"])
            total += tally
            for entry in row["entries"]:
                entries[entry] += tally
        return VoteCounts(total, dict(entries))


def _helped() -> ColumnElement[int]:
    return func.count().filter(votes.c.helped).label("helped")


def _not_helped() -> ColumnElement[int]:
    return func.count().filter(votes.c.helped.is_(False)).label("not_helped")
