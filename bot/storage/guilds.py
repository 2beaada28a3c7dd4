"""Settings of guilds and of their channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.storage.records import ChannelSettings, GuildSettings
from bot.storage.rows import to_record, to_values, upsert
from bot.storage.tables import channel_settings, guild_settings

if TYPE_CHECKING:
    from bot.storage.database import Database


class Guilds:
    """Guild settings by guild id, channel settings by guild and channel id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, guild_id: int) -> GuildSettings:
        """Return the settings of a guild; the defaults where it has none."""
        row = await self._database.row(select(guild_settings).where(guild_settings.c.guild_id == guild_id))
        return GuildSettings(guild_id) if row is None else to_record(GuildSettings, row)

    async def put(self, settings: GuildSettings) -> None:
        """Store the settings of a guild in place of earlier ones."""
        values = to_values(settings)
        await self._database.run(upsert(self._database.dialect, guild_settings, values, keys=["guild_id"]))

    async def channels(self, guild_id: int) -> tuple[ChannelSettings, ...]:
        """Return the settings of every channel of a guild that has some, by channel id."""
        statement = select(channel_settings).where(channel_settings.c.guild_id == guild_id)
        rows = await self._database.rows(statement.order_by(channel_settings.c.channel_id))
        return tuple(to_record(ChannelSettings, row) for row in rows)

    async def put_channel(self, settings: ChannelSettings) -> None:
        """Store the settings of a channel in place of earlier ones."""
        values = to_values(settings)
        statement = upsert(self._database.dialect, channel_settings, values, keys=["guild_id", "channel_id"])
        await self._database.run(statement)

    async def drop_channel(self, guild_id: int, channel_id: int) -> bool:
        """Forget the settings of a channel; False if it had none."""
        statement = delete(channel_settings).where(
            channel_settings.c.guild_id == guild_id, channel_settings.c.channel_id == channel_id
        )
        return await self._database.run(statement) > 0
