"""What is due before a day, where the day belongs to no series."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
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
    """Take the table away again."""
    op.drop_table("daymilestone")
