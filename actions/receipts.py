"""The reporter's way back: a receipt is kept only as a keyed hash, and its lookup is one indexed read."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions import locking
from actions.attachment_rows import count_attached
from actions.casework.progress import come_so_far
from actions.casework.told import outcome_of
from actions.database.engine import Sessions
from actions.database.receipt_tables import ReplyKey
from actions.database.tables import Addition, Casework, Delivery, Ended, Reply, ReportRow, Status, Withdrawal
from actions.key_destruction import finish
from actions.locking import Place
from actions.report_keys import ReportKeys
from actions.sealing import Sealed


@dataclass(frozen=True, slots=True)
class Answered:
    """A team's reply, sealed to the receipt."""

    at: datetime
    sealed: Sealed


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A report that was taken back, when, and whether nothing of it is left. `contact_kept`: a hold keeps for now what
    is otherwise erased then."""

    at: datetime
    erased: bool
    contact_kept: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """What the holder of a receipt may know; of an erased report only that.

    `outcome`: the code of how it was closed. `ended`: it was erased because its time was over, or (`early`) before.
    """

    status: Status | None
    received: datetime | None
    added: int
    replies: tuple[Answered, ...]
    withdrawn: Withdrawn | None = None
    reply_key: Sealed | None = None
    """Opens the replies, once the receipt was changed; sealed to the receipt."""
    outcome: str | None = None
    ended: bool = False
    early: bool = False
    attached: int = 0


def keyed_hash(secret: str, value: str) -> str:
    """HMAC-SHA256 in hex: whoever has the database alone cannot test a guess."""
    return hmac.new(secret.encode(), value.encode(), hashlib.sha256).hexdigest()


async def open_receipt(sessions: Sessions, keys: ReportKeys, secret: str, lookup: str) -> Progress | None:
    """How the report of this receipt stands, or None when there is none (never was, or is gone).

    What was taken back or erased is said to be only once its keys are destroyed: if some are left they are now, or this
    raises.
    """
    receipt = keyed_hash(secret, lookup)
    async with sessions() as session:
        report = await session.scalar(select(ReportRow).where(ReportRow.receipt == receipt))
        withdrawn = await withdrawn_report(session, receipt)
        ended = await session.get(Ended, receipt)
        progress = _ended(ended) if ended else await _progress(session, keys, report, withdrawn)
    if withdrawn is not None or ended is not None:
        await finish(sessions, keys)
    return progress


async def _progress(
    session: AsyncSession, keys: ReportKeys, report: ReportRow | None, withdrawn: Withdrawn | None
) -> Progress | None:
    if report is None or (withdrawn and withdrawn.erased):
        return Progress(None, None, 0, (), withdrawn) if withdrawn else None
    statuses = await session.scalars(select(Delivery.status).where(Delivery.report_id == report.id))
    attached = await count_attached(session, report.id)
    added, replies = await count_added(session, report.id), await _replies(session, keys, report.id)
    status = overall(statuses, await come_so_far(session, report.id))
    outcome = await outcome_of(session, report.id) if status is Status.CLOSED else None
    reply_key = await _reply_key(session, keys, report.id)
    return Progress(status, report.received, added, replies, withdrawn, reply_key, outcome, attached=attached)


def _ended(ended: Ended) -> Progress:
    return Progress(None, None, 0, (), ended=True, early=ended.early)


async def _reply_key(session: AsyncSession, keys: ReportKeys, report_id: str) -> Sealed | None:
    row = await session.get(ReplyKey, report_id)
    return await keys.unlock_one(reply_key_place(report_id), row.sealed) if row else None


def reply_key_place(report_id: str) -> Place:
    """Where the key of the replies belongs: to no team."""
    return Place(report_id, "", "reply key")


async def withdrawn_report(session: AsyncSession, receipt: str) -> Withdrawn | None:
    """Whether and how the report under the keyed hash `receipt` was taken back."""
    row = await session.get(Withdrawal, receipt)
    if row is None:
        return None
    kept = exists().where(Casework.report_id == row.report_id, Casework.contact_kept)
    return Withdrawn(row.at, row.erased, bool(await session.scalar(select(kept))))


async def count_added(session: AsyncSession, report_id: str) -> int:
    """How many additions a report has; each team has a copy of every one."""
    numbers = select(func.max(Addition.number)).where(Addition.report_id == report_id)
    return await session.scalar(numbers) or 0


def overall(statuses: Iterable[Status], before: Iterable[Status] = ()) -> Status:
    """One status for the reporter from every team's: the furthest, but closed only when all have closed it.

    `before`: how far it was with teams that handed it over; so what she sees never goes back.
    """
    seen = set(statuses)
    if seen == {Status.CLOSED}:
        return Status.CLOSED
    seen |= set(before)
    if Status.ANSWERED in seen:
        return Status.ANSWERED
    return Status.OPENED if seen & {Status.OPENED, Status.CLOSED} else Status.RECEIVED


async def _replies(session: AsyncSession, keys: ReportKeys, report_id: str) -> tuple[Answered, ...]:
    rows = (await session.scalars(select(Reply).where(Reply.report_id == report_id).order_by(Reply.id))).all()
    places = list(places_of(rows))
    replies = await keys.unlock(dict(zip(places, (row.sealed for row in rows), strict=True)))
    return tuple(Answered(row.at, replies[place]) for row, place in zip(rows, places, strict=True))


def places_of(rows: Iterable[Reply]) -> Iterator[Place]:
    """Where each reply belongs: it is the first, second, … of its team."""
    seen: Counter[str] = Counter()
    for row in rows:
        seen[row.team] += 1
        yield Place(row.report_id, row.team, locking.reply(seen[row.team]))
