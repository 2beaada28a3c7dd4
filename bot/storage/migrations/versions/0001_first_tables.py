"""The first tables.

Revision: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "audit",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("user", sa.Text()),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_guild_id_at", "audit", ["guild_id", "at"])
    op.create_index("ix_audit_subject", "audit", ["subject"])
    op.create_index("ix_audit_user", "audit", ["user"])
    op.create_table(
        "channel_settings",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("system", sa.Text()),
        sa.PrimaryKeyConstraint("guild_id", "channel_id", name="pk_channel_settings"),
    )
    op.create_table(
        "clusters",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nearest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clusters"),
        sa.UniqueConstraint("fingerprint", name="uq_clusters_fingerprint"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_clusters_state_count_last_seen", "clusters", ["state", "count", "last_seen"])
    op.create_table(
        "facts",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_facts"),
    )
    op.create_table(
        "guild_settings",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("maintainers_channel_id", sa.BigInteger()),
        sa.Column("maintainers_role_id", sa.BigInteger()),
        sa.Column("sensitivity", sa.Text(), nullable=False),
        sa.Column("cooldown_seconds", sa.Integer(), nullable=False),
        sa.Column("retention_days", sa.Integer(), nullable=False),
        sa.Column("ocr", sa.Boolean(), nullable=False),
        sa.Column("remove_secrets", sa.Boolean(), nullable=False),
        sa.Column("react_unmatched", sa.Boolean(), nullable=False),
        sa.Column("solved_tag", sa.Boolean(), nullable=False),
        sa.Column("two_reviewers", sa.Boolean(), nullable=False),
        sa.Column("welcomed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name="pk_guild_settings"),
    )
    op.create_table(
        "lookups",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text()),
        sa.Column("confidence", sa.Float()),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("channel_id", sa.BigInteger()),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("elapsed_ms", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lookups"),
    )
    op.create_index("ix_lookups_at", "lookups", ["at"])
    op.create_index("ix_lookups_entry_at", "lookups", ["entry", "at"])
    op.create_index("ix_lookups_guild_id_at", "lookups", ["guild_id", "at"])
    op.create_index("ix_lookups_user", "lookups", ["user"])
    op.create_table(
        "overlays",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text()),
        sa.Column("author_id", sa.BigInteger()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_overlays"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_overlays_author_id", "overlays", ["author_id"])
    op.create_index("ix_overlays_state", "overlays", ["state"])
    op.create_table(
        "replies",
        sa.Column("paste_message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reply_message_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("place_id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("asker_id", sa.BigInteger(), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("paste_message_id", name="pk_replies"),
    )
    op.create_index("ix_replies_asker_id", "replies", ["asker_id"])
    op.create_index("ix_replies_at", "replies", ["at"])
    op.create_index("ix_replies_place_id_at", "replies", ["place_id", "at"])
    op.create_index("ix_replies_reply_message_id", "replies", ["reply_message_id"])
    op.create_table(
        "votes",
        sa.Column("reply_message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("reply_message_id", "user", name="pk_votes"),
    )
    op.create_index("ix_votes_at", "votes", ["at"])
    op.create_index("ix_votes_entry_at", "votes", ["entry", "at"])
    op.create_index("ix_votes_user", "votes", ["user"])
    op.create_table(
        "cluster_guilds",
        sa.Column("cluster_id", _ROW_NUMBER, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["clusters.id"], name="fk_cluster_guilds_cluster_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cluster_id", "guild_id", name="pk_cluster_guilds"),
    )
    op.create_index("ix_cluster_guilds_guild_id", "cluster_guilds", ["guild_id"])
    op.create_table(
        "cluster_people",
        sa.Column("cluster_id", _ROW_NUMBER, nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["clusters.id"], name="fk_cluster_people_cluster_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cluster_id", "user", name="pk_cluster_people"),
    )
    op.create_index("ix_cluster_people_at", "cluster_people", ["at"])
    op.create_index("ix_cluster_people_user", "cluster_people", ["user"])
    op.create_table(
        "reports",
        sa.Column("number", _ROW_NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("channel_id", sa.BigInteger()),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("system", sa.Text()),
        sa.Column("client", sa.Text()),
        sa.Column("actions", sa.Text()),
        sa.Column("cluster_id", _ROW_NUMBER),
        sa.Column("language", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["cluster_id"], ["clusters.id"], name="fk_reports_cluster_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("number", name="pk_reports"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reports_at", "reports", ["at"])
    op.create_index("ix_reports_cluster_id", "reports", ["cluster_id"])
    op.create_index("ix_reports_user_id", "reports", ["user_id"])
    op.create_table(
        "samples",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("cluster_id", _ROW_NUMBER, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("channel_id", sa.BigInteger()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["cluster_id"], ["clusters.id"], name="fk_samples_cluster_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_samples"),
        sa.UniqueConstraint("cluster_id", "digest", name="uq_samples_cluster_id_digest"),
    )
    op.create_index("ix_samples_at", "samples", ["at"])
    op.create_index("ix_samples_user", "samples", ["user"])
    op.create_table(
        "subscriptions",
        sa.Column("cluster_id", _ROW_NUMBER, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["clusters.id"], name="fk_subscriptions_cluster_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cluster_id", "user_id", name="pk_subscriptions"),
    )
    op.create_index("ix_subscriptions_user_id", "subscriptions", ["user_id"])
