"""The reporter's way back: a receipt is kept only as a keyed hash, and its lookup is one indexed read."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.database.engine import Sessions
from actions.database.tables import Addition, Delivery, Reply, ReportRow, Status, Withdrawal
from actions.sealing import Sealed


@dataclass(frozen=True, slots=True)
class Answered:
    """A team's reply, sealed to the receipt."""

    at: datetime
    sealed: Sealed


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A report that was taken back, when, and whether nothing of it is left."""

    at: datetime
    erased: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """What the holder of a receipt may know; of an erased report only that."""

    status: Status | None
    received: datetime | None
    added: int
    replies: tuple[Answered, ...]
    withdrawn: Withdrawn | None = None


def keyed_hash(secret: str, value: str) -> str:
    """HMAC-SHA256 in hex: whoever has the database alone cannot test a guess."""
    return hmac.new(secret.encode(), value.encode(), hashlib.sha256).hexdigest()


async def open_receipt(sessions: Sessions, secret: str, lookup: str) -> Progress | None:
    """How the report of this receipt stands, or None when there is none (never was, or is gone)."""
    receipt = keyed_hash(secret, lookup)
    async with sessions() as session:
        report = await session.scalar(select(ReportRow).where(ReportRow.receipt == receipt))
        withdrawn = await withdrawn_report(session, receipt)
        if report is None or (withdrawn and withdrawn.erased):
            return Progress(None, None, 0, (), withdrawn) if withdrawn else None
        statuses = await session.scalars(select(Delivery.status).where(Delivery.report_id == report.id))
        added, replies = await count_added(session, report.id), await _replies(session, report.id)
        return Progress(overall(statuses), report.received, added, replies, withdrawn)


async def withdrawn_report(session: AsyncSession, receipt: str) -> Withdrawn | None:
    """Whether and how the report under the keyed hash `receipt` was taken back."""
    row = await session.get(Withdrawal, receipt)
    return Withdrawn(row.at, row.erased) if row else None


async def count_added(session: AsyncSession, report_id: str) -> int:
    """How many additions a report has; each team has a copy of every one."""
    numbers = select(func.max(Addition.number)).where(Addition.report_id == report_id)
    return await session.scalar(numbers) or 0


def overall(statuses: Iterable[Status]) -> Status:
    """One status for the reporter from every team's: the furthest, but closed only when all have closed it."""
    seen = set(statuses)
    if seen == {Status.CLOSED}:
        return Status.CLOSED
    if Status.ANSWERED in seen:
        return Status.ANSWERED
    return Status.OPENED if seen & {Status.OPENED, Status.CLOSED} else Status.RECEIVED


async def _replies(session: AsyncSession, report_id: str) -> tuple[Answered, ...]:
    rows = await session.scalars(select(Reply).where(Reply.report_id == report_id).order_by(Reply.id))
    return tuple(Answered(row.at, row.sealed) for row in rows)
