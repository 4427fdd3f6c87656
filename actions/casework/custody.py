"""A copy that left its team whole, kept for a time where no team can fetch it: nobody alone can make a report vanish.

The server cannot check what was sealed to the other team. So what stood here before stays, sealed as it was, until
somebody with the recovery key has had the time to ask for it.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions import audit
from actions.audit import Event
from actions.casework.actor import Actor
from actions.database.engine import Sessions
from actions.database.tables import Casework, Custody
from actions.locking import CONTACT, Locked, Place
from actions.report_keys import ReportKeys
from actions.sealing import Sealed
from actions.times import hour_of

KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Kept:
    """One part, sealed to the team that had it and to the recovery key."""

    given_by: str
    part: str
    sealed: Sealed


async def keep(
    session: AsyncSession, keys: ReportKeys, actor: Actor, keeper: str, parts: Mapping[Place, Locked], at: datetime
) -> None:
    """Takes the parts of the copy that `actor` gives away to `keeper`. Their locks before are the caller's to doom."""
    rows = {place: secrets.token_hex(16) for place in parts}
    sealed = await keys.unlock(parts)
    locked = await keys.lock({_place(place.report_id, keeper, rows[place]): each for place, each in sealed.items()})
    session.add_all(
        Custody(
            id=row,
            report_id=place.report_id,
            keeper=keeper,
            given_by=actor.team,
            account=actor.account or "",
            part=place.part,
            until=hour_of(at) + KEPT,
            sealed=locked[_place(place.report_id, keeper, row)],
        )
        for place, row in rows.items()
    )


async def was_given(session: AsyncSession, actor: Actor, report_id: str, keeper: str) -> bool:
    """Whether this very account gave the report to `keeper`; to a key alone, which says not who, nothing is said."""
    given = (Custody.report_id == report_id, Custody.given_by == actor.team, Custody.keeper == keeper)
    return bool(await session.scalar(select(exists().where(*given, Custody.account == (actor.account or "-")))))


async def taken_out(sessions: Sessions, keys: ReportKeys, report_id: str, at: datetime) -> Sequence[Kept]:
    """Everything that is kept of a report; that it was taken out is recorded. Nothing when there is nothing."""
    async with sessions.begin() as session:
        rows = (await session.scalars(select(Custody).where(Custody.report_id == report_id))).all()
        sealed = await keys.unlock({_place_of(row): row.sealed for row in rows})
        for team in sorted({row.keeper for row in rows}):
            await audit.record(session, Event.TAKEN_FROM_CUSTODY, report_id, actor=audit.OPERATOR, at=at, team=team)
    return [Kept(row.given_by, row.part, sealed[_place_of(row)]) for row in rows]


async def end_contact(session: AsyncSession, report_id: str, keepers: Collection[str]) -> Sequence[Locked]:
    """Lets go of the contact details that left for these teams: she took the report back. Their keys are the caller's
    to doom."""
    at_them = Custody.keeper.in_(keepers)
    of_it = delete(Custody).where(Custody.report_id == report_id, Custody.part == CONTACT, at_them)
    return (await session.scalars(of_it.returning(Custody.sealed))).all()


async def end_due(session: AsyncSession, now: datetime) -> Sequence[Locked]:
    """Lets go of everything whose time is over and that nobody holds, and records it.

    The keys are the caller's to doom.
    """
    held = exists().where(
        Casework.report_id == Custody.report_id, Casework.team == Custody.keeper, Casework.hold.is_not(None)
    )
    of_it = delete(Custody).where(Custody.until <= hour_of(now), ~held)
    ended = (await session.execute(of_it.returning(Custody.report_id, Custody.keeper, Custody.sealed))).all()
    for report_id, keeper in sorted({(row.report_id, row.keeper) for row in ended}):
        await audit.record(session, Event.ERASED, report_id, actor=audit.CUSTODY, at=now, team=keeper)
    return [row.sealed for row in ended]


def _place_of(row: Custody) -> Place:
    return _place(row.report_id, row.keeper, row.id)


def _place(report_id: str, keeper: str, row: str) -> Place:
    return Place(report_id, keeper, f"kept {row}")
