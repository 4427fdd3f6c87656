"""How often people felt taken seriously, by month."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "feelings",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("answer", sa.String(16), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("month", "answer", name="pk_feelings"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("feelings")
