"""Closing a report, with how it ended."""

from __future__ import annotations

from datetime import datetime

from actions.audit import Event
from actions.casework.actor import Actor, NotAllowedError
from actions.casework.case import has_unread_additions, hold_case
from actions.database.engine import Sessions
from actions.database.tables import Status
from actions.retention.days import ends, is_announced
from actions.retention.facts import copies, of_copy
from actions.times import day_of, hour_of
from content.outcomes import Outcomes


async def close(
    sessions: Sessions, actor: Actor, report_id: str, outcome: str | None, at: datetime, known: Outcomes | None = None
) -> None:
    """Closes the report for the actor's team; again with another outcome, that one counts. Raises `NoSuchReportError`,
    and `NotAllowedError` while anything of it is unread: nobody would be told of it any more.

    Its clock for being kept runs from the first time, or from what was added since. With `known` its day is fixed here,
    and else by the next sweep (`actions.retention.sweep`).
    """
    async with sessions.begin() as session:
        held = await hold_case(session, actor, report_id)
        if held.delivery.status is Status.RECEIVED or await has_unread_additions(session, held.delivery):
            raise NotAllowedError("Read the report and everything that was added to it first.")
        held.delivery.status = Status.CLOSED
        held.work.outcome = outcome
        held.work.closed = held.work.closed or hour_of(at)
        held.work.needs_since = None
        held.work.until, held.work.clock, held.work.announced = None, None, False
        if known is not None:
            await session.flush()
            (copy,) = await copies(session, *of_copy(report_id, actor.team))
            if day := ends(copy.facts, known, None, day_of(at)):
                held.work.until, held.work.clock = day.day, day.clock
                held.work.announced = is_announced(day.day, known, day_of(at))
        await actor.record(session, Event.CLOSED, report_id, at)
