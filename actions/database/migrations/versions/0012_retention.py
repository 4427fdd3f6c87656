"""How long a team keeps its copy of a report, what holds it, and what is left of one that was erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    with op.batch_alter_table("casework", recreate="never") as table:
        table.add_column(sa.Column("until", sa.Date, nullable=True))
        table.add_column(sa.Column("clock", sa.String(16), nullable=True))
        table.add_column(sa.Column("kept", sa.Date, nullable=True))
        table.add_column(sa.Column("hold", sa.String(16), nullable=True))
        table.add_column(sa.Column("held_by", sa.String(32), nullable=True))
        table.add_column(sa.Column("contact_kept", sa.Boolean, nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("erasure", sa.String(16), nullable=True))
        table.add_column(sa.Column("erasure_by", sa.String(32), nullable=True))
        table.add_column(sa.Column("erasure_asked", sa.Date, nullable=True))
    op.create_table(
        "ended",
        sa.Column("receipt", sa.String(64), nullable=False),
        sa.Column("early", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("receipt", name="pk_ended"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ended_copies",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("before", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE", name="fk_ended_copies_report_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ended_copies"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ended_copies_report_id", "ended_copies", ["report_id"])


def downgrade() -> None:
    op.drop_table("ended_copies")
    op.drop_table("ended")
    with op.batch_alter_table("casework", recreate="never") as table:
        for name in (
            *("until", "clock", "kept", "hold", "held_by"),
            *("contact_kept", "erasure", "erasure_by", "erasure_asked"),
        ):
            table.drop_column(name)
