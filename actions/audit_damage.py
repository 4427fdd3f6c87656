"""What happened to a chain where it is broken: told from what the rows after the break say of themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.audit_chain import Link
from actions.database.audit_tables import AuditEntry

FURTHER = 10_000
"""How many removed rows it is still found out from that a row had another number."""


class Damage(StrEnum):
    """What can be wrong with the log."""

    CHANGED = "changed"
    MISSING = "missing"
    INSERTED = "inserted"
    REORDERED = "reordered"
    CUT = "cut"
    REWRITTEN = "rewritten"
    SIGNATURE = "signature"
    NO_HEAD = "no head"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and the sentence that says it and where."""

    damage: Damage
    sentence: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A row as it is now: what is hashed, and the hash that stands beside it."""

    link: Link
    hash: str

    @property
    def number(self) -> int:
        """Where it stands."""
        return self.link.number

    @property
    def is_intact(self) -> bool:
        """Whether the hash fits."""
        return self.link.hash == self.hash

    @classmethod
    def of(cls, row: Any) -> Stored:
        """From a row of the table. What is not text any more is as wrong as any other text."""
        told = (str(row.actor), str(row.event), str(row.report_id), str(row.team), str(row.previous))
        return cls(Link(row.id, row.at, *told, str(row.account)), str(row.hash))


async def diagnose(session: AsyncSession, number: int, last: str, row: Stored) -> Finding:
    """Why `row` does not follow row `number`, whose hash is `last`."""
    due = number + 1
    if row.number < due:
        return Finding(Damage.INSERTED, f"Row {row.number} was inserted: the first row is row 1.")
    follower = await _other_follower(session, last, row)
    if row.number > due:
        return _gap(due, row, last, follower)
    written_as = await _written_as(session, row)
    if follower is not None:
        if written_as:
            return Finding(Damage.REORDERED, f"Row {due} is now row {follower}: rows were put in another order.")
        return Finding(Damage.INSERTED, f"Row {due} was inserted: the one written there is now row {follower}.")
    if row.link.previous == last or written_as is None:
        return _changed(due, row, last)
    if written_as < due:
        return Finding(Damage.INSERTED, f"Row {due} was written as row {written_as}: rows were inserted before it.")
    return Finding(Damage.MISSING, f"{these_rows(due, written_as - 1)} missing, and later ones were numbered anew.")


def these_rows(first: int, last: int) -> str:
    """The rows as the subject of a sentence, with its verb."""
    return f"Row {first} is" if first == last else f"Rows {first} to {last} are"


def _gap(due: int, row: Stored, last: str, follower: int | None) -> Finding:
    place = row.number if row.link.previous == last else follower
    if place is not None:
        return Finding(Damage.REORDERED, f"Row {due} is now row {place}: rows were put in another order.")
    return Finding(Damage.MISSING, f"{these_rows(due, row.number - 1)} missing.")


def _changed(due: int, row: Stored, last: str) -> Finding:
    if row.is_intact and row.link.previous != last:
        return Finding(Damage.CHANGED, f"Row {due} does not follow row {due - 1}: one was changed and hashed anew.")
    return Finding(Damage.CHANGED, f"Row {due} was changed after it was written.")


async def _other_follower(session: AsyncSession, last: str, row: Stored) -> int | None:
    """The number of another row than `row` that says it follows the one with the hash `last`."""
    here = (AuditEntry.previous == last, AuditEntry.id != row.number)
    return await session.scalar(select(func.min(AuditEntry.id)).where(*here))


async def _written_as(session: AsyncSession, row: Stored) -> int | None:
    """The other number that `row` was written with; None when its hash fits no number, or its own."""
    if row.is_intact:
        return None
    most = await session.scalar(select(func.max(AuditEntry.id))) or 0
    numbers = range(1, most + FURTHER)
    return next((number for number in numbers if replace(row.link, number=number).hash == row.hash), None)
