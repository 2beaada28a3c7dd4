"""What maintainers did, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import String, cast, func, insert, literal, or_, select

from bot.storage.records import AuditEvent, AuditFilter
from bot.storage.rows import columns_of, to_record, to_values
from bot.storage.tables import audit, cluster_aliases, overlays

if TYPE_CHECKING:
    from sqlalchemy import Column, ColumnElement, Select

    from bot.storage.database import Database


class Audit:
    """Events are added and read, never changed; only who it was is cleared when that person's data is deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, event: AuditEvent) -> None:
        """Store an event; a detail beyond 2,000 characters is cut."""
        await self._database.run(insert(audit).values(to_values(event)))

    async def list(
        self, only: AuditFilter | None = None, *, limit: int = 25, offset: int = 0
    ) -> tuple[AuditEvent, ...]:
        """Return a page of events, the newest first."""
        statement = _filtered(select(*columns_of(audit, AuditEvent)), only or AuditFilter())
        statement = statement.order_by(audit.c.id.desc()).limit(limit).offset(offset)
        return tuple(to_record(AuditEvent, row) for row in await self._database.rows(statement))

    async def count(self, only: AuditFilter | None = None) -> int:
        """Return how many events `list` would return without a limit."""
        return await self._database.value(_filtered(select(func.count()).select_from(audit), only or AuditFilter()))


def _filtered(statement: Select[Any], only: AuditFilter) -> Select[Any]:
    if only.guild_id is not None:
        statement = statement.where(audit.c.guild_id == only.guild_id)
    if only.user is not None:
        statement = statement.where(audit.c.user == only.user)
    if only.cluster_id is not None:
        merged = select(_named("cluster", cluster_aliases.c.old_id)).where(
            cluster_aliases.c.cluster_id == only.cluster_id, cluster_aliases.c.old_id.is_not(None)
        )
        name = f"cluster:{only.cluster_id}"
        drafted = select(_named("overlay", overlays.c.id)).where(overlays.c.cluster_id == only.cluster_id)
        here = or_(audit.c.subject == name, audit.c.detail == name, audit.c.subject.in_(merged))
        statement = statement.where(or_(here, audit.c.subject.in_(drafted)))
    if only.entry:
        # An answer may have changed its name: all that happened to it belongs together.
        drafted = select(_named("overlay", overlays.c.id)).where(
            overlays.c.entry.startswith(only.entry, autoescape=True)
        )
        about = audit.c.detail.startswith(only.entry, autoescape=True) & audit.c.action.in_(_ABOUT_ENTRIES)
        statement = statement.where(or_(about, audit.c.subject.in_(drafted)))
    return statement


_ABOUT_ENTRIES = ("draft", "edit", "approve", "withdraw", "share", "unshare", "add-message", "link", "clash")
"""Actions whose detail is the id of an entry; that of others is what somebody wrote."""


def _named(kind: str, number: Column[int]) -> ColumnElement[str]:
    """The subject of an event about such a row."""
    return literal(f"{kind}:") + cast(number, String)
