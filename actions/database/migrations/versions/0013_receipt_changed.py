"""Receipts that were changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "reply_keys",
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_reply_keys_reports", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", name="pk_reply_keys"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("reply_keys")
