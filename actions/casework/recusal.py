"""Stepping aside: from then on the report is, for that account, as if there were none.

What an account may see is decided in the very statements that look for the report, so that a report it may not see
and one that there is not take the same way through the program.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.audit import Event
from actions.casework import roster
from actions.casework.actor import Actor, NotAllowedError, of_actor
from actions.casework.case import Case, hold_case
from actions.database.engine import Sessions
from actions.database.tables import Recusal, Status
from actions.times import hour_of

NOWHERE = "0" * 32
"""An id that no report has."""


async def as_seen_by(sessions: Sessions, actor: Actor, report_id: str) -> str:
    """`report_id`, or the id of no report when `actor` may not see it: both are looked for alike from here on."""
    aside = exists().where(Recusal.report_id == report_id, of_actor(actor))
    async with sessions() as session:
        return NOWHERE if await session.scalar(select(aside)) else report_id


async def step_aside(sessions: Sessions, actor: Actor, report_id: str, at: datetime) -> None:
    """For the actor's account there is no such report any more. Raises `NoSuchReportError`, `NotAllowedError`."""
    if actor.account is None:
        raise NotAllowedError("Sign in with your own account to step aside.")
    async with sessions.begin() as session:
        held = await hold_case(session, actor, report_id)
        await _hide(session, held, actor.account)
        if held.work.assigned is None:
            _needs_somebody(held, at)
        await actor.record(session, Event.STEPPED_ASIDE, report_id, at)


async def exclude(sessions: Sessions, actor: Actor, report_id: str, account: str, at: datetime) -> None:
    """A lead keeps the report from an account of the same team, which is not told. Again changes nothing.

    Raises `NoSuchReportError`, `NotAllowedError`.
    """
    async with sessions.begin() as session:
        held = await hold_case(session, actor, report_id)
        if not actor.lead or actor.account is None or account == actor.account:
            raise NotAllowedError("Only a lead can do this, and only for somebody else.")
        if not await roster.is_of_team(session, account, actor.team):
            raise NotAllowedError("Your team has no such account.")
        if not await is_aside(session, report_id, account):
            had_it = held.work.assigned == account
            await _hide(session, held, account)
            if had_it:
                _needs_somebody(held, at)
        await actor.record(session, Event.EXCLUDED_BY, report_id, at)
        await actor.record(session, Event.EXCLUDED, report_id, at, account=account)


def _needs_somebody(held: Case, at: datetime) -> None:
    if held.delivery.status is not Status.CLOSED:
        held.work.needs_since = held.work.needs_since or hour_of(at)


async def is_aside(session: AsyncSession, report_id: str, account: str) -> bool:
    """Whether this account stepped aside from the report, or was excluded from it."""
    return await session.get(Recusal, (report_id, account)) is not None


async def _hide(session: AsyncSession, held: Case, account: str) -> None:
    session.add(Recusal(report_id=held.delivery.report_id, account=account, team=held.delivery.team))
    if held.work.assigned == account:
        held.work.assigned = None
