"""A team's assessment of a report, sealed by its browser: what it says is not read here."""

from __future__ import annotations

from datetime import datetime

from actions.audit import Event
from actions.casework.actor import Actor
from actions.casework.beside import ASSESSMENT
from actions.casework.case import hold_case
from actions.casework.unchanged import check_unchanged
from actions.database.engine import Sessions
from actions.key_destruction import doom, finish_or_leave
from actions.report_keys import ReportKeys
from actions.sealing import Sealed


async def assess(
    sessions: Sessions, keys: ReportKeys, actor: Actor, report_id: str, sealed: Sealed, was: str | None, at: datetime
) -> None:
    """Keeps `sealed` in place of the one before, which is the one that was read (`was`, its SHA-256; None: there was
    none). Raises `NoSuchReportError`, `ChangedMeanwhileError`.
    """
    async with sessions.begin() as session:
        held = await hold_case(session, actor, report_id)
        await check_unchanged(keys, held, ASSESSMENT, held.work.assessment, was)
        if held.work.assessment is not None:
            doom(session, [held.work.assessment.key_id])
        held.work.assessment = await keys.lock_one(held.place(ASSESSMENT), sealed)
        await actor.record(session, Event.ASSESSED, report_id, at)
    await finish_or_leave(sessions, keys)
