"""What maintainers write and do."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from bot.storage.columns import Moment, RowNumber, Snowflake, Words
from bot.storage.tables.base import LONG, NAME, NOTE, SAMPLE, metadata

overlays = Table(
    "overlays",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("entry", Words(NAME), nullable=False),
    Column("guild_id", Snowflake),
    Column("text", Words(LONG), nullable=False),
    Column("author", Words(NAME)),
    Column("author_id", Snowflake),
    Column("state", Words(NAME), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("cluster_id", RowNumber),
    Column("sample", Words(SAMPLE)),
    Column("reviewer", Words(NAME)),
    Column("reviewer_id", Snowflake),
    Column("replaces", RowNumber),
    Column("home_id", Snowflake),
    # Whose paste the sample is, and from when and where: it goes when that does.
    Column("sample_user", Words(NAME)),
    Column("sample_at", Moment),
    Column("sample_guild_id", Snowflake),
    Index(None, "state"),
    Index(None, "author_id"),
    Index(None, "sample_user"),
    sqlite_autoincrement=True,
)

audit = Table(
    "audit",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("guild_id", Snowflake),
    Column("user", Words(NAME)),
    Column("action", Words(NAME), nullable=False),
    Column("subject", Words(NAME), nullable=False),
    Column("detail", Words(NOTE), nullable=False),
    Column("name", Words(NAME)),
    Index(None, "subject"),
    Index(None, "guild_id", "at"),
    Index(None, "user"),
)
