"""Files that a reporter attached."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from actions.database.types import Hour

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "attachments",
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("at", Hour, nullable=False),
        sa.Column("opened", sa.Boolean, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("letter", sa.LargeBinary, nullable=False),
        sa.Column("original", sa.LargeBinary, nullable=False),
        sa.Column("clean", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id", "team"],
            ["deliveries.report_id", "deliveries.team"],
            ondelete="CASCADE",
            name="fk_attachments",
        ),
        sa.PrimaryKeyConstraint("report_id", "team", "number", name="pk_attachments"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("attachments")
