"""What is due before a day of no series, and when a day's programme was last changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and the column."""
    op.add_column("day", sa.Column("programme_changed_at", sa.BigInteger(), nullable=True))
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
    """Take both away again."""
    op.drop_table("daymilestone")
    op.drop_column("day", "programme_changed_at")
