"""The outbox knows other targets than the inbox, tells of additions and withdrawals, and keeps what was given up."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from actions.database.types import Hour

revision = "0006"
down_revision = "0005"

BEFORE = ("report_id", "team", "target", "attempts", "delivered")
OUTBOX = sa.table("outbox", *(sa.column(name) for name in (*BEFORE, "number")))


def upgrade() -> None:
    rows = [
        row | {"id": secrets.token_hex(16), "kind": "report", "number": 0, "gone": False, "failure": ""}
        for row in _rows()
    ]
    op.drop_table("outbox")
    table = op.create_table(
        "outbox",
        sa.Column("id", sa.String(32), nullable=False),
        *_columns_before(),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("gone", sa.Boolean, nullable=False),
        sa.Column("claim", sa.String(32), nullable=True),
        sa.Column("failure", sa.String(64), nullable=False),
        sa.Column("dead", Hour, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("report_id", "team", "target", "number", name="uq_outbox_item"),
        _of_delivery(),
        sqlite_with_rowid=False,
    )
    _fill(table, rows)
    op.create_table(
        "relays",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("beats", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_relays"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "notices",
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("at", Hour, nullable=False),
        sa.PrimaryKeyConstraint("team", name="pk_notices"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """What went to another target than the inbox is forgotten: the version before knows none."""
    rows = _rows(OUTBOX.c.target == "inbox", OUTBOX.c.number == 0)
    op.drop_table("notices")
    op.drop_table("relays")
    op.drop_table("outbox")
    table = op.create_table(
        "outbox",
        *_columns_before(),
        sa.PrimaryKeyConstraint("report_id", "team", "target", name="pk_outbox"),
        _of_delivery(),
        sqlite_with_rowid=False,
    )
    _fill(table, rows)


def _rows(*which: sa.ColumnElement[bool]) -> list[dict[str, Any]]:
    found = op.get_bind().execute(sa.select(*(OUTBOX.c[name] for name in BEFORE)).where(*which))
    return [{**row, "delivered": bool(row["delivered"])} for row in found.mappings()]


def _fill(table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    op.create_index("ix_outbox_delivered", "outbox", ["delivered"])
    op.bulk_insert(table, list(rows))


def _columns_before() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("report_id", sa.String(32), nullable=False),
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("target", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("delivered", sa.Boolean, nullable=False),
    )


def _of_delivery() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["report_id", "team"], ["deliveries.report_id", "deliveries.team"], name="fk_outbox", ondelete="CASCADE"
    )
