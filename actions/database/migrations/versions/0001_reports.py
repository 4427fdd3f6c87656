"""Reports, deliveries, replies, audit: the first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("received", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consent_wording", sa.String(64), nullable=False),
        sa.Column("consented", sa.DateTime(timezone=True), nullable=False),
        sa.Column("routing_version", sa.Text, nullable=False),
        sa.Column("receipt", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.UniqueConstraint("receipt", name="uq_reports_receipt"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "submissions",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("report_id", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_submissions"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_submissions_report_id", ondelete="SET NULL"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_submissions_report_id", "submissions", ["report_id"])
    op.create_table(
        "deliveries",
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("account", sa.LargeBinary, nullable=False),
        sa.Column("contact", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("report_id", "team", name="pk_deliveries"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_deliveries_report_id", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_deliveries_team", "deliveries", ["team"])
    op.create_table(
        "outbox",
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("target", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("delivered", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("report_id", "team", "target", name="pk_outbox"),
        _of_delivery("fk_outbox"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_outbox_delivered", "outbox", ["delivered"])
    op.create_table(
        "replies",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_replies"),
        _of_delivery("fk_replies"),
    )
    op.create_index("ix_replies_report_id", "replies", ["report_id", "team"])
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("team", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_report_id", "audit", ["report_id"])


def downgrade() -> None:
    for table in ("audit", "replies", "outbox", "deliveries", "submissions", "reports"):
        op.drop_table(table)


def _of_delivery(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["report_id", "team"], ["deliveries.report_id", "deliveries.team"], name=name, ondelete="CASCADE"
    )
