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

from actions import audit
from actions.audit import Event
from actions.database.engine import Sessions, forget_deleted
from actions.database.tables import Addition, Delivery
from actions.inbox import NoSuchReportError
from actions.sealing import Sealed

Parts = Mapping[str, Sealed]
"""The sealed parts of one team's copy by name: `account`, `contact`, and `addition 1`, `addition 2` …"""


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


async def fetch(sessions: Sessions, team: str, report_id: str, at: datetime) -> Parts:
    """The sealed parts of one report. Raises `NoSuchReportError`."""
    async with sessions.begin() as session:
        delivery, additions = await _hold(session, team, report_id)
        await audit.record(session, Event.FETCHED_TO_REWRAP, report_id, actor=team, at=at, team=team)
    parts = {"account": delivery.account, "contact": delivery.contact}
    return parts | {_name(addition): addition.sealed for addition in additions}


async def exchange(
    sessions: Sessions, team: str, report_id: str, exchanges: Mapping[str, Exchange], at: datetime
) -> None:
    """Puts every part in its place, or none.

    Raises `NoSuchReportError`, and `ChangedMeanwhileError` when a part is not what was fetched (she withdrew, say).
    """
    async with sessions.begin() as session:
        delivery, additions = await _hold(session, team, report_id)
        rest = dict(exchanges)
        delivery.account = _exchanged(delivery.account, rest.pop("account", None))
        delivery.contact = _exchanged(delivery.contact, rest.pop("contact", None))
        for addition in additions:
            addition.sealed = _exchanged(addition.sealed, rest.pop(_name(addition), None))
        if rest:
            raise ChangedMeanwhileError("a part is gone")
        await audit.record(session, Event.REWRAPPED, report_id, actor=team, at=at, team=team)
    await forget_deleted(sessions)


async def _hold(session: AsyncSession, team: str, report_id: str) -> tuple[Delivery, Sequence[Addition]]:
    """One team's copy, locked until the transaction ends: the statement writes, which locks in every database."""
    this = (Delivery.report_id == report_id, Delivery.team == team)
    delivery = await session.scalar(update(Delivery).where(*this).values(status=Delivery.status).returning(Delivery))
    if delivery is None:
        raise NoSuchReportError("there is no such report")
    of_it = (Addition.report_id == report_id, Addition.team == team)
    return delivery, (await session.scalars(select(Addition).where(*of_it).order_by(Addition.number))).all()


def _name(addition: Addition) -> str:
    return f"addition {addition.number}"


def _exchanged(stored: Sealed, given: Exchange | None) -> Sealed:
    if given is None:
        return stored
    if hashlib.sha256(stored.data).hexdigest() != given.was:
        raise ChangedMeanwhileError("a part has changed")
    return given.now
