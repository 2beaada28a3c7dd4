"""Each answer to a paste has a record of its own.

Revision: 0008
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the message that answers the key, and the one that is answered an index."""
    op.drop_index("ix_replies_reply_message_id", "replies")
    with op.batch_alter_table("replies") as batch:
        batch.drop_constraint("pk_replies", type_="primary")
        batch.create_primary_key("pk_replies", ["reply_message_id"])
    op.create_index("ix_replies_paste_message_id", "replies", ["paste_message_id"])
