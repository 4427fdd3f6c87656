"""A team's inbox. Every call names the team, and another team's report is the same as none at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions import audit
from actions.audit import Event
from actions.database.engine import Sessions
from actions.database.tables import Addition, Delivery, OutboxItem, Reply, ReportRow, Status, Withdrawal
from actions.delivery import INBOX
from actions.sealing import Sealed
from actions.times import hour_of


class NoSuchReportError(Exception):
    """This team has no report of that id."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of an inbox. `added`: something was added that the team has not opened; never how much, or what."""

    report_id: str
    received: datetime
    rule: str
    status: Status
    added: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A report as its team has it. Here `listed.added` says whether any addition is opened for the first time."""

    listed: Listed
    account: Sealed
    contact: Sealed
    additions: tuple[Sealed, ...]


async def listed(sessions: Sessions, team: str) -> Sequence[Listed]:
    """The reports delivered to `team`, newest hour first."""
    async with sessions() as session:
        rows = await session.execute(_delivered_to(team).order_by(ReportRow.received.desc(), ReportRow.id))
        return [_listed(*row) for row in rows]


async def open_report(sessions: Sessions, team: str, report_id: str, at: datetime) -> Opened:
    """The sealed parts of one report; marks it opened and says so in the audit. Raises `NoSuchReportError`."""
    async with sessions.begin() as session:
        await _move(session, team, report_id, Status.OPENED, only_from=(Status.RECEIVED,))
        added = await _open_additions(session, team, report_id)
        delivery, report, _, withdrawn = await _find(session, team, report_id)
        additions = await _additions(session, team, report_id)
        await audit.record(session, Event.OPENED, report_id, actor=team, at=at, team=team)
    return Opened(_listed(delivery, report, added, withdrawn), delivery.account, delivery.contact, additions)


async def reply(sessions: Sessions, team: str, report_id: str, sealed: Sealed, at: datetime) -> None:
    """Keeps a reply already sealed to the reporter. Raises `NoSuchReportError`."""
    async with sessions.begin() as session:
        await _move(session, team, report_id, Status.ANSWERED, only_from=(Status.RECEIVED, Status.OPENED))
        await _find(session, team, report_id)
        session.add(Reply(report_id=report_id, team=team, at=hour_of(at), sealed=sealed))
        await audit.record(session, Event.REPLIED, report_id, actor=team, at=at, team=team)


async def close(sessions: Sessions, team: str, report_id: str, at: datetime) -> None:
    """Closes the report for this team. Raises `NoSuchReportError`."""
    async with sessions.begin() as session:
        await _move(session, team, report_id, Status.CLOSED, only_from=tuple(Status))
        await _find(session, team, report_id)
        await audit.record(session, Event.CLOSED, report_id, actor=team, at=at, team=team)


async def _find(session: AsyncSession, team: str, report_id: str) -> tuple[Delivery, ReportRow, bool, bool]:
    found = (await session.execute(_delivered_to(team).where(ReportRow.id == report_id))).first()
    if found is None:
        raise NoSuchReportError("there is no such report")
    delivery, report, added, withdrawn = found
    return delivery, report, added, withdrawn


async def _open_additions(session: AsyncSession, team: str, report_id: str) -> bool:
    """Marks what was added as opened; whether any of it was new."""
    new = (Addition.report_id == report_id, Addition.team == team, Addition.opened.is_(False))
    marked = await session.scalars(update(Addition).where(*new).values(opened=True).returning(Addition.number))
    return bool(marked.all())


async def _additions(session: AsyncSession, team: str, report_id: str) -> tuple[Sealed, ...]:
    this = (Addition.report_id == report_id, Addition.team == team)
    return tuple(await session.scalars(select(Addition.sealed).where(*this).order_by(Addition.number)))


async def _move(session: AsyncSession, team: str, report_id: str, to: Status, *, only_from: tuple[Status, ...]) -> None:
    """One statement, so that two people acting at once cannot take a report back a step.

    It comes first: it locks the team's copy, so that what is read after it was not taken back meanwhile.
    """
    this = (Delivery.report_id == report_id, Delivery.team == team, Delivery.status.in_(only_from))
    await session.execute(update(Delivery).where(*this).values(status=to))


def _delivered_to(team: str) -> Select[Delivery, ReportRow, bool, bool]:
    new = (Addition.report_id == Delivery.report_id, Addition.team == Delivery.team, Addition.opened.is_(False))
    taken_back = exists().where(Withdrawal.report_id == ReportRow.id)
    return (
        select(Delivery, ReportRow, exists().where(*new), taken_back)
        .join(ReportRow, ReportRow.id == Delivery.report_id)
        .join(OutboxItem, (OutboxItem.report_id == Delivery.report_id) & (OutboxItem.team == Delivery.team))
        .where(Delivery.team == team, OutboxItem.target == INBOX, OutboxItem.delivered)
    )


def _listed(delivery: Delivery, report: ReportRow, added: bool, withdrawn: bool) -> Listed:
    return Listed(report.id, report.received, delivery.rule, delivery.status, added, withdrawn)
