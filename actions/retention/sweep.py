"""Fixes the day of each team's copy, and erases what is due: again and again while the action server runs."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import update

from actions import audit
from actions.audit import Event
from actions.casework.case import hold_copy, work_on
from actions.database.engine import Sessions
from actions.database.tables import ReportRow
from actions.intake import Intake
from actions.key_destruction import finish
from actions.retention.days import Ends, ends, first_day, is_announced
from actions.retention.erasure import erase_copy
from actions.retention.facts import Copy, copies, of_copy
from actions.times import day_of
from actions.withdrawal import end_kept_contact
from content.outcomes import Outcomes

log = logging.getLogger("heard.actions.retention")

SECONDS_BETWEEN_SWEEPS = 3600.0
"""Clocks count whole days."""


async def sweep(intake: Intake, outcomes: Outcomes) -> None:
    """One run. What fails for one copy is logged, and made good by the next run; the others go on."""
    now = intake.clock()
    async with intake.sessions() as session:
        found = await copies(session)
    for copy in found:
        plan = _plan(copy, outcomes, day_of(now))
        if plan.erase or (plan.day, plan.announced) != (copy.stored, copy.announced):
            try:
                await _settle(intake.sessions, copy, outcomes, now)
            except Exception as error:
                log.error("copy_not_swept kind=%s", type(error).__name__)
    await end_kept_contact(intake)
    await finish(intake.sessions, intake.report_keys)


async def sweep_always(intake: Intake, outcomes: Outcomes) -> None:
    """Sweeps every hour until cancelled; a sweep that fails is made good by the next."""
    while True:
        try:
            await sweep(intake, outcomes)
        except Exception as error:
            log.error("not_swept kind=%s", type(error).__name__)
        await asyncio.sleep(SECONDS_BETWEEN_SWEEPS)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The copy's day, whether the team is told of it by now, and whether it has come."""

    day: Ends | None
    announced: bool = False
    erase: bool = False


def _plan(copy: Copy, outcomes: Outcomes, today: date) -> _Plan:
    """A day that is here, or near, and that nobody was told of moves, by as much as is left of the warning: this
    machine may have stood still, or its clock may be wrong."""
    day = ends(copy.facts, outcomes, copy.stored, today)
    last = max(day.day, copy.kept or day.day) if day else None
    if day is None or last is None or copy.bound or not is_announced(last, outcomes, today):
        return _Plan(day)
    if not copy.announced or day != copy.stored:
        return _Plan(replace(day, day=max(day.day, first_day(outcomes, today))), announced=True)
    return _Plan(day, announced=True, erase=last <= today)


async def _settle(sessions: Sessions, found: Copy, outcomes: Outcomes, now: datetime) -> None:
    """Looks again with everything locked, since somebody may just have held it, or added to it."""
    async with sessions.begin() as session:
        await session.execute(
            update(ReportRow).where(ReportRow.id == found.report_id).values(receipt=ReportRow.receipt)
        )
        delivery = await hold_copy(session, *of_copy(found.report_id, found.team))
        if delivery is None:
            return
        (copy,) = await copies(session, *of_copy(found.report_id, found.team))
        plan = _plan(copy, outcomes, day_of(now))
        if plan.erase:
            await erase_copy(session, delivery, early=False)
            await audit.record(session, Event.ERASED, found.report_id, actor=audit.RETENTION, at=now, team=found.team)
        else:
            work = await work_on(session, delivery)
            work.until, work.clock = (plan.day.day, plan.day.clock) if plan.day else (None, None)
            work.announced = plan.announced
