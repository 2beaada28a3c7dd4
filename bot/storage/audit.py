"""What maintainers did, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from bot.storage.records import AuditEvent
from bot.storage.rows import columns_of, to_record, to_values
from bot.storage.tables import audit

if TYPE_CHECKING:
    from bot.storage.database import Database


class Audit:
    """Events are added and read, never changed; only their user is cleared when that person's data is deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, event: AuditEvent) -> None:
        """Store an event; a detail beyond 2,000 characters is cut."""
        await self._database.run(insert(audit).values(to_values(event)))

    async def list(
        self, *, guild_id: int | None = None, subject: str | None = None, limit: int = 25, offset: int = 0
    ) -> tuple[AuditEvent, ...]:
        """Return a page of events, of one guild or on one subject where given, the newest first."""
        statement = select(*columns_of(audit, AuditEvent)).order_by(audit.c.id.desc()).limit(limit).offset(offset)
        if guild_id is not None:
            statement = statement.where(audit.c.guild_id == guild_id)
        if subject is not None:
            statement = statement.where(audit.c.subject == subject)
        return tuple(to_record(AuditEvent, row) for row in await self._database.rows(statement))
