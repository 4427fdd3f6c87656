"""The lines of a team's list with the team's work on each, as one account may see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions import inbox
from actions.casework.actor import Actor, visible_to
from actions.casework.beside import beside_of
from actions.casework.clocks import due
from actions.database.engine import Sessions
from actions.database.tables import Addition, Casework, Delivery, Status
from actions.inbox import Listed
from actions.locking import Place
from actions.report_keys import ReportKeys
from actions.sealing import Sealed
from content.outcomes import HANDED_OVER
from content.routing import Team


@dataclass(frozen=True, slots=True)
class Kept:
    """How long the copy is kept: the day on which it is to be erased, the code and the account of a hold and of what
    was asked for, and whether a hold keeps what taking back erases."""

    erased_on: date | None = None
    hold: str | None = None
    held_by: str | None = None
    erasure: str | None = None
    erasure_by: str | None = None
    erasure_asked: date | None = None
    contact_kept: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What the team has done with a report; `due` is None once it has read everything."""

    assigned: str | None
    needs_somebody: bool
    due: datetime | None
    late: bool
    outcome: str | None
    kept: Kept


@dataclass(frozen=True, slots=True)
class Beside:
    """What lies beside the account."""

    parts: Mapping[str, Sealed]
    """By their names in `actions.casework.beside`."""
    proposed_by: str | None
    owes_contact: bool
    """Whoever handed it over has contact details that it had not opened."""


async def listed(
    sessions: Sessions, actor: Actor, team: Team | None, now: datetime
) -> Sequence[tuple[Listed, Standing]]:
    """The reports of the actor's team that the actor may see, newest hour first."""
    lines = await inbox.listed(sessions, actor.team, visible_to(actor))
    async with sessions() as session:
        works = select(Casework).join(Delivery, _same()).where(Casework.team == actor.team, visible_to(actor))
        known = {work.report_id: work for work in await session.scalars(works)}
        added = await _added(session, actor)
    return [(line, _standing(line, known.get(line.report_id), added.get(line.report_id), team, now)) for line in lines]


async def beside(
    sessions: Sessions, keys: ReportKeys, actor: Actor, line: Listed, team: Team | None, now: datetime
) -> tuple[Standing, Beside]:
    """What belongs to the report that was just opened."""
    async with sessions() as session:
        work = await session.get(Casework, (line.report_id, actor.team))
    locked = {Place(line.report_id, actor.team, part): each for part, each in beside_of(work).items()}
    sealed = {place.part: each for place, each in (await keys.unlock(locked)).items()}
    lies = Beside(sealed, work.proposed_by if work else None, owes_contact=bool(work and work.contact_from))
    return _standing(line, work, None, team, now), lies


async def _added(session: AsyncSession, actor: Actor) -> Mapping[str, datetime]:
    """Since when something that was added lies unread, by report."""
    new = select(Addition.report_id, func.min(Addition.at)).join(
        Delivery, (Delivery.report_id == Addition.report_id) & (Delivery.team == Addition.team)
    )
    new = new.where(Addition.team == actor.team, Addition.opened.is_(False), visible_to(actor))
    rows = await session.execute(new.group_by(Addition.report_id))
    return {row[0]: row[1] for row in rows}


def _standing(
    line: Listed, work: Casework | None, added: datetime | None, team: Team | None, now: datetime
) -> Standing:
    """`work` is None while nothing was done, `added` when it has read everything that was, `team` when it is not in
    the table any more."""
    since = (work and work.since) or line.received if line.status is Status.RECEIVED else added
    if work is not None and work.outcome == HANDED_OVER:
        since = None
    ends = due(since, team) if team and since else None
    late = ends is not None and now >= ends
    if work is None:
        return Standing(None, False, ends, late, None, Kept())
    return Standing(work.assigned, work.needs_somebody, ends, late, work.outcome, _kept(work))


def _kept(work: Casework) -> Kept:
    hold = (work.hold, work.held_by)
    return Kept(work.erased_on, *hold, work.erasure, work.erasure_by, work.erasure_asked, work.contact_kept)


def _same() -> ColumnElement[bool]:
    return (Delivery.report_id == Casework.report_id) & (Delivery.team == Casework.team)
