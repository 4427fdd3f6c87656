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
    PASSED_ON = "passed on"
    OPENED = "opened"
    REPLIED = "replied"
    CLOSED = "closed"
    FETCHED_TO_REWRAP = "fetched to rewrap"
    REWRAPPED = "rewrapped"
    ADDED = "added"
    ATTACHED = "attached"
    WITHDRAWN = "withdrawn"
    RECEIPT_CHANGED = "receipt changed"
    ERASED = "erased"
    DRAFT_KEPT = "draft kept"
    DRAFT_ERASED = "draft erased"
    DRAFT_EXPIRED = "draft expired"
    ASSIGNED = "assigned"
    ASSIGNED_BY = "assigned by"
    STEPPED_ASIDE = "stepped aside"
    EXCLUDED = "excluded"
    EXCLUDED_BY = "excluded by"
    HANDED_OVER = "handed over"
    KEPT = "kept"
    TAKEN_FROM_CUSTODY = "taken from custody"
    REDACTED = "redacted"
    PROPOSED_FOR_GOOD = "proposed for good"
    PROPOSAL_DROPPED = "proposal dropped"
    REDACTED_FOR_GOOD = "redacted for good"
    ASSESSED = "assessed"
    PASSED_UP = "passed up"
    POKED = "poked"
    KEPT_LONGER = "kept longer"
    HELD = "held"
    RELEASED = "released"
    ERASURE_ASKED = "erasure asked"
    ERASURE_DROPPED = "erasure dropped"
    CONTACT_OPENED = "contact opened"
    TOOK_ORIGINAL = "took original"
    TOOK_CLEAN = "took clean copy"
    ACCOUNT_ADDED = "account added"
    ACCOUNT_RESET = "account reset"
    ACCOUNT_DISABLED = "account disabled"
    ENROLLED = "enrolled"
    SIGNED_IN = "signed in"


INTAKE = "intake"
RELAY = "relay"
REPORTER = "reporter"
OPERATOR = "operator"
"""Whoever runs `heard staff` on the server."""
CUSTODY = "custody"
"""What ends by itself when its time is over."""
RETENTION = "retention"
"""The clock that erases a team's copy when its time is over."""
ACCOUNT = "account"
"""Somebody who acts for themselves and for no team."""


async def record(
    session: AsyncSession,
    event: Event,
    report_id: str,
    *,
    actor: str,
    at: datetime,
    team: str = "",
    account: str = "",
    code: str = "",
) -> None:
    """Adds an entry in the very transaction that does what it records. To be called last in it.

    Whoever comes next waits from here until the transaction ends: so the chain has one order and no gap, and, since
    nothing else is locked after it, nobody waits in a circle.

    `actor` is `INTAKE`, `RELAY`, `REPORTER`, `OPERATOR`, `CUSTODY`, `RETENTION`, `ACCOUNT` or the name of a team;
    `team` is set for what concerns one team's delivery, `account` to the account that did it or that it was done to.
    `report_id` is empty for what concerns no report. `code` says why or how: one of a list that people wrote
    (data/contact-reasons.yml, data/outcomes.yml).
    """
    # A write, which locks in every database: SQLite then lets nobody else write, PostgreSQL nobody else in this row.
    take = update(AuditTail).values(number=AuditTail.number + 1).returning(AuditTail.number, AuditTail.hash)
    number, previous = (await session.execute(take)).one()
    what = f"{event.value}: {code}" if code else event.value
    link = Link(number, hour_of(at), actor, what, report_id, team, previous, account)
    session.add(
        AuditEntry(
            id=number,
            at=link.at,
            actor=actor,
            event=link.event,
            report_id=report_id,
            team=team,
            account=account,
            previous=previous,
            hash=link.hash,
        )
    )
    await session.execute(update(AuditTail).values(hash=link.hash))
