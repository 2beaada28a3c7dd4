"""What the bot's messages still show when the rows behind them go: they are written anew, or deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from bot.storage.records import Leftover
from bot.storage.rows import insert_selected_once, to_record, to_values, upsert
from bot.storage.tables import leftovers, queue_messages, quotes, reports

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database

GIVE_UP = 200
"""How often it is tried to delete a message."""


class Leftovers:
    """Messages that are to be deleted, each until it is."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, leftover: Leftover) -> None:
        """Have a message deleted."""
        values = to_values(leftover) | {"failed": 0}
        await self._database.run(upsert(self._database.dialect, leftovers, values, keys=["message_id"]))

    async def list(self, limit: int, *, without: Collection[int] = ()) -> tuple[Leftover, ...]:
        """Return some of them, none of the channels `without`; those that could not be deleted before come last."""
        statement = select(leftovers.c.channel_id, leftovers.c.message_id)
        if without:
            statement = statement.where(leftovers.c.channel_id.not_in(without))
        statement = statement.order_by(leftovers.c.failed, leftovers.c.message_id).limit(limit)
        return tuple(to_record(Leftover, row) for row in await self._database.rows(statement))

    async def drop(self, message_id: int) -> None:
        """A message is deleted."""
        await self._database.run(delete(leftovers).where(leftovers.c.message_id == message_id))

    async def put_off(self, message_id: int) -> None:
        """A message could not be deleted now. After GIVE_UP times it is let be."""
        mine = leftovers.c.message_id == message_id
        await self._database.run(update(leftovers).where(mine).values(failed=leftovers.c.failed + 1))
        await self._database.run(delete(leftovers).where(mine, leftovers.c.failed >= GIVE_UP))


async def outdate(connection: AsyncConnection, dialect: str, clusters: Select[Any]) -> None:
    """Samples of `clusters` are about to go: their messages are to be written anew, digests that quote them to go."""
    theirs = queue_messages.c.cluster_id.in_(clusters)
    await connection.execute(update(queue_messages).where(theirs).values(shown=""))
    await _leave_quotes(connection, dialect, quotes.c.cluster_id.in_(clusters))


async def leave_clusters(connection: AsyncConnection, dialect: str, clusters: Select[Any] | list[int]) -> None:
    """Clusters are about to go: so do the messages that show or quote them."""
    await leave_messages(connection, dialect, queue_messages.c.cluster_id.in_(clusters))
    await _leave_quotes(connection, dialect, quotes.c.cluster_id.in_(clusters))


async def leave_messages(connection: AsyncConnection, dialect: str, which: ColumnElement[bool]) -> None:
    """Rows of messages that show clusters are about to go: so do the messages."""
    await _leave(connection, dialect, select(queue_messages.c.message_id, queue_messages.c.channel_id).where(which))


async def leave_reports(connection: AsyncConnection, dialect: str, *which: ColumnElement[bool]) -> None:
    """Reports are about to go: so do the messages that show them."""
    shown = select(reports.c.note_message_id, reports.c.note_channel_id)
    await _leave(connection, dialect, shown.where(reports.c.note_message_id.is_not(None), *which))


async def _leave_quotes(connection: AsyncConnection, dialect: str, which: ColumnElement[bool]) -> None:
    await _leave(connection, dialect, select(quotes.c.message_id, quotes.c.channel_id).where(which).distinct())
    gone = select(leftovers.c.message_id)
    await connection.execute(delete(quotes).where(quotes.c.message_id.in_(gone)))


async def _leave(connection: AsyncConnection, dialect: str, messages: Select[Any, Any]) -> None:
    names = ["message_id", "channel_id"]
    await connection.execute(insert_selected_once(dialect, leftovers, names, messages))
