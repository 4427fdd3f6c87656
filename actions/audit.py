"""Who did what to which report, and in which hour. Nothing of what a report says can be put into an entry."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.audit_chain import Link
from actions.database.audit_tables import AuditEntry, AuditTail
from actions.times import hour_of


class Event(StrEnum):
    """Everything that is recorded."""

    RECEIVED = "received"
    DELIVERED = "delivered"
    OPENED = "opened"
    REPLIED = "replied"
    CLOSED = "closed"
    FETCHED_TO_REWRAP = "fetched to rewrap"
    REWRAPPED = "rewrapped"
    ADDED = "added"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


INTAKE = "intake"
RELAY = "relay"
REPORTER = "reporter"


async def record(
    session: AsyncSession, event: Event, report_id: str, *, actor: str, at: datetime, team: str = ""
) -> None:
    """Adds an entry in the very transaction that does what it records. To be called last in it.

    Whoever comes next waits from here until the transaction ends: so the chain has one order and no gap, and, since
    nothing else is locked after it, nobody waits in a circle.

    `actor` is `INTAKE`, `RELAY`, `REPORTER` or the name of a team; `team` is set for what concerns one team's delivery.
    """
    # A write, which locks in every database: SQLite then lets nobody else write, PostgreSQL nobody else in this row.
    take = update(AuditTail).values(number=AuditTail.number + 1).returning(AuditTail.number, AuditTail.hash)
    number, previous = (await session.execute(take)).one()
    link = Link(number, hour_of(at), actor, event.value, report_id, team, previous)
    session.add(
        AuditEntry(
            id=number,
            at=link.at,
            actor=actor,
            event=link.event,
            report_id=report_id,
            team=team,
            previous=previous,
            hash=link.hash,
        )
    )
    await session.execute(update(AuditTail).values(hash=link.hash))
