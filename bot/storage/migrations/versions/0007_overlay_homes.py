"""An answer remembers the guild that wrote it, so that it can go back there.

Revision: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column."""
    op.add_column("overlays", sa.Column("home_id", sa.BigInteger()))
    op.execute("UPDATE overlays SET home_id = guild_id")
