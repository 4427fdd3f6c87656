"""Whatever a report has gets its outer lock, in place; and keys that must be destroyed are noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.util import await_only

from actions.locking import ACCOUNT, CONTACT, Locked, Place, addition, reply
from actions.sealing import Sealed

revision = "0005"
down_revision = "0004"

STEP = 200
"""Reports at a time."""


def _table(name: str, *columns: sa.ColumnClause[Any]) -> sa.TableClause:
    return sa.table(name, sa.column("report_id", sa.String), sa.column("team", sa.String), *columns)


def _bytes(name: str) -> sa.ColumnClause[bytes]:
    return sa.column(name, sa.LargeBinary)


REPORTS = sa.table("reports", sa.column("id", sa.String))
DELIVERIES = _table("deliveries", _bytes(ACCOUNT), _bytes(CONTACT))
ADDITIONS = _table("additions", sa.column("number", sa.Integer), _bytes("sealed"))
REPLIES = _table("replies", sa.column("id", sa.Integer), _bytes("sealed"))


class Stored(NamedTuple):
    """One sealed thing: what it is, where it stands, and its bytes."""

    place: Place
    table: Any
    column: str
    row: tuple[Any, ...]
    data: bytes


def upgrade() -> None:
    op.create_table(
        "keys_to_destroy",
        sa.Column("id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_keys_to_destroy"),
        sqlite_with_rowid=False,
    )
    for some in _some_at_a_time():
        locked = await_only(_report_keys().lock({each.place: Sealed(each.data) for each in some}))
        _write(some, {place: each.data for place, each in locked.items()})


def downgrade() -> None:
    for some in _some_at_a_time():
        sealed = await_only(_report_keys().unlock({each.place: Locked(each.data) for each in some}))
        _write(some, {place: each.data for place, each in sealed.items()})
    op.drop_table("keys_to_destroy")


def _report_keys() -> Any:
    """Given to `actions.database.engine.migrate`. Its keys are committed before what is locked with them here."""
    keys = context.config.attributes.get("report_keys")
    if keys is None:
        raise RuntimeError("There are reports to lock: start the action server, which has the report keys.")
    return keys


def _some_at_a_time() -> Iterator[list[Stored]]:
    after = ""
    while True:
        next_ids = sa.select(REPORTS.c.id).where(REPORTS.c.id > after).order_by(REPORTS.c.id).limit(STEP)
        ids = list(op.get_bind().scalars(next_ids))
        if not ids:
            return
        if some := list(_stored(ids)):
            yield some
        after = ids[-1]


def _stored(ids: list[str]) -> Iterator[Stored]:
    for row in _rows(DELIVERIES, ids):
        key = (DELIVERIES.c.report_id == row.report_id, DELIVERIES.c.team == row.team)
        for part, data in ((ACCOUNT, row.account), (CONTACT, row.contact)):
            yield Stored(Place(row.report_id, row.team, part), DELIVERIES, part, key, data)
    for row in _rows(ADDITIONS, ids):
        place = Place(row.report_id, row.team, addition(row.number))
        of_copy = (ADDITIONS.c.report_id == row.report_id, ADDITIONS.c.team == row.team)
        yield Stored(place, ADDITIONS, "sealed", (*of_copy, ADDITIONS.c.number == row.number), row.sealed)
    seen: Counter[tuple[str, str]] = Counter()
    for row in _rows(REPLIES, ids, REPLIES.c.id):
        seen[row.report_id, row.team] += 1
        place = Place(row.report_id, row.team, reply(seen[row.report_id, row.team]))
        yield Stored(place, REPLIES, "sealed", (REPLIES.c.id == row.id,), row.sealed)


def _rows(table: Any, ids: list[str], *order: Any) -> list[Any]:
    return list(op.get_bind().execute(sa.select(table).where(table.c.report_id.in_(ids)).order_by(*order)))


def _write(some: list[Stored], data: Mapping[Place, bytes]) -> None:
    for each in some:
        op.get_bind().execute(sa.update(each.table).where(*each.row).values({each.column: data[each.place]}))
