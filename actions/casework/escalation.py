"""Reports that lie unread, or with nobody to read them: who is told, and what those above a team may know.

Unread is a report that nobody has opened, and one to which something was added since. One that somebody stepped aside
from needs somebody else, whether it was read or not; when no lead is left to find them, those above are told at once.

What is late follows from the clock alone; what is stored is only that somebody was told, so that it is done once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions import audit
from actions.audit import Event
from actions.casework.actor import Actor, visible_to
from actions.casework.case import hold_copy, work_on
from actions.casework.clocks import Due, due_of
from actions.database.engine import Sessions
from actions.database.tables import Addition, Casework, Delivery, Recusal, ReportRow, StaffAccount, Status
from actions.inbox import NoSuchReportError, arrived
from actions.times import hour_of
from content.outcomes import HANDED_OVER
from content.routing import Routing, Team

log = logging.getLogger("heard.actions.escalation")

HOUR = timedelta(hours=1)
LEAD = "lead"
Found = tuple[Delivery, datetime, Casework | None, datetime | None, bool]
"""A copy, when its report came in, the team's work, since when an addition lies unread, whether no lead may see it."""


class Notifier(Protocol):
    """Tells people that there is something; never what, of whom or how much."""

    async def notify(self, team: str, people: Set[str]) -> Set[str]:
        """Tells these accounts of a team or a queue; returns those who must be told later."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A report of which a team has something to read, or for which it must find somebody."""

    report_id: str
    team: str
    due: Due
    told_lead: bool
    told_above: bool

    def hours_late(self, now: datetime) -> int:
        """Whole hours since the team's lead had to be told."""
        return max((now - self.due.lead) // HOUR, 0)


@dataclass(frozen=True, slots=True)
class Poke:
    """Somebody above asks a team to look at what it left unread."""

    queue: str
    account: str | None
    report_id: str
    team: str


async def late_in_team(sessions: Sessions, routing: Routing, actor: Actor, now: datetime) -> Sequence[Unread]:
    """The team's reports that are past its clock and that the actor may see, the longest late first."""
    unread = await _unread(sessions, routing, (Delivery.team == actor.team, visible_to(actor)))
    return _first_due([each for each in unread if each.due.lead <= now])


async def passed_up_to(
    sessions: Sessions, routing: Routing, queue: str, account: str | None, now: datetime
) -> Sequence[Unread]:
    """What is past the second clock in the teams below `queue`, but for what `account` stepped aside from."""
    mine = visible_to(Actor(queue, account))
    unread = await _unread(sessions, routing, (Delivery.team.in_(routing.teams_below(queue)), mine))
    return _first_due([each for each in unread if each.due.above <= now])


async def run(sessions: Sessions, routing: Routing, notifier: Notifier, now: datetime) -> None:
    """Tells everybody who is to be told at `now` and was not yet: each once, however much it is.

    What fails is logged, and tried by the next run.
    """
    steps: dict[str, list[_Step]] = {}
    for each in await _unread(sessions, routing, ()):
        for step in _steps(each, routing, now):
            steps.setdefault(step.whom, []).append(step)
    for whom, theirs in steps.items():
        try:
            await _tell(sessions, notifier, whom, theirs, now)
        except Exception as error:
            log.error("not_passed_up kind=%s", type(error).__name__)


async def poke(sessions: Sessions, routing: Routing, notifier: Notifier, asks: Poke, now: datetime) -> None:
    """Tells a team again of a report that was passed up. Raises `NoSuchReportError` when it is none of those."""
    passed = await passed_up_to(sessions, routing, asks.queue, asks.account, now)
    if not any((each.report_id, each.team) == (asks.report_id, asks.team) for each in passed):
        raise NoSuchReportError("there is no such report")
    async with sessions.begin() as session:
        leads = await _told_of(session, _Step(asks.team, asks.report_id, asks.team, above=False))
        await audit.record(
            session, Event.POKED, asks.report_id, actor=asks.queue, at=now, team=asks.team, account=asks.account or ""
        )
    await notifier.notify(asks.team, leads)


@dataclass(frozen=True, slots=True)
class _Step:
    """Which team or queue to tell of which copy, and where it is kept that it was."""

    whom: str
    report_id: str
    team: str
    above: bool


def _steps(unread: Unread, routing: Routing, now: datetime) -> Iterator[_Step]:
    if unread.due.lead <= now and not unread.told_lead:
        yield _Step(unread.team, unread.report_id, unread.team, above=False)
    queue = routing.queue_above(unread.team)
    if queue is not None and unread.due.above <= now and not unread.told_above:
        yield _Step(queue, unread.report_id, unread.team, above=True)


async def _tell(sessions: Sessions, notifier: Notifier, whom: str, steps: Sequence[_Step], now: datetime) -> None:
    """Told first and stored after: told twice is better than not at all."""
    async with sessions() as session:
        people = {step: await _told_of(session, step) for step in steps}
    later = await notifier.notify(whom, frozenset[str]().union(*people.values()))
    for step in steps:
        if not people[step] & later:
            await _keep_told(sessions, step, now)


async def _told_of(session: AsyncSession, step: _Step) -> frozenset[str]:
    """A team's leads, or everybody of a queue, but for those who stepped aside from the report."""
    aside = exists().where(Recusal.report_id == step.report_id, Recusal.account == StaffAccount.name)
    theirs = [StaffAccount.team == step.whom, StaffAccount.disabled.is_(False), ~aside]
    if not step.above:
        theirs.append(StaffAccount.role == LEAD)
    return frozenset(await session.scalars(select(StaffAccount.name).where(*theirs)))


async def _keep_told(sessions: Sessions, step: _Step, now: datetime) -> None:
    async with sessions.begin() as session:
        copy = await hold_copy(session, Delivery.report_id == step.report_id, Delivery.team == step.team)
        if copy is None:
            return
        work = await work_on(session, copy)
        if step.above:
            work.told_above = hour_of(now)
        else:
            work.told_lead = hour_of(now)
        await audit.record(session, Event.PASSED_UP, step.report_id, actor=step.whom, at=now, team=step.team)


async def _unread(sessions: Sessions, routing: Routing, also: tuple[ColumnElement[bool], ...]) -> Sequence[Unread]:
    async with sessions() as session:
        rows = await session.execute(_query(also))
        found: list[Found] = [(row[0], row[1], row[2], row[3], row[4]) for row in rows]
    return [_as_unread(each, routing.teams[each[0].team]) for each in found if each[0].team in routing.teams]


def _as_unread(found: Found, team: Team) -> Unread:
    delivery, received, work, added, no_lead = found
    work = work or Casework()
    since = [added, work.needs_since]
    if delivery.status is Status.RECEIVED:
        since.append(work.since or received)
    due = due_of(min(each for each in since if each is not None), team)
    if no_lead and work.needs_since is not None:
        now_above = min(due.lead, work.needs_since)
        due = Due(now_above, now_above)
    lead, above = _is_told(work.told_lead, due.lead), _is_told(work.told_above, due.above)
    return Unread(delivery.report_id, delivery.team, due, lead, above)


def _is_told(told: datetime | None, due: datetime) -> bool:
    """Whether they were told since it was due: what was told of an earlier time is over."""
    return told is not None and told >= hour_of(due)


def _query(also: tuple[ColumnElement[bool], ...]) -> Select[Delivery, datetime, Casework | None, datetime | None, bool]:
    work = and_(Casework.report_id == Delivery.report_id, Casework.team == Delivery.team)
    added = _added().scalar_subquery()
    here = Casework.outcome.is_distinct_from(HANDED_OVER)
    left = and_(here, or_(added.is_not(None), Casework.needs_since.is_not(None)))
    return (
        select(Delivery, ReportRow.received, Casework, added, ~exists().where(*_leads_for_it()))
        .join(ReportRow, ReportRow.id == Delivery.report_id)
        .outerjoin(Casework, work)
        .where(or_(Delivery.status == Status.RECEIVED, left), arrived(), *also)
    )


def _added() -> Select[datetime]:
    """Since when something that was added lies unread."""
    new = (Addition.report_id == Delivery.report_id, Addition.team == Delivery.team, Addition.opened.is_(False))
    return select(func.min(Addition.at)).where(*new).correlate(Delivery)


def _leads_for_it() -> tuple[ColumnElement[bool], ...]:
    """Leads of the copy's team who may see the report."""
    aside = exists().where(Recusal.report_id == Delivery.report_id, Recusal.account == StaffAccount.name)
    is_lead = (StaffAccount.role == LEAD, StaffAccount.disabled.is_(False))
    return (StaffAccount.team == Delivery.team, *is_lead, ~aside)


def _first_due(unread: Sequence[Unread]) -> Sequence[Unread]:
    return sorted(unread, key=lambda each: (each.due.lead, each.report_id, each.team))
