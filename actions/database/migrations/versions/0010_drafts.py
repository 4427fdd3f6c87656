"""Reports that are put aside, sealed to their receipt alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("receipt", sa.String(64), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("receipt", name="pk_drafts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_drafts_until", "drafts", ["until"])


def downgrade() -> None:
    op.drop_table("drafts")
