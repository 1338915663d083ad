"""What is due before a day, when its programme was changed, and which stand's text is approved.

An instant takes the place of `prepared`, which nothing ever read.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and the columns."""
    op.add_column("day", sa.Column("programme_changed_at", sa.BigInteger(), nullable=True))
    op.add_column("stand", sa.Column("approved_at", sa.BigInteger(), nullable=True))
    op.drop_column("stand", "prepared")
    op.create_table(
        "daymilestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("done_on", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["day_id"], ["day.id"]),
    )
    op.create_index("ix_daymilestone_day_id", "daymilestone", ["day_id"])


def downgrade() -> None:
    """Take them away again."""
    prepared = sa.Column("prepared", sa.String(), nullable=False, server_default="missing")
    op.add_column("stand", prepared)
    op.drop_column("stand", "approved_at")
    op.drop_table("daymilestone")
    op.drop_column("day", "programme_changed_at")
