"""The audit is a chain: each row holds the hash of the one before. Heads of it are signed, and no row is changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from actions.audit_chain import GENESIS, Link
from actions.database.types import Hour

revision = "0004"
down_revision = "0003"

STEP = 1000
KEPT = ("audit", "audit_heads")
"""The tables whose rows are neither changed nor deleted."""

AUDIT = sa.table(
    "audit",
    sa.column("id", sa.Integer),
    sa.column("at", Hour),
    *(sa.column(name, sa.String) for name in ("actor", "event", "report_id", "team", "previous", "hash")),
)


def upgrade() -> None:
    op.add_column("audit", sa.Column("previous", sa.String(64), nullable=True))
    op.add_column("audit", sa.Column("hash", sa.String(64), nullable=True))
    number, last = _chain_rows()
    with op.batch_alter_table("audit") as audit:
        audit.alter_column("previous", existing_type=sa.String(64), nullable=False)
        audit.alter_column("hash", existing_type=sa.String(64), nullable=False)
    tail = op.create_table(
        "audit_tail",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_tail"),
        sqlite_with_rowid=False,
    )
    op.bulk_insert(tail, [{"id": 1, "number": number, "hash": last}])
    op.create_table(
        "audit_heads",
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("signature", sa.String(88), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_audit_heads"),
        sqlite_with_rowid=False,
    )
    for statement in _refusals():
        op.execute(statement)


def downgrade() -> None:
    for statement in _permissions():
        op.execute(statement)
    op.drop_table("audit_heads")
    op.drop_table("audit_tail")
    with op.batch_alter_table("audit") as audit:
        audit.drop_column("hash")
        audit.drop_column("previous")
    if _is_postgresql():
        # Before this version the database numbered the rows; it goes on after the last.
        op.execute("SELECT setval(pg_get_serial_sequence('audit', 'id'), max(id)) FROM audit HAVING max(id) > 0")


def _chain_rows() -> tuple[int, str]:
    """Numbers the rows from 1 and chains them in their order; the last number, and its hash.

    A number is never larger than the id before it, so it is free when its turn comes.
    """
    number, last = 0, GENESIS
    for rows in _steps():
        changed = []
        for row in rows:
            number += 1
            link = Link(number, row.at, row.actor, row.event, row.report_id, row.team, last)
            last = link.hash
            changed.append({"old": row.id, "new": number, "before": link.previous, "own": last})
        values: dict[str, Any] = {
            "id": sa.bindparam("new"),
            "previous": sa.bindparam("before"),
            "hash": sa.bindparam("own"),
        }
        op.get_bind().execute(sa.update(AUDIT).where(AUDIT.c.id == sa.bindparam("old")).values(values), changed)
    return number, last


def _steps() -> Iterator[list[Any]]:
    """The rows in their order, some at a time. What was numbered anew lies before what is still to be read."""
    after = 0
    while rows := list(op.get_bind().execute(sa.select(AUDIT).where(AUDIT.c.id > after).order_by("id").limit(STEP))):
        yield rows
        after = rows[-1].id


def _refusals() -> Iterator[str]:
    """What makes the database refuse to change or delete a row of the tables that are kept."""
    if _is_postgresql():
        yield (
            "CREATE FUNCTION audit_refused() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit is only added to'; END $$"
        )
        for table in KEPT:
            yield (
                f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION audit_refused()"
            )
        return
    refused = "BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END"
    for table, key in zip(KEPT, ("id", "day"), strict=True):
        for act in ("UPDATE", "DELETE"):
            yield f"CREATE TRIGGER {table}_kept_{act.lower()} BEFORE {act} ON {table} {refused}"
        # INSERT OR REPLACE deletes without asking the trigger for deletes.
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # noqa: S608
        yield f"CREATE TRIGGER {table}_kept_insert BEFORE INSERT ON {table} WHEN {there} {refused}"


def _permissions() -> Iterator[str]:
    if _is_postgresql():
        yield from (f"DROP TRIGGER {table}_kept ON {table}" for table in KEPT)
        yield "DROP FUNCTION audit_refused()"
        return
    yield from (f"DROP TRIGGER {table}_kept_{act}" for table in KEPT for act in ("update", "delete", "insert"))


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
