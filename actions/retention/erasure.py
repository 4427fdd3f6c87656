"""Erases a team's copy of a report, with the keys of everything in it; with the last copy the report itself goes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.departure import furthest
from actions.database.tables import Base, Casework, Delivery, Ended, EndedCopy, OutboxItem, ReportRow, Status
from actions.database.types import LockedBytes
from actions.key_destruction import doom
from actions.locking import Locked

BYTES_WITH_THE_KEY = 64
"""Enough of what is locked to tell its key: the files that she attached are large."""


async def erase_copy(session: AsyncSession, copy: Delivery, *, early: bool) -> None:
    """To be called with the report and then the copy locked, and finished (`actions.key_destruction`) once committed.

    Another team's copy of the report stays as it is. `early`: before its time was over.
    """
    report_id, team = copy.report_id, copy.team
    doom(session, {locked.key_id for locked in await _everything_of(session, report_id, team)})
    before = await _before(session, copy)
    await session.execute(delete(Delivery).where(Delivery.report_id == report_id, Delivery.team == team))
    if not await session.scalar(select(exists().where(Delivery.report_id == report_id))):
        await _end(session, report_id, early=early)
        return
    owed = (Casework.report_id == report_id, Casework.contact_from == team)
    await session.execute(update(Casework).where(*owed).values(contact_from=None))
    if before is not Status.RECEIVED:
        session.add(EndedCopy(report_id=report_id, before=before))


async def _end(session: AsyncSession, report_id: str, *, early: bool) -> None:
    doom(session, [report_id])
    receipt = await session.scalar(delete(ReportRow).where(ReportRow.id == report_id).returning(ReportRow.receipt))
    if receipt is not None:
        session.add(Ended(receipt=receipt, early=early))


async def _everything_of(session: AsyncSession, report_id: str, team: str) -> Sequence[Locked]:
    """Whatever is locked in any table that says whose it is: so that nobody has to think of a new one here."""
    found: list[Locked] = []
    for table in Base.metadata.sorted_tables:
        locked = [column for column in table.columns if isinstance(column.type, LockedBytes)]
        if locked and {"report_id", "team"} <= set(table.columns.keys()):
            heads = [func.substr(column, 1, BYTES_WITH_THE_KEY, type_=column.type) for column in locked]
            rows = await session.execute(select(*heads).where(table.c.report_id == report_id, table.c.team == team))
            found += [each for row in rows for each in row if each is not None]
    return found


async def _before(session: AsyncSession, copy: Delivery) -> Status:
    """How far the report was with this team, or with one that handed it over to it."""
    work = await session.get(Casework, (copy.report_id, copy.team))
    left = await _may_have_left(session, copy.report_id, copy.team)
    known = [copy.status, *([Status.OPENED] if left else []), *([Status(work.before)] if work and work.before else [])]
    return furthest(known)


async def _may_have_left(session: AsyncSession, report_id: str, team: str) -> bool:
    gone = (OutboxItem.report_id == report_id, OutboxItem.team == team, OutboxItem.gone)
    return bool(await session.scalar(select(exists().where(*gone))))
