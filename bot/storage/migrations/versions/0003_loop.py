"""Outage notices, digests and waiting lists that outlive the process; entries that are changed while they are live.

Revision: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns and tables."""
    op.add_column("guild_settings", sa.Column("digest", sa.Text(), nullable=False, server_default="weekly"))
    op.add_column("replies", sa.Column("fingerprint", sa.Text()))
    op.add_column("subscriptions", sa.Column("message_id", sa.BigInteger()))
    op.add_column("overlays", sa.Column("replaces", _ROW_NUMBER))
    op.create_table(
        "outages",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "entry", name="pk_outages"),
    )
    op.create_table(
        "digests",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name="pk_digests"),
    )
