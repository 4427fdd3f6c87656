"""Who in a team has a report."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.audit import Event
from actions.casework import roster
from actions.casework.actor import Actor, NotAllowedError
from actions.casework.case import hold_case
from actions.casework.recusal import is_aside
from actions.database.engine import Sessions


async def assign(sessions: Sessions, actor: Actor, report_id: str, account: str | None, at: datetime) -> None:
    """Gives the report to `account`, or to nobody. Raises `NoSuchReportError`, `NotAllowedError`.

    A lead can give it to anyone of the team; a member can take it, or give it back.
    """
    async with sessions.begin() as session:
        held = await hold_case(session, actor, report_id)
        if held.work.assigned == account:
            return
        _may(actor, held.work.assigned, account)
        if account is not None:
            await _can_have(session, actor, report_id, account)
            held.work.needs_since = None
        held.work.assigned = account
        if account == actor.account or account is None:
            await actor.record(session, Event.ASSIGNED, report_id, at)
        else:
            await actor.record(session, Event.ASSIGNED_BY, report_id, at)
            await actor.record(session, Event.ASSIGNED, report_id, at, account=account)


def _may(actor: Actor, now: str | None, account: str | None) -> None:
    if actor.account is None:
        raise NotAllowedError("Sign in with your own account to take a report.")
    if not actor.lead and account != actor.account and not (account is None and now == actor.account):
        raise NotAllowedError("You can take a report or give your own back. Ask a lead for anything else.")


async def _can_have(session: AsyncSession, actor: Actor, report_id: str, account: str) -> None:
    if not await roster.is_of_team(session, account, actor.team):
        raise NotAllowedError("Your team has no such account.")
    if await is_aside(session, report_id, account):
        raise NotAllowedError("This account cannot be given this report. Choose somebody else.")
