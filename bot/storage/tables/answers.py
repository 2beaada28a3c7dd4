"""What was asked, answered, found helpful and reported."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Table

from bot.storage.columns import Moment, Names, RowNumber, Snowflake, Words
from bot.storage.tables.base import LONG, NAME, NOTE, metadata

lookups = Table(
    "lookups",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("door", Words(NAME), nullable=False),
    Column("verdict", Words(NAME), nullable=False),
    Column("entry", Words(NAME)),
    Column("confidence", Float),
    Column("guild_id", Snowflake),
    Column("channel_id", Snowflake),
    Column("user", Words(NAME), nullable=False),
    Column("language", Words(NAME), nullable=False),
    Column("elapsed_ms", Float, nullable=False),
    Index(None, "at"),
    Index(None, "guild_id", "at"),
    Index(None, "entry", "at"),
    Index(None, "user"),
)

replies = Table(
    "replies",
    metadata,
    Column("reply_message_id", Snowflake, primary_key=True, autoincrement=False),
    Column("paste_message_id", Snowflake, nullable=False),
    Column("channel_id", Snowflake, nullable=False),
    Column("place_id", Snowflake, nullable=False),
    Column("guild_id", Snowflake),
    Column("asker_id", Snowflake, nullable=False),
    Column("entries", Names(10), nullable=False),
    Column("verdict", Words(NAME), nullable=False),
    Column("language", Words(NAME), nullable=False),
    Column("at", Moment, nullable=False),
    Column("fingerprint", Words(NAME)),
    Column("pasted_at", Moment),
    Index(None, "paste_message_id"),
    Index(None, "place_id", "at"),
    Index(None, "asker_id"),
    Index(None, "at"),
)

votes = Table(
    "votes",
    metadata,
    Column("reply_message_id", Snowflake, primary_key=True, autoincrement=False),
    Column("user", Words(NAME), primary_key=True),
    Column("entries", Names(10), nullable=False),
    Column("helped", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "user"),
    Index(None, "at"),
)

reports = Table(
    "reports",
    metadata,
    Column("number", RowNumber, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("guild_id", Snowflake),
    Column("channel_id", Snowflake),
    Column("user_id", Snowflake, nullable=False),
    Column("text", Words(LONG), nullable=False),
    Column("system", Words(NAME)),
    Column("client", Words(NOTE)),
    Column("actions", Words(NOTE)),
    Column("cluster_id", RowNumber, ForeignKey("clusters.id", ondelete="SET NULL")),
    Column("language", Words(NAME), nullable=False),
    # The message that shows it to the maintainers.
    Column("note_channel_id", Snowflake),
    Column("note_message_id", Snowflake),
    Index(None, "user_id"),
    Index(None, "cluster_id"),
    Index(None, "at"),
    # The number is told to the reporter, so it must never name another report.
    sqlite_autoincrement=True,
)
