"""Who did what to which report, and in which hour. Nothing of what a report says can be put into an entry."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from actions.database.tables import AuditEntry
from actions.times import hour_of


class Event(StrEnum):
    """Everything that is recorded."""

    RECEIVED = "received"
    DELIVERED = "delivered"
    OPENED = "opened"
    REPLIED = "replied"
    CLOSED = "closed"
    ADDED = "added"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


INTAKE = "intake"
RELAY = "relay"
REPORTER = "reporter"


def entry(event: Event, report_id: str, *, actor: str, at: datetime, team: str = "") -> AuditEntry:
    """A row to add in the very transaction that does what it records.

    `actor` is `INTAKE`, `RELAY`, `REPORTER` or the name of a team; `team` is set for what concerns one team's delivery.
    """
    return AuditEntry(at=hour_of(at), actor=actor, event=event.value, report_id=report_id, team=team)
