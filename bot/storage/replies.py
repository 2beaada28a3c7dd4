"""Which message answers which paste, so that edits, deletions and buttons find their way after a restart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, type_coerce
from sqlalchemy.types import Text

from bot.storage.records import Reply
from bot.storage.rows import to_record, to_values, upsert
from bot.storage.tables import replies

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from bot.storage.database import Database


def _names(entry: str) -> ColumnElement[bool]:
    # The names are a JSON list in the column, so the quotes make this an exact search.
    return type_coerce(replies.c.entries, Text).contains(json.dumps(entry, ensure_ascii=False), autoescape=True)


class Replies:
    """Replies by the message that shows them. One paste has as many as were asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, reply: Reply) -> None:
        """Store a reply in place of what its message was before."""
        values = to_values(reply)
        await self._database.run(upsert(self._database.dialect, replies, values, keys=["reply_message_id"]))

    async def by_paste(self, message_id: int) -> tuple[Reply, ...]:
        """Return the replies to a paste, the newest first."""
        # Ids grow with time; `at` may be that of the paste.
        statement = select(replies).where(replies.c.paste_message_id == message_id)
        rows = await self._database.rows(statement.order_by(replies.c.reply_message_id.desc()))
        return tuple(to_record(Reply, row) for row in rows)

    async def by_reply(self, message_id: int) -> Reply | None:
        """Return the reply that was sent as this message."""
        row = await self._database.row(select(replies).where(replies.c.reply_message_id == message_id))
        return None if row is None else to_record(Reply, row)

    async def recent(self, place_id: int, entry: str, since: datetime) -> Reply | None:
        """Return the newest reply in a thread or channel that named `entry` at or after `since`."""
        return await self._newest((replies.c.place_id == place_id) & (replies.c.at >= since) & _names(entry))

    async def recent_of(self, asker_id: int, guild_id: int | None, entry: str, since: datetime) -> Reply | None:
        """Return the newest reply to a person anywhere in a guild that named `entry`, if others can see it too."""
        # An answer for one pair of eyes has no place but itself.
        seen = replies.c.place_id != replies.c.reply_message_id
        theirs = (replies.c.asker_id == asker_id) & (replies.c.guild_id == guild_id) & seen
        return await self._newest(theirs & (replies.c.at >= since) & _names(entry))

    async def drop(self, paste_message_id: int) -> int:
        """Forget the replies to a paste; return how many there were."""
        return await self._database.run(delete(replies).where(replies.c.paste_message_id == paste_message_id))

    async def _newest(self, condition: ColumnElement[bool]) -> Reply | None:
        statement = select(replies).where(condition).order_by(replies.c.at.desc()).limit(1)
        row = await self._database.row(statement)
        return None if row is None else to_record(Reply, row)
