"""What a team does with a report: who has it, who stepped aside, and how it ended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from actions.database.types import Hour

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "casework",
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("assigned", sa.String(32), nullable=True),
        sa.Column("needs_since", Hour, nullable=True),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.Column("closed", Hour, nullable=True),
        sa.Column("since", Hour, nullable=True),
        sa.Column("before", sa.String(16), nullable=True),
        sa.Column("contact_from", sa.String(64), nullable=True),
        sa.Column("told_lead", Hour, nullable=True),
        sa.Column("told_above", Hour, nullable=True),
        sa.Column("redacted", sa.LargeBinary, nullable=True),
        sa.Column("proposed", sa.LargeBinary, nullable=True),
        sa.Column("proposed_by", sa.String(32), nullable=True),
        sa.Column("assessment", sa.LargeBinary, nullable=True),
        sa.ForeignKeyConstraint(
            ["report_id", "team"], ["deliveries.report_id", "deliveries.team"], ondelete="CASCADE", name="fk_casework"
        ),
        sa.PrimaryKeyConstraint("report_id", "team", name="pk_casework"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "recusals",
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("account", sa.String(32), nullable=False),
        sa.Column("team", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE", name="fk_recusals_report_id"),
        sa.PrimaryKeyConstraint("report_id", "account", name="pk_recusals"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "custody",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("keeper", sa.String(64), nullable=False),
        sa.Column("given_by", sa.String(64), nullable=False),
        sa.Column("account", sa.String(32), nullable=False),
        sa.Column("part", sa.String(32), nullable=False),
        sa.Column("until", Hour, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE", name="fk_custody_report_id"),
        sa.PrimaryKeyConstraint("id", name="pk_custody"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_custody_report_id", "custody", ["report_id"])
    op.create_index("ix_custody_until", "custody", ["until"])


def downgrade() -> None:
    op.drop_table("custody")
    op.drop_table("recusals")
    op.drop_table("casework")
