"""When each guild got its last digest, and which errors the digests quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select, update

from bot.storage.records import GuildSettings
from bot.storage.rows import insert_each_once, insert_once, to_record
from bot.storage.tables import clusters, digests, guild_settings, quotes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime, timedelta

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database
    from bot.storage.records import Rhythm


class Digests:
    """One clock a guild. It starts when the guild is first asked about, so that the first digest has a span too."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def due(self, at: datetime, spans: Mapping[Rhythm, timedelta]) -> tuple[GuildSettings, ...]:
        """Return the guilds with a maintainers' channel whose digest is due, or whose clock has not started yet."""
        settings = guild_settings.c
        late = or_(
            digests.c.at.is_(None),
            *((settings.digest == rhythm) & (digests.c.at <= at - span) for rhythm, span in spans.items()),
        )
        wanted = settings.digest.in_(sorted(spans)) & settings.maintainers_channel_id.is_not(None)
        joined = guild_settings.outerjoin(digests, digests.c.guild_id == settings.guild_id)
        statement = select(guild_settings).select_from(joined).where(wanted, late)
        rows = await self._database.rows(statement.order_by(settings.guild_id))
        return tuple(to_record(GuildSettings, row) for row in rows)

    async def claim(self, guild_id: int, at: datetime, every: timedelta) -> bool:
        """Whether a digest is due at `at`; if so the clock starts again. True for one of several callers at once."""
        last = await self._database.value(select(digests.c.at).where(digests.c.guild_id == guild_id))
        if last is not None and last > at - every:
            return False
        first = insert_once(self._database.dialect, digests, {"guild_id": guild_id, "at": at})
        due = update(digests).where(digests.c.guild_id == guild_id, digests.c.at <= at - every)

        async def work(connection: AsyncConnection) -> bool:
            await connection.execute(first)
            return (await connection.execute(due.values(at=at))).rowcount > 0

        return await self._database.write(work)

    async def quote(self, channel_id: int, message_id: int, cluster_ids: Collection[int]) -> None:
        """Note that a digest shows samples of clusters: it goes when one of them does."""

        async def work(connection: AsyncConnection) -> None:
            there = select(clusters.c.id).where(clusters.c.id.in_(cluster_ids)).with_for_update()
            rows = [
                {"message_id": message_id, "channel_id": channel_id, "cluster_id": one}
                for one in (await connection.execute(there)).scalars()
            ]
            await insert_each_once(connection, self._database.dialect, quotes, rows)

        await self._database.write(work)
