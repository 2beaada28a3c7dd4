"""An answer knows when its paste was sent, from which delays count.

Revision: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column."""
    op.add_column("replies", sa.Column("pasted_at", sa.DateTime(timezone=True)))
