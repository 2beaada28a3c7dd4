"""Entries written in Discord, kept as YAML until they come back from upstream."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from bot.errors import StorageError
from bot.storage.records import Overlay
from bot.storage.rows import columns_of, to_record, to_values
from bot.storage.tables import LONG, overlays, samples

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database
    from bot.storage.records import OverlayState


class Overlays:
    """Overlay entries by id. The text is stored as it is and refused, not cut, beyond 20,000 characters."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, overlay: Overlay) -> int:
        """Store an overlay entry and return its id; `overlay.id` is not looked at.

        A sample of the cluster stays whose it is, and goes when they want it or its time is over. One that is gone by
        now is not kept.
        """
        _check_length(overlay.text)
        values = to_values(overlay, without=["id"])

        async def work(connection: AsyncConnection) -> int:
            owned = values | await _owner(connection, overlay)
            return (await connection.execute(insert(overlays).values(owned).returning(overlays.c.id))).scalar_one()

        return await self._database.write(work)

    async def get(self, overlay_id: int) -> Overlay | None:
        """Return an overlay entry by id."""
        row = await self._database.row(_selected().where(overlays.c.id == overlay_id))
        return None if row is None else to_record(Overlay, row)

    async def list(self, *states: OverlayState, cluster_id: int | None = None) -> tuple[Overlay, ...]:
        """Return the overlay entries in one of `states` (none: any), of one cluster if given, the oldest first."""
        statement = _selected().order_by(overlays.c.id)
        if states:
            statement = statement.where(overlays.c.state.in_(states))
        if cluster_id is not None:
            statement = statement.where(overlays.c.cluster_id == cluster_id)
        return tuple(to_record(Overlay, row) for row in await self._database.rows(statement))

    async def revise(self, overlay_id: int, text: str, *, entry: str, expected: str, at: datetime) -> bool:
        """Replace a draft's text `expected` by `text`, which is about `entry`; False if somebody was first."""
        _check_length(text)
        statement = update(overlays).where(
            overlays.c.id == overlay_id, overlays.c.text == expected, overlays.c.state == "draft"
        )
        return await self._database.run(statement.values(text=text, entry=entry, updated_at=at)) > 0

    async def mark(self, overlay_id: int, state: OverlayState, *, expected: OverlayState, at: datetime) -> bool:
        """Move an entry from the state `expected` to `state`; False, and nothing changes, if somebody was first."""
        statement = update(overlays).where(overlays.c.id == overlay_id, overlays.c.state == expected)
        return await self._database.run(statement.values(state=state, updated_at=at)) > 0

    async def approve(self, overlay_id: int, text: str, *, reviewer: str, reviewer_id: int, at: datetime) -> bool:
        """Put a draft with exactly this text live and note who approved it; False if somebody was first.

        The live entry that it replaces is withdrawn at the same moment.
        """
        draft = update(overlays).where(
            overlays.c.id == overlay_id, overlays.c.state == "draft", overlays.c.text == text
        )
        values = {"state": "live", "reviewer": reviewer, "reviewer_id": reviewer_id, "updated_at": at}
        replaced = select(overlays.c.replaces).where(overlays.c.id == overlay_id).scalar_subquery()
        old = update(overlays).where(overlays.c.id == replaced, overlays.c.state == "live")

        async def work(connection: AsyncConnection) -> bool:
            if (await connection.execute(draft.values(values))).rowcount == 0:
                return False
            await connection.execute(old.values(state="withdrawn", updated_at=at))
            return True

        return await self._database.write(work)

    async def rescope(self, overlay_id: int, guild_id: int | None, *, expected: int | None, at: datetime) -> bool:
        """Choose in which guild an entry answers, None for all; False if somebody was first."""
        statement = update(overlays).where(
            overlays.c.id == overlay_id, overlays.c.guild_id.is_not_distinct_from(expected)
        )
        return await self._database.run(statement.values(guild_id=guild_id, updated_at=at)) > 0


def _selected() -> Select[Any]:
    return select(*columns_of(overlays, Overlay))


async def _owner(connection: AsyncConnection, overlay: Overlay) -> dict[str, Any]:
    """Whose the sample of an entry is, as the cluster or the entry that this one replaces knows it."""
    if overlay.sample is None or overlay.cluster_id is None:
        return {}
    kept, own = samples.c, overlays.c
    among = select(kept.user.label("sample_user"), kept.at.label("sample_at"), kept.guild_id.label("sample_guild_id"))
    among = among.where(kept.cluster_id == overlay.cluster_id, kept.text == overlay.sample)
    before = select(own.sample_user, own.sample_at, own.sample_guild_id)
    before = before.where(own.id == overlay.replaces, own.sample == overlay.sample)
    for statement in (among, before):
        if (found := (await connection.execute(statement)).mappings().first()) is not None:
            return dict(found)
    return {"sample": None}


def _check_length(text: str) -> None:
    if len(text) > LONG:
        msg = f"an overlay entry may have {LONG:,} characters, this one has {len(text):,}"
        raise StorageError(msg)
