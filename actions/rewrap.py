"""A team's stored reports sealed anew after its key was rotated: the team does that, here rows are only exchanged.

Nothing is marked as opened: nobody reads. What is fetched for it and what comes back are both recorded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions import audit, locking
from actions.audit import Event
from actions.casework.beside import beside_of, put_beside
from actions.database.engine import Sessions
from actions.database.tables import Addition, Attachment, Casework, Delivery
from actions.inbox import NoSuchReportError
from actions.key_destruction import doom, finish
from actions.locking import ACCOUNT, CONTACT, Locked, Place
from actions.report_keys import ReportKeys
from actions.sealing import Sealed

Parts = Mapping[str, Sealed]
"""The sealed parts of one team's copy by name: `account`, `contact`, `addition 1` … and `attachment 1` …, the letters
of files. Their bodies are sealed to the keys in the letters, and stay."""


class ChangedMeanwhileError(Exception):
    """A part is not any more what was fetched, so nothing was exchanged."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One part sealed anew; `was` is the SHA-256, in hex, of the sealed part it takes the place of."""

    was: str
    now: Sealed


async def report_ids(sessions: Sessions, team: str) -> Sequence[str]:
    """Every report of which `team` has a copy, also one that is still on its way to the inbox."""
    async with sessions() as session:
        ids = select(Delivery.report_id).where(Delivery.team == team).order_by(Delivery.report_id)
        return (await session.scalars(ids)).all()


async def fetch(sessions: Sessions, keys: ReportKeys, team: str, report_id: str, at: datetime) -> Parts:
    """The sealed parts of one report. Raises `NoSuchReportError`, and `CannotUnlockError` when a key is gone."""
    async with sessions.begin() as session:
        stored = _stored(await _hold(session, team, report_id))
        parts = await keys.unlock(stored)
        await audit.record(session, Event.FETCHED_TO_REWRAP, report_id, actor=team, at=at, team=team)
    return {place.part: sealed for place, sealed in parts.items()}


async def exchange(
    sessions: Sessions,
    keys: ReportKeys,
    team: str,
    report_id: str,
    exchanges: Mapping[str, Exchange],
    at: datetime,
) -> None:
    """Puts every part in its place, or none; what stood there before cannot be opened any more, in no backup either.

    Raises `NoSuchReportError`, and `ChangedMeanwhileError` when a part is not what was fetched (she withdrew, say).
    """
    async with sessions.begin() as session:
        copy = await _hold(session, team, report_id)
        stored = _stored(copy)
        was = {place: locked for place, locked in stored.items() if place.part in exchanges}
        _check(await keys.unlock(was), exchanges)
        _put(copy, stored | await keys.lock({place: exchanges[place.part].now for place in was}))
        doom(session, (locked.key_id for locked in was.values()))
        await audit.record(session, Event.REWRAPPED, report_id, actor=team, at=at, team=team)
    await finish(sessions, keys)


@dataclass(frozen=True, slots=True)
class _Copy:
    """One team's copy, with what was added to it and what the team keeps beside it."""

    delivery: Delivery
    additions: Sequence[Addition]
    files: Sequence[Attachment]
    work: Casework | None


async def _hold(session: AsyncSession, team: str, report_id: str) -> _Copy:
    """One team's copy, locked until the transaction ends: the statement writes, which locks in every database."""
    this = (Delivery.report_id == report_id, Delivery.team == team)
    delivery = await session.scalar(update(Delivery).where(*this).values(status=Delivery.status).returning(Delivery))
    if delivery is None:
        raise NoSuchReportError("there is no such report")
    of_it = (Addition.report_id == report_id, Addition.team == team)
    additions = (await session.scalars(select(Addition).where(*of_it).order_by(Addition.number))).all()
    attached = (Attachment.report_id == report_id, Attachment.team == team)
    files = (await session.scalars(select(Attachment).where(*attached).order_by(Attachment.number))).all()
    return _Copy(delivery, additions, files, await session.get(Casework, (report_id, team)))


def _stored(copy: _Copy) -> dict[Place, Locked]:
    """Every part in its place."""
    parts = {ACCOUNT: copy.delivery.account, CONTACT: copy.delivery.contact}
    parts |= {locking.addition(each.number): each.sealed for each in copy.additions}
    parts |= {locking.attachment(each.number)[0]: each.letter for each in copy.files}
    parts |= beside_of(copy.work)
    return {Place(copy.delivery.report_id, copy.delivery.team, part): locked for part, locked in parts.items()}


def _put(copy: _Copy, parts: Mapping[Place, Locked]) -> None:
    now = {place.part: locked for place, locked in parts.items()}
    copy.delivery.account, copy.delivery.contact = now[ACCOUNT], now[CONTACT]
    for addition in copy.additions:
        addition.sealed = now[locking.addition(addition.number)]
    for file in copy.files:
        file.letter = now[locking.attachment(file.number)[0]]
    if copy.work is not None:
        put_beside(copy.work, now)


def _check(stored: Mapping[Place, Sealed], exchanges: Mapping[str, Exchange]) -> None:
    if len(stored) < len(exchanges):
        raise ChangedMeanwhileError("a part is gone")
    for place, sealed in stored.items():
        if hashlib.sha256(sealed.data).hexdigest() != exchanges[place.part].was:
            raise ChangedMeanwhileError("a part has changed")
