"""A vote counts for every entry that its answer showed.

Revision: 0004
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the one entry of a vote a list of names."""
    op.drop_index("ix_votes_entry_at", "votes")
    op.execute("ALTER TABLE votes RENAME COLUMN entry TO entries")
    op.execute("""UPDATE votes SET entries = '["' || entries || '"]'""")
