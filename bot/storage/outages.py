"""Outages that go on, with the message that tells of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.storage.records import OutageNotice
from bot.storage.rows import to_record, to_values, upsert
from bot.storage.tables import outages

if TYPE_CHECKING:
    from bot.storage.database import Database


class Outages:
    """One notice a guild and entry, for as long as the outage goes on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, notice: OutageNotice) -> None:
        """Store a notice in place of an earlier one."""
        statement = upsert(self._database.dialect, outages, to_values(notice), keys=["guild_id", "entry"])
        await self._database.run(statement)

    async def list(self) -> tuple[OutageNotice, ...]:
        """Return every notice, the oldest outage first."""
        rows = await self._database.rows(select(outages).order_by(outages.c.since, outages.c.guild_id))
        return tuple(to_record(OutageNotice, row) for row in rows)

    async def drop(self, guild_id: int, entry: str) -> bool:
        """Forget a notice. True for exactly one of several callers at once."""
        statement = delete(outages).where(outages.c.guild_id == guild_id, outages.c.entry == entry)
        return await self._database.run(statement) > 0
