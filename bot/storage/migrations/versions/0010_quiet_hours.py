"""A channel may have quiet hours, counted in the time zone of its guild.

Revision: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("channel_settings", sa.Column("quiet_from", sa.Time()))
    op.add_column("channel_settings", sa.Column("quiet_until", sa.Time()))
    op.add_column("guild_settings", sa.Column("time_zone", sa.Text(), nullable=False, server_default="UTC"))
