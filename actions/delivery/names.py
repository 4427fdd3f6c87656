"""The targets and what goes to them, as they are called in the outbox."""

from __future__ import annotations

from enum import StrEnum

INBOX = "inbox"
"""The staff inbox, which reads the same database."""
OTHERS = "others"
"""Stands for the team's targets beside the inbox, until the relay has made an item for each."""
QUEUE = "queue"
WEBHOOK = "webhook"
NOTICE = "notice"
EMAIL = "email"

CARRYING = (QUEUE, WEBHOOK, EMAIL)
"""The targets that a report leaves for. A notice says only that there is something."""

LAST = 1000
"""The number of a withdrawal, after every addition's."""


class Kind(StrEnum):
    """What an item of the outbox tells."""

    REPORT = "report"
    ADDITION = "addition"
    WITHDRAWN = "withdrawn"
