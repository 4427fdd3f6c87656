"""A report put aside: kept sealed to its receipt alone, until it is sent, erased by its reporter, or its day has come.

The server can open none of it. It has no team and no hour; its lock (`actions.locking`) is what makes erasing hold in
old backups too. Once a report was stored or taken back under a receipt, nothing is kept aside under it any more.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, timedelta

from actions import audit
from actions.audit import Event
from actions.database.tables import Draft, Submission
from actions.draft_rows import count_until, place_of, take_away
from actions.intake import Intake
from actions.key_destruction import doom, finish, finish_or_leave
from actions.locking import CannotUnlockError
from actions.receipts import keyed_hash
from actions.sealing import Sealed
from actions.store import KeysSweptError
from actions.times import day_of

log = logging.getLogger("heard.actions.drafts")


class AlreadySentError(Exception):
    """There is, or was, a report under this receipt."""


class NoRoomError(Exception):
    """So many were put aside today that there is no room for another; tomorrow there is."""


@dataclass(frozen=True, slots=True)
class Aside:
    """What is kept, sealed to the receipt, and the day on which it is erased."""

    sealed: Sealed
    until: date


async def keep(intake: Intake, lookup: str, sealed: Sealed) -> date:
    """Keeps `sealed` in the place of what was kept before; returns, once it is stored, the day on which it is erased.

    Raises `AlreadySentError`, `NoRoomError`, `KeysSweptError` and SQLAlchemy's errors; nothing has changed then.
    """
    receipt, now = keyed_hash(intake.receipt_secret, lookup), intake.clock()
    until = day_of(now) + timedelta(days=intake.draft_days)
    locked = await intake.report_keys.lock_one(place_of(receipt), sealed)
    async with intake.sessions.begin() as session:
        before = await take_away(session, receipt)  # a write first: two at once come one after the other
        if await session.get(Submission, receipt) is not None:
            raise AlreadySentError
        if not before and await count_until(session, until) >= intake.drafts_a_day:
            log.error("drafts_full")
            raise NoRoomError
        doom(session, [each.key_id for each in before])
        session.add(Draft(receipt=receipt, sealed=locked, until=until))
        await session.flush()
        await audit.record(session, Event.DRAFT_KEPT, "", actor=audit.REPORTER, at=now)
        if not await intake.report_keys.still_has([locked.key_id]):
            raise KeysSweptError
    await finish_or_leave(intake.sessions, intake.report_keys)
    return until


async def look(intake: Intake, lookup: str) -> Aside | None:
    """What is kept under a receipt; None when nothing is, whether it never was or its day has come."""
    receipt = keyed_hash(intake.receipt_secret, lookup)
    async with intake.sessions() as session:
        row = await session.get(Draft, receipt)
    if row is None or row.until <= day_of(intake.clock()):
        return None
    try:
        return Aside(await intake.report_keys.unlock_one(place_of(receipt), row.sealed), row.until)
    except CannotUnlockError:  # erased after this copy of the database was made
        return None


async def erase(intake: Intake, lookup: str) -> bool:
    """Erases what is kept; returns once its key is destroyed, and False when there was nothing.

    Raises when that could not be done: nothing is changed then, or the next call goes on from there.
    """
    receipt = keyed_hash(intake.receipt_secret, lookup)
    async with intake.sessions.begin() as session:
        gone = await take_away(session, receipt)
        doom(session, [each.key_id for each in gone])
        if gone:
            await audit.record(session, Event.DRAFT_ERASED, "", actor=audit.REPORTER, at=intake.clock())
    await finish(intake.sessions, intake.report_keys)
    return bool(gone)
