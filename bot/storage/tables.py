"""The tables. Columns are named like the fields of the records they hold.

Changing anything here needs a migration in `migrations/versions`; a test compares the two on both databases.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, Table, UniqueConstraint

from bot.storage.columns import Moment, Names, RowNumber, Snowflake, Words
from bot.storage.records import MAX_SAMPLE

NAME = 200
SAMPLE = MAX_SAMPLE
NOTE = 2_000
LONG = 20_000

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

facts = Table(
    "facts",
    metadata,
    Column("key", Words(NAME), primary_key=True),
    Column("value", Words(LONG), nullable=False),
)

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
)

channel_settings = Table(
    "channel_settings",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("channel_id", Snowflake, primary_key=True, autoincrement=False),
    Column("mode", Words(NAME), nullable=False),
    Column("system", Words(NAME)),
)

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

clusters = Table(
    "clusters",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("fingerprint", Words(NAME), nullable=False),
    Column("state", Words(NAME), nullable=False),
    Column("entry", Words(NAME)),
    Column("reason", Words(NOTE)),
    Column("count", Integer, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("nearest", Names(10), nullable=False),
    Column("unhelpful", Integer, nullable=False, server_default="0"),
    Column("assignee", Words(NAME)),
    Column("assignee_id", Snowflake),
    UniqueConstraint("fingerprint"),
    Index(None, "state", "count", "last_seen"),
    # Ids stand in buttons and links: one that is gone must not come back as another cluster.
    sqlite_autoincrement=True,
)

cluster_people = Table(
    "cluster_people",
    metadata,
    Column("cluster_id", RowNumber, ForeignKey("clusters.id", ondelete="CASCADE"), primary_key=True),
    Column("user", Words(NAME), primary_key=True),
    Column("guild_id", Snowflake),
    Column("at", Moment, nullable=False),
    Index(None, "user"),
    Index(None, "at"),
)

cluster_guilds = Table(
    "cluster_guilds",
    metadata,
    Column("cluster_id", RowNumber, ForeignKey("clusters.id", ondelete="CASCADE"), primary_key=True),
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Index(None, "guild_id"),
)

samples = Table(
    "samples",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("cluster_id", RowNumber, ForeignKey("clusters.id", ondelete="CASCADE"), nullable=False),
    Column("digest", Words(NAME), nullable=False),
    Column("text", Words(SAMPLE), nullable=False),
    Column("at", Moment, nullable=False),
    Column("guild_id", Snowflake),
    Column("channel_id", Snowflake),
    Column("message_id", Snowflake),
    Column("user", Words(NAME), nullable=False),
    Column("language", Words(NAME), nullable=False),
    UniqueConstraint("cluster_id", "digest"),
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
    Index(None, "user_id"),
    Index(None, "cluster_id"),
    Index(None, "at"),
    # The number is told to the reporter, so it must never name another report.
    sqlite_autoincrement=True,
)

replies = Table(
    "replies",
    metadata,
    Column("paste_message_id", Snowflake, primary_key=True, autoincrement=False),
    Column("reply_message_id", Snowflake, nullable=False),
    Column("channel_id", Snowflake, nullable=False),
    Column("place_id", Snowflake, nullable=False),
    Column("guild_id", Snowflake),
    Column("asker_id", Snowflake, nullable=False),
    Column("entries", Names(10), nullable=False),
    Column("verdict", Words(NAME), nullable=False),
    Column("language", Words(NAME), nullable=False),
    Column("at", Moment, nullable=False),
    Column("fingerprint", Words(NAME)),
    Index(None, "reply_message_id"),
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
    Index(None, "state"),
    Index(None, "author_id"),
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

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("cluster_id", RowNumber, ForeignKey("clusters.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", Snowflake, primary_key=True, autoincrement=False),
    Column("channel_id", Snowflake),
    Column("message_id", Snowflake),
    Index(None, "user_id"),
)

cluster_aliases = Table(
    "cluster_aliases",
    metadata,
    Column("fingerprint", Words(NAME), primary_key=True),
    Column("cluster_id", RowNumber, ForeignKey("clusters.id", ondelete="CASCADE"), nullable=False),
    # The id that a cluster had before it was merged: forms and buttons that were open then still know it.
    Column("old_id", RowNumber),
    Index(None, "cluster_id"),
    Index(None, "old_id"),
)

queue_messages = Table(
    "queue_messages",
    metadata,
    Column("cluster_id", RowNumber, ForeignKey("clusters.id", ondelete="CASCADE"), primary_key=True),
    Column("channel_id", Snowflake, primary_key=True, autoincrement=False),
    Column("message_id", Snowflake, nullable=False),
    Column("shown", Words(NAME), nullable=False),
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
