"""One team's copy of a report in the hands of somebody of that team, locked until the transaction ends."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.actor import Actor, visible_to
from actions.database.tables import Addition, Casework, Delivery, ReportRow
from actions.inbox import NoSuchReportError, arrived
from actions.locking import Place


@dataclass(frozen=True, slots=True)
class Case:
    """The copy, and the team's work on it."""

    delivery: Delivery
    work: Casework

    def place(self, part: str) -> Place:
        """Where a locked part of it belongs."""
        return Place(self.delivery.report_id, self.delivery.team, part)


async def hold_case(session: AsyncSession, actor: Actor, report_id: str) -> Case:
    """Raises `NoSuchReportError` when there is none for `actor`: after one statement, whatever the reason.

    The statement writes, which locks in every database: two people who act at once do so one after the other.
    """
    this = (Delivery.report_id == report_id, Delivery.team == actor.team)
    delivery = await hold_copy(session, *this, arrived(), visible_to(actor))
    if delivery is None:
        raise NoSuchReportError("there is no such report")
    return Case(delivery, await work_on(session, delivery))


async def hold_report_first(session: AsyncSession, actor: Actor, report_id: str) -> Case:
    """The same, with the whole report locked before it, as whoever holds its receipt locks it (`actions.held`): for
    what gives or takes a team its copy, which must not pass unseen by a withdrawal or an addition."""
    theirs = exists().where(
        Delivery.report_id == ReportRow.id, Delivery.team == actor.team, arrived(), visible_to(actor)
    )
    lock = update(ReportRow).where(ReportRow.id == report_id, theirs).values(receipt=ReportRow.receipt)
    if await session.scalar(lock.returning(ReportRow.id)) is None:
        raise NoSuchReportError("there is no such report")
    return await hold_case(session, actor, report_id)


async def hold_copy(session: AsyncSession, *this: ColumnElement[bool]) -> Delivery | None:
    """The copy for which `this` holds, locked; None when there is none."""
    return await session.scalar(update(Delivery).where(*this).values(status=Delivery.status).returning(Delivery))


async def work_on(session: AsyncSession, delivery: Delivery) -> Casework:
    """The row of the team's work, made if there is none; to be called with the copy locked."""
    key = (delivery.report_id, delivery.team)
    work = await session.get(Casework, key)
    if work is None:
        work = Casework(report_id=delivery.report_id, team=delivery.team)
        session.add(work)
        await session.flush()
    return work


async def has_unread_additions(session: AsyncSession, delivery: Delivery) -> bool:
    """Whether something was added that the team has not opened; to be called with the copy locked."""
    new = (Addition.report_id == delivery.report_id, Addition.team == delivery.team, Addition.opened.is_(False))
    return bool(await session.scalar(select(exists().where(*new))))
