"""Counts are kept sealed, and releases as they were published.

The counts of "Did you feel taken seriously?" so far lay open, month by month. They are dropped: no key can seal them
now without this migration seeing one, and nothing was ever published of them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "count_batches",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("ordinary", sa.LargeBinary, nullable=False),
        sa.Column("reserved", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_count_batches"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_count_batches_month", "count_batches", ["month"])
    op.create_table(
        "releases",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("series", sa.String(16), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("month", "series", name="pk_releases"),
        sqlite_with_rowid=False,
    )
    op.drop_table("feelings")


def downgrade() -> None:
    op.create_table(
        "feelings",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("answer", sa.String(16), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("month", "answer", name="pk_feelings"),
        sqlite_with_rowid=False,
    )
    op.drop_table("releases")
    op.drop_table("count_batches")
