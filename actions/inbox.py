"""A team's inbox. Every call names the team, and another team's report is the same as none at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions import audit
from actions.audit import Event
from actions.database.engine import Sessions
from actions.database.tables import Delivery, OutboxItem, Reply, ReportRow, Status
from actions.delivery import INBOX
from actions.sealing import Sealed
from actions.times import hour_of


class NoSuchReportError(Exception):
    """This team has no report of that id."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of an inbox."""

    report_id: str
    received: datetime
    rule: str
    status: Status


@dataclass(frozen=True, slots=True)
class Opened:
    """A report as its team has it."""

    listed: Listed
    account: Sealed
    contact: Sealed


async def listed(sessions: Sessions, team: str) -> Sequence[Listed]:
    """The reports delivered to `team`, newest hour first."""
    async with sessions() as session:
        rows = await session.execute(_delivered_to(team).order_by(ReportRow.received.desc(), ReportRow.id))
        return [_listed(delivery, report) for delivery, report in rows]


async def open_report(sessions: Sessions, team: str, report_id: str, at: datetime) -> Opened:
    """The sealed parts of one report; marks it opened and says so in the audit. Raises `NoSuchReportError`."""
    async with sessions.begin() as session:
        await _move(session, team, report_id, Status.OPENED, only_from=(Status.RECEIVED,))
        delivery, report = await _find(session, team, report_id)
        session.add(audit.entry(Event.OPENED, report_id, actor=team, at=at, team=team))
    return Opened(_listed(delivery, report), delivery.account, delivery.contact)


async def reply(sessions: Sessions, team: str, report_id: str, sealed: Sealed, at: datetime) -> None:
    """Keeps a reply already sealed to the reporter. Raises `NoSuchReportError`."""
    async with sessions.begin() as session:
        await _find(session, team, report_id)
        await _move(session, team, report_id, Status.ANSWERED, only_from=(Status.RECEIVED, Status.OPENED))
        session.add(Reply(report_id=report_id, team=team, at=hour_of(at), sealed=sealed))
        session.add(audit.entry(Event.REPLIED, report_id, actor=team, at=at, team=team))


async def close(sessions: Sessions, team: str, report_id: str, at: datetime) -> None:
    """Closes the report for this team. Raises `NoSuchReportError`."""
    async with sessions.begin() as session:
        await _find(session, team, report_id)
        await _move(session, team, report_id, Status.CLOSED, only_from=tuple(Status))
        session.add(audit.entry(Event.CLOSED, report_id, actor=team, at=at, team=team))


async def _find(session: AsyncSession, team: str, report_id: str) -> tuple[Delivery, ReportRow]:
    found = (await session.execute(_delivered_to(team).where(ReportRow.id == report_id))).first()
    if found is None:
        raise NoSuchReportError("there is no such report")
    delivery, report = found
    return delivery, report


async def _move(session: AsyncSession, team: str, report_id: str, to: Status, *, only_from: tuple[Status, ...]) -> None:
    """One statement, so that two people acting at once cannot take a report back a step."""
    this = (Delivery.report_id == report_id, Delivery.team == team, Delivery.status.in_(only_from))
    await session.execute(update(Delivery).where(*this).values(status=to))


def _delivered_to(team: str) -> Select[Delivery, ReportRow]:
    return (
        select(Delivery, ReportRow)
        .join(ReportRow, ReportRow.id == Delivery.report_id)
        .join(OutboxItem, (OutboxItem.report_id == Delivery.report_id) & (OutboxItem.team == Delivery.team))
        .where(Delivery.team == team, OutboxItem.target == INBOX, OutboxItem.delivered)
    )


def _listed(delivery: Delivery, report: ReportRow) -> Listed:
    return Listed(report.id, report.received, delivery.rule, delivery.status)
