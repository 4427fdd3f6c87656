"""A team's inbox. Every call names the team, and another team's report is the same as none at all.

`also`: what must hold of the team's `Delivery` as well, in the very statements that look for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions import audit, locking
from actions.attachment_rows import letters_of, mark_opened
from actions.audit import Event
from actions.casework.actor import NotAllowedError
from actions.database.engine import Sessions
from actions.database.tables import Addition, Delivery, OutboxItem, Reply, ReportRow, Status, Withdrawal
from actions.delivery import INBOX
from actions.locking import ACCOUNT, CONTACT, Locked, Place
from actions.report_keys import ReportKeys
from actions.sealing import Sealed
from actions.times import hour_of
from content.contact_reasons import Reason

Also = tuple[ColumnElement[bool], ...]


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
    """A report as its team has it, without the contact details (`open_contact`).

    Here `listed.added` says whether any addition is opened for the first time.
    """

    listed: Listed
    account: Sealed
    additions: tuple[Sealed, ...]
    attachments: tuple[Sealed, ...] = ()
    """The letters of the files: what each is, and the key of its bodies (`actions.attachment_rows.take`)."""


async def listed(sessions: Sessions, team: str, *also: ColumnElement[bool]) -> Sequence[Listed]:
    """The reports delivered to `team` for which `also` holds, newest hour first."""
    newest_first = _delivered_to(team).where(*also).order_by(ReportRow.received.desc(), ReportRow.id)
    async with sessions() as session:
        rows = await session.execute(newest_first)
        return [_listed(*row) for row in rows]


async def open_report(
    sessions: Sessions,
    keys: ReportKeys,
    team: str,
    report_id: str,
    at: datetime,
    *also: ColumnElement[bool],
    account: str = "",
) -> Opened:
    """What one report says, sealed; marks it opened and says so in the audit.

    Raises `NoSuchReportError`, and `CannotUnlockError` when its keys are gone; nothing is marked or said then.
    """
    async with sessions.begin() as session:
        await _mark_opened(session, team, report_id, also)
        added = await _open_additions(session, team, report_id)
        await mark_opened(session, report_id, team)
        delivery, report, _, withdrawn = await _find(session, team, report_id, also)
        place = Place(report_id, team, ACCOUNT)
        additions = await _additions(session, team, report_id)
        letters = await letters_of(session, report_id, team)
        parts = await keys.unlock({place: delivery.account, **additions, **letters})
        await audit.record(session, Event.OPENED, report_id, actor=team, at=at, team=team, account=account)
    line = _listed(delivery, report, added, withdrawn)
    return Opened(line, parts[place], *(tuple(parts[each] for each in some) for some in (additions, letters)))


async def open_contact(
    sessions: Sessions,
    keys: ReportKeys,
    team: str,
    report_id: str,
    reason: Reason,
    at: datetime,
    *also: ColumnElement[bool],
    account: str = "",
) -> Sealed:
    """How to reach the reporter, sealed; `reason` is recorded. The report counts as opened from then on.

    Raises `NoSuchReportError`, and `CannotUnlockError` when the key is gone; nothing is marked or recorded then.
    """
    async with sessions.begin() as session:
        await _mark_opened(session, team, report_id, also)
        delivery, _, _, _ = await _find(session, team, report_id, also)
        contact = await keys.unlock_one(Place(report_id, team, CONTACT), delivery.contact)
        await audit.record(
            session,
            Event.CONTACT_OPENED,
            report_id,
            actor=team,
            at=at,
            team=team,
            account=account,
            code=reason.code,
        )
    return contact


async def reply(
    sessions: Sessions,
    keys: ReportKeys,
    team: str,
    report_id: str,
    sealed: Sealed,
    at: datetime,
    *also: ColumnElement[bool],
    account: str = "",
) -> None:
    """Keeps a reply already sealed to the reporter. Raises `NoSuchReportError`, `NotAllowedError` before it is read."""
    async with sessions.begin() as session:
        await _hold(session, team, report_id, also)
        delivery, _, _, _ = await _find(session, team, report_id, also)
        if delivery.status is Status.RECEIVED:
            raise NotAllowedError("Open the report first.")
        if delivery.status is Status.OPENED:
            delivery.status = Status.ANSWERED
        place = Place(report_id, team, locking.reply(await _count_replies(session, team, report_id) + 1))
        locked = await keys.lock_one(place, sealed)
        session.add(Reply(report_id=report_id, team=team, at=hour_of(at), sealed=locked))
        await audit.record(session, Event.REPLIED, report_id, actor=team, at=at, team=team, account=account)


async def _find(session: AsyncSession, team: str, report_id: str, also: Also) -> tuple[Delivery, ReportRow, bool, bool]:
    found = (await session.execute(_delivered_to(team).where(ReportRow.id == report_id, *also))).first()
    if found is None:
        raise NoSuchReportError("there is no such report")
    delivery, report, added, withdrawn = found
    return delivery, report, added, withdrawn


async def _open_additions(session: AsyncSession, team: str, report_id: str) -> bool:
    """Marks what was added as opened; whether any of it was new."""
    new = (Addition.report_id == report_id, Addition.team == team, Addition.opened.is_(False))
    marked = await session.scalars(update(Addition).where(*new).values(opened=True).returning(Addition.number))
    return bool(marked.all())


async def _additions(session: AsyncSession, team: str, report_id: str) -> Mapping[Place, Locked]:
    this = (Addition.report_id == report_id, Addition.team == team)
    rows = await session.scalars(select(Addition).where(*this).order_by(Addition.number))
    return {Place(report_id, team, locking.addition(row.number)): row.sealed for row in rows}


async def _count_replies(session: AsyncSession, team: str, report_id: str) -> int:
    of_it = select(func.count()).select_from(Reply).where(Reply.report_id == report_id, Reply.team == team)
    return await session.scalar(of_it) or 0


async def _hold(session: AsyncSession, team: str, report_id: str, also: Also) -> None:
    """Locks the team's copy, whatever its status, so that two who reply at once do not count the same."""
    this = (Delivery.report_id == report_id, Delivery.team == team, *also)
    await session.execute(update(Delivery).where(*this).values(status=Delivery.status))


