"""Has those told who must be of what lies unread, again and again while the staff process runs."""

from __future__ import annotations

import asyncio
import logging

from actions.casework import escalation
from staff.desk import Desk

log = logging.getLogger("heard.staff.escalating")

SECONDS_BETWEEN_RUNS = 300.0
"""Clocks count whole hours: nobody is told much later than they should be."""


async def escalate_always(desk: Desk) -> None:
    """Until cancelled; a run that fails is made good by the next."""
    while True:
        try:
            await escalation.run(desk.sessions, desk.terms.routing, desk.terms.notifier, desk.clock())
        except Exception as error:
            log.error("not_escalated kind=%s", type(error).__name__)
        await asyncio.sleep(SECONDS_BETWEEN_RUNS)
