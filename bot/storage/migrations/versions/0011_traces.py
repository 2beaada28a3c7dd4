"""Answers of one guild leave an error open for the others; what shows a person's text is found again when it goes.

Revision: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables and columns, and fill them from what is known."""
    _add_tables()
    op.add_column("reports", sa.Column("note_channel_id", sa.BigInteger()))
    op.add_column("reports", sa.Column("note_message_id", sa.BigInteger()))
    op.add_column("subscriptions", sa.Column("guild_id", sa.BigInteger()))
    op.add_column("overlays", sa.Column("sample_user", sa.Text()))
    op.add_column("overlays", sa.Column("sample_at", sa.DateTime(timezone=True)))
    op.add_column("overlays", sa.Column("sample_guild_id", sa.BigInteger()))
    op.create_index("ix_overlays_sample_user", "overlays", ["sample_user"])
    _find_guilds_of_subscriptions()
    _find_owners_of_samples()
    _open_for_the_other_guilds()


def _add_tables() -> None:
    op.create_table(
        "local_answers",
        sa.Column("cluster_id", _ROW_NUMBER, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["clusters.id"], name="fk_local_answers_cluster_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cluster_id", "guild_id", name="pk_local_answers"),
    )
    op.create_table(
        "leftovers",
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("message_id", name="pk_leftovers"),
    )
    op.create_table(
        "quotes",
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cluster_id", _ROW_NUMBER, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["cluster_id"], ["clusters.id"], name="fk_quotes_cluster_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("message_id", "cluster_id", name="pk_quotes"),
    )
    op.create_index("ix_quotes_cluster_id", "quotes", ["cluster_id"])


def _find_guilds_of_subscriptions() -> None:
    """By the pastes of the channel, the report, or the answer under which they were asked for; else none is known."""
    op.execute(
        """UPDATE subscriptions SET guild_id = coalesce(
             (SELECT max(s.guild_id) FROM samples s
              WHERE s.cluster_id = subscriptions.cluster_id AND s.channel_id = subscriptions.channel_id),
             (SELECT max(r.guild_id) FROM reports r
              WHERE r.user_id = subscriptions.user_id AND r.channel_id = subscriptions.channel_id),
             (SELECT r.guild_id FROM replies r WHERE r.reply_message_id = subscriptions.message_id))"""
    )


def _find_owners_of_samples() -> None:
    """A sample that is gone where it was copied from is past its time here, too."""
    op.execute(
        """UPDATE overlays SET
             sample_user = (SELECT min(s."user") FROM samples s
                            WHERE s.cluster_id = overlays.cluster_id AND s.text = overlays.sample),
             sample_at = (SELECT min(s.at) FROM samples s
                          WHERE s.cluster_id = overlays.cluster_id AND s.text = overlays.sample),
             sample_guild_id = (SELECT min(s.guild_id) FROM samples s
                                WHERE s.cluster_id = overlays.cluster_id AND s.text = overlays.sample)
           WHERE sample IS NOT NULL"""
    )
    op.execute("UPDATE overlays SET sample = NULL WHERE sample_user IS NULL")


def _open_for_the_other_guilds() -> None:
    op.execute(
        """INSERT INTO local_answers (cluster_id, guild_id, state, entry)
           SELECT c.id, o.guild_id, 'published', min(o.entry) FROM overlays o JOIN clusters c ON c.id = o.cluster_id
           WHERE o.state = 'live' AND o.guild_id IS NOT NULL AND c.state = 'published' AND c.entry = o.entry
           GROUP BY c.id, o.guild_id"""
    )
    op.execute(
        """UPDATE clusters SET state = 'open', entry = NULL
           WHERE state = 'published' AND id IN (SELECT cluster_id FROM local_answers)"""
    )