async def _mark_opened(session: AsyncSession, team: str, report_id: str, also: Also) -> None:
    """One statement, so that two people acting at once cannot take a report back a step.

    It comes first: it locks the team's copy, so that what is read after it was not taken back meanwhile.
    """
    this = (Delivery.report_id == report_id, Delivery.team == team, Delivery.status == Status.RECEIVED, *also)
    await session.execute(update(Delivery).where(*this).values(status=Status.OPENED))


def _delivered_to(team: str) -> Select[Delivery, ReportRow, bool, bool]:
    new = (Addition.report_id == Delivery.report_id, Addition.team == Delivery.team, Addition.opened.is_(False))
    taken_back = exists().where(Withdrawal.report_id == ReportRow.id)
    return (
        select(Delivery, ReportRow, exists().where(*new), taken_back)
        .join(ReportRow, ReportRow.id == Delivery.report_id)
        .where(Delivery.team == team, arrived())
    )


def arrived() -> ColumnElement[bool]:
    """That the copy in a statement's `Delivery` is in its team's inbox.

    Looked up copy by copy: a join would let the database begin with everything that ever arrived anywhere, and how long
    a team's list takes would tell how much others have.
    """
    of_it = (OutboxItem.report_id == Delivery.report_id, OutboxItem.team == Delivery.team)
    return exists().where(*of_it, OutboxItem.target == INBOX, OutboxItem.delivered)


def _listed(delivery: Delivery, report: ReportRow, added: bool, withdrawn: bool) -> Listed:
    return Listed(report.id, report.received, delivery.rule, delivery.status, added, withdrawn)
