"""Unmatched pastes, gathered, and what hangs on them."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from bot.storage.columns import Moment, Names, RowNumber, Snowflake, Words
from bot.storage.tables.base import NAME, NOTE, SAMPLE, metadata

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
    Column("system", Words(NAME)),
    UniqueConstraint("cluster_id", "digest"),
    Index(None, "user"),
    Index(None, "at"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("cluster_id", RowNumber, ForeignKey("clusters.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", Snowflake, primary_key=True, autoincrement=False),
    Column("channel_id", Snowflake),
    Column("message_id", Snowflake),
    Column("guild_id", Snowflake),
    Index(None, "user_id"),
)

local_answers = Table(
    "local_answers",
    metadata,
    Column("cluster_id", RowNumber, ForeignKey("clusters.id", ondelete="CASCADE"), primary_key=True),
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("state", Words(NAME), nullable=False),
    Column("entry", Words(NAME), nullable=False),
)

queue_messages = Table(
    "queue_messages",
    metadata,
    Column("cluster_id", RowNumber, ForeignKey("clusters.id", ondelete="CASCADE"), primary_key=True),
    Column("channel_id", Snowflake, primary_key=True, autoincrement=False),
    Column("message_id", Snowflake, nullable=False),
    Column("shown", Words(NAME), nullable=False),
)

# Digests that show a line of a cluster's sample.
quotes = Table(
    "quotes",
    metadata,
    Column("message_id", Snowflake, primary_key=True, autoincrement=False),
    Column("cluster_id", RowNumber, ForeignKey("clusters.id", ondelete="CASCADE"), primary_key=True),
    Column("channel_id", Snowflake, nullable=False),
    Index(None, "cluster_id"),
)

# Messages whose reason is gone: they are to be deleted. `failed` counts how often that was not possible.
leftovers = Table(
    "leftovers",
    metadata,
    Column("message_id", Snowflake, primary_key=True, autoincrement=False),
    Column("channel_id", Snowflake, nullable=False),
    Column("failed", Integer, nullable=False, server_default="0"),
)
