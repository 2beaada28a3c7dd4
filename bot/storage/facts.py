"""Small strings that outlive the process, such as the hash of the synced commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.storage.rows import insert_once, upsert
from bot.storage.tables import facts

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database


class Facts:
    """A map of short keys to strings of at most 20,000 characters."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: str) -> str | None:
        """Return the value of `key`, or None."""
        return await self._database.value(select(facts.c.value).where(facts.c.key == key))

    async def put(self, key: str, value: str) -> None:
        """Set `key` to `value`."""
        statement = upsert(self._database.dialect, facts, {"key": key, "value": value}, keys=["key"])
        await self._database.run(statement)

    async def get_or_put(self, key: str, value: str) -> str:
        """Set `key` to `value` unless it is set; return what it is then. Of several callers at once, one wins."""

        async def work(connection: AsyncConnection) -> str:
            await connection.execute(insert_once(self._database.dialect, facts, {"key": key, "value": value}))
            return (await connection.execute(select(facts.c.value).where(facts.c.key == key))).scalar_one()

        return await self._database.write(work)
