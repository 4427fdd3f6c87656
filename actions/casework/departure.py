"""A copy leaves its team whole: what she was answered moves to the team that has the report now, the rest is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions import locking
from actions.attachment_rows import everything_of
from actions.casework import custody
from actions.casework.actor import Actor
from actions.casework.beside import beside_of
from actions.casework.case import work_on
from actions.database.tables import Addition, Casework, Delivery, Reply, Status
from actions.key_destruction import doom
from actions.locking import ACCOUNT, CONTACT, Locked, Place
from actions.receipts import places_of
from actions.report_keys import ReportKeys

FURTHEST = (Status.RECEIVED, Status.OPENED, Status.ANSWERED)


async def leave_to(
    session: AsyncSession, keys: ReportKeys, actor: Actor, theirs: Delivery, ours: Delivery, at: datetime
) -> None:
    """Takes our copy away in favour of theirs, into custody (`actions.casework.custody`).

    To be finished (`actions.key_destruction`) once it is committed. For her nothing goes back: how far the report was,
    and every reply, stay. A hold goes along.
    """
    work = await work_on(session, theirs)
    was = await work_on(session, ours)
    before = [Status(each.before) for each in (work, was) if each.before]
    work.before = furthest([*before, ours.status])
    if work.hold is None:
        work.hold, work.held_by = was.hold, was.held_by
    work.contact_kept = work.contact_kept or was.contact_kept
    await _move_replies(session, keys, theirs, ours)
    parts = await _locked(session, ours)
    await custody.keep(session, keys, actor, theirs.team, parts, at)
    doom(session, [locked.key_id for locked in parts.values()])
    await session.flush()
    await session.delete(ours)


def furthest(statuses: Sequence[Status]) -> Status:
    """How far the report was, as she was told; that one team had closed it means that it was opened."""
    seen = [Status.OPENED if status is Status.CLOSED else status for status in statuses]
    return max(seen, key=FURTHEST.index)


async def _move_replies(session: AsyncSession, keys: ReportKeys, theirs: Delivery, ours: Delivery) -> None:
    """Each is locked in its place, the first, second … of its team: so all of them are locked anew."""
    of_them = (Reply.report_id == ours.report_id, Reply.team.in_((ours.team, theirs.team)))
    rows = (await session.scalars(select(Reply).where(*of_them).order_by(Reply.id))).all()
    was = dict(zip(places_of(rows), rows, strict=True))
    sealed = await keys.unlock({place: row.sealed for place, row in was.items()})
    doom(session, [row.sealed.key_id for row in rows])
    for row in rows:
        row.team = theirs.team
    now = dict(zip(was, places_of(rows), strict=True))
    locked = await keys.lock({now[place]: each for place, each in sealed.items()})
    for place, row in was.items():
        row.sealed = locked[now[place]]


async def _locked(session: AsyncSession, ours: Delivery) -> Mapping[Place, Locked]:
    """Everything of the copy that has a key."""
    of_it = (Addition.report_id == ours.report_id, Addition.team == ours.team)
    additions = (await session.scalars(select(Addition).where(*of_it))).all()
    work = await session.get_one(Casework, (ours.report_id, ours.team))
    parts = {ACCOUNT: ours.account, CONTACT: ours.contact, **beside_of(work)}
    parts |= {locking.addition(each.number): each.sealed for each in additions}
    parts |= await everything_of(session, ours.report_id, ours.team)
    return {Place(ours.report_id, ours.team, part): each for part, each in parts.items()}
