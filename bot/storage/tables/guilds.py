"""What guilds decide, and what is kept for each of them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, Table, Time

from bot.storage.columns import Moment, Snowflake, Words
from bot.storage.tables.base import LONG, NAME, metadata

guild_settings = Table(
    "guild_settings",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("language", Words(NAME), nullable=False),
    Column("maintainers_channel_id", Snowflake),
    Column("maintainers_role_id", Snowflake),
    Column("sensitivity", Words(NAME), nullable=False),
    Column("cooldown_seconds", Integer, nullable=False),
    Column("retention_days", Integer, nullable=False),
    Column("ocr", Boolean, nullable=False),
    Column("remove_secrets", Boolean, nullable=False),
    Column("react_unmatched", Boolean, nullable=False),
    Column("solved_tag", Boolean, nullable=False),
    Column("two_reviewers", Boolean, nullable=False),
    Column("welcomed", Boolean, nullable=False),
    Column("digest", Words(NAME), nullable=False, server_default="weekly"),
    Column("time_zone", Words(NAME), nullable=False, server_default="UTC"),
)

channel_settings = Table(
    "channel_settings",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("channel_id", Snowflake, primary_key=True, autoincrement=False),
    Column("mode", Words(NAME), nullable=False),
    Column("system", Words(NAME)),
    Column("quiet_from", Time),
    Column("quiet_until", Time),
)

outages = Table(
    "outages",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("entry", Words(NAME), primary_key=True),
    Column("channel_id", Snowflake, nullable=False),
    Column("message_id", Snowflake, nullable=False),
    Column("language", Words(NAME), nullable=False),
    Column("since", Moment, nullable=False),
    Column("people", Integer, nullable=False),
)

digests = Table(
    "digests",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    Column("key", Words(NAME), primary_key=True),
    Column("value", Words(LONG), nullable=False),
)
