"""What a reporter adds later, and reports taken back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "additions",
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened", sa.Boolean, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("report_id", "team", "number", name="pk_additions"),
        sa.ForeignKeyConstraint(
            ["report_id", "team"],
            ["deliveries.report_id", "deliveries.team"],
            name="fk_additions",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "withdrawals",
        sa.Column("receipt", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("report_id", sa.String(32), nullable=True),
        sa.Column("erased", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("receipt", name="pk_withdrawals"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_withdrawals_report_id", ondelete="SET NULL"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_withdrawals_report_id", "withdrawals", ["report_id"])


def downgrade() -> None:
    op.drop_table("withdrawals")
    op.drop_table("additions")
