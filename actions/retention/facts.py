"""What the day of a team's copy follows from, as it stands in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.audit import Event
from actions.database.attachment_tables import Attachment
from actions.database.tables import Addition, AuditEntry, Casework, Custody, Delivery, ReportRow, Status, Withdrawal
from actions.retention.days import Clock, Ends, Facts
from actions.times import day_of

NO_TOUCH = (Event.PASSED_UP.value, Event.FETCHED_TO_REWRAP.value, Event.REWRAPPED.value)
"""Recorded for a team, and nobody did anything with the report."""

Told = Addition | Attachment
"""What she told a team later."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A team's copy: what its day follows from, the day that is stored, until when it is kept longer, whether the team
    was told of the day, and whether anything stands against erasing it: a hold, or parts of it in custody."""

    report_id: str
    team: str
    facts: Facts
    stored: Ends | None
    kept: date | None
    announced: bool
    bound: bool


async def copies(session: AsyncSession, *where: ColumnElement[bool]) -> Sequence[Copy]:
    """Every team's copy for which `where` holds."""
    work = and_(Casework.report_id == Delivery.report_id, Casework.team == Delivery.team)
    rows = await session.execute(
        select(
            *(Delivery.report_id, Delivery.team, Delivery.status, ReportRow.received),
            *(Casework.outcome, Casework.closed, Casework.since),
            *(Casework.until, Casework.clock, Casework.kept, Casework.announced, Casework.hold),
            _last(Addition).label("added"),
            _last(Attachment).label("attached"),
            or_(_unread(Addition), _unread(Attachment)).label("unread"),
            _acted().label("acted"),
            Withdrawal.at.label("withdrawn"),
            _in_custody().label("in_custody"),
        )
        .join(ReportRow, ReportRow.id == Delivery.report_id)
        .outerjoin(Casework, work)
        .outerjoin(Withdrawal, Withdrawal.report_id == Delivery.report_id)
        .where(*where)
    )
    return [
        Copy(
            row.report_id,
            row.team,
            Facts(
                row.team,
                row.outcome,
                _latest(row.closed or row.acted or row.received, row.added, row.attached)
                if row.status is Status.CLOSED and not row.unread
                else None,
                _latest(row.received, row.since, row.added, row.attached, row.acted),
                day_of(row.withdrawn) if row.withdrawn else None,
            ),
            Ends(row.until, Clock(row.clock)) if row.until and row.clock else None,
            row.kept,
            bool(row.announced),
            row.hold is not None or row.in_custody,
        )
        for row in rows
    ]


def of_copy(report_id: str, team: str) -> tuple[ColumnElement[bool], ...]:
    """That a statement's `Delivery` is this copy."""
    return Delivery.report_id == report_id, Delivery.team == team


def _latest(*times: datetime | None) -> date:
    return day_of(max(each for each in times if each is not None))


def _last(told: type[Told]) -> ScalarSelect[datetime]:
    """When she last told something more."""
    return select(func.max(told.at)).where(*_of_copy(told)).correlate(Delivery).scalar_subquery()


def _unread(told: type[Told]) -> ColumnElement[bool]:
    return exists().where(*_of_copy(told), told.opened.is_(False)).correlate(Delivery)


def _of_copy(told: type[Told]) -> tuple[ColumnElement[bool], ...]:
    return told.report_id == Delivery.report_id, told.team == Delivery.team


def _acted() -> ScalarSelect[datetime]:
    """When somebody of the team last did something with it."""
    by_team = (AuditEntry.report_id == Delivery.report_id, AuditEntry.actor == Delivery.team)
    acts = select(func.max(AuditEntry.at)).where(*by_team, AuditEntry.event.not_in(NO_TOUCH))
    return acts.correlate(Delivery).scalar_subquery()


def _in_custody() -> ColumnElement[bool]:
    of_it = (Custody.report_id == Delivery.report_id, Custody.keeper == Delivery.team)
    return exists().where(*of_it).correlate(Delivery)
