"""The reporter's way back: a receipt is kept only as a keyed hash, and its lookup is one indexed read."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.database.engine import Sessions
from actions.database.tables import Delivery, Reply, ReportRow, Status
from actions.sealing import Sealed


@dataclass(frozen=True, slots=True)
class Answered:
    """A team's reply, sealed to the receipt."""

    at: datetime
    sealed: Sealed


@dataclass(frozen=True, slots=True)
class Progress:
    """What the holder of a receipt may know."""

    status: Status
    received: datetime
    replies: tuple[Answered, ...]


def keyed_hash(secret: str, value: str) -> str:
    """HMAC-SHA256 in hex: whoever has the database alone cannot test a guess."""
    return hmac.new(secret.encode(), value.encode(), hashlib.sha256).hexdigest()


async def open_receipt(sessions: Sessions, secret: str, lookup: str) -> Progress | None:
    """How the report of this receipt stands, or None when there is none (never was, or is erased)."""
    async with sessions() as session:
        report = await session.scalar(select(ReportRow).where(ReportRow.receipt == keyed_hash(secret, lookup)))
        if report is None:
            return None
        statuses = await session.scalars(select(Delivery.status).where(Delivery.report_id == report.id))
        return Progress(overall(statuses), report.received, await _replies(session, report.id))


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
