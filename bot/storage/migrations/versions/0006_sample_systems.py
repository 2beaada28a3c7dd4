"""A sample knows the system that its channel is mostly about.

Revision: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column."""
    op.add_column("samples", sa.Column("system", sa.Text()))
