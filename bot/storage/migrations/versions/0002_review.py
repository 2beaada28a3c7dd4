"""The maintainers' loop: clusters that are joined and assigned, their messages, where overlay entries come from.

Revision: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns and tables."""
    op.add_column("clusters", sa.Column("unhelpful", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("clusters", sa.Column("assignee", sa.Text()))
    op.add_column("clusters", sa.Column("assignee_id", sa.BigInteger()))
    op.add_column("overlays", sa.Column("cluster_id", _ROW_NUMBER))
    op.add_column("overlays", sa.Column("sample", sa.Text()))
    op.add_column("overlays", sa.Column("reviewer", sa.Text()))
    op.add_column("overlays", sa.Column("reviewer_id", sa.BigInteger()))
    op.create_table(
        "cluster_aliases",
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("cluster_id", _ROW_NUMBER, nullable=False),
        sa.Column("old_id", _ROW_NUMBER),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["clusters.id"], name="fk_cluster_aliases_cluster_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_cluster_aliases"),
    )
    op.create_index("ix_cluster_aliases_cluster_id", "cluster_aliases", ["cluster_id"])
    op.create_index("ix_cluster_aliases_old_id", "cluster_aliases", ["old_id"])
    op.create_table(
        "queue_messages",
        sa.Column("cluster_id", _ROW_NUMBER, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["clusters.id"], name="fk_queue_messages_cluster_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cluster_id", "channel_id", name="pk_queue_messages"),
    )
