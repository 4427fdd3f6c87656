"""What a team's people decide about how long its copy is kept: longer, held, or erased before its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.audit import Event
from actions.casework import roster
from actions.casework.actor import Actor, NotAllowedError
from actions.casework.case import Case, has_unread_additions, hold_case, hold_report_first
from actions.casework.recusal import is_aside
from actions.database.engine import Sessions
from actions.database.tables import Casework, Status
from actions.key_destruction import finish
from actions.report_keys import ReportKeys
from actions.retention.days import add_months, first_day, is_announced, last_day_to_confirm
from actions.retention.erasure import erase_copy
from actions.retention.facts import copies, of_copy
from actions.times import day_of
from content.outcomes import Outcomes
from content.retention import Longer

HELD = "This report is held. Nothing can erase it until a lead who did not set the hold releases it."
NOT_ANNOUNCED = "Nothing is about to erase this report."
UNREAD = "Read the report and everything that was added to it first."


@dataclass(frozen=True, slots=True)
class Terms:
    """What the file says, and the time."""

    outcomes: Outcomes
    at: datetime


async def keep_longer(sessions: Sessions, actor: Actor, report_id: str, reason: Longer, terms: Terms) -> None:
    """Puts the day of a copy that is about to be erased off, by the months of the reason.

    For a lead; and for whoever has the team's key alone, which says not who: else a team without accounts could keep
    nothing. Raises `NoSuchReportError`, `NotAllowedError`.
    """
    async with sessions.begin() as session:
        work = (await hold_case(session, actor, report_id)).work
        if actor.account is not None and not actor.lead:
            raise NotAllowedError("Ask a lead to keep this report longer.")
        if work.erased_on is None or not is_announced(work.erased_on, terms.outcomes, day_of(terms.at)):
            raise NotAllowedError(NOT_ANNOUNCED)
        work.kept, work.announced = add_months(work.erased_on, reason.months), False
        await actor.record(session, Event.KEPT_LONGER, report_id, terms.at, code=reason.code)


async def hold(sessions: Sessions, actor: Actor, report_id: str, code: str, at: datetime) -> None:
    """From now on nothing erases the copy. What somebody asked to erase early is dropped.

    Raises `NoSuchReportError`, and `NotAllowedError` for whoever is no lead, or when it is held already.
    """
    async with sessions.begin() as session:
        held = await hold_case(session, actor, report_id)
        if not actor.lead or actor.account is None:
            raise NotAllowedError("Only a lead can hold a report.")
        if held.delivery.status is Status.RECEIVED:
            raise NotAllowedError("Open the report first, so that you know what you hold.")
        if held.work.hold is not None:
            raise NotAllowedError("This report is held already.")
        held.work.hold, held.work.held_by = code, actor.account
        _drop(held.work)
        await actor.record(session, Event.HELD, report_id, at, code=code)


async def release(sessions: Sessions, actor: Actor, report_id: str, terms: Terms) -> None:
    """Ends the hold; what is overdue by then is erased no sooner than after a full warning.

    Raises `NoSuchReportError`, and `NotAllowedError` for whoever is no lead, or set it.
    """
    async with sessions.begin() as session:
        work = (await hold_case(session, actor, report_id)).work
        if work.hold is None:
            raise NotAllowedError("This report is not held.")
        if not actor.lead or actor.account is None or actor.account == work.held_by:
            raise NotAllowedError("Another lead must release it, not the one who set the hold.")
        code, work.hold, work.held_by = work.hold, None, None
        soonest = first_day(terms.outcomes, day_of(terms.at))
        work.kept, work.announced = max(soonest, work.kept or soonest), True
        await actor.record(session, Event.RELEASED, report_id, terms.at, code=code)


async def ask_to_erase(sessions: Sessions, actor: Actor, report_id: str, code: str, at: datetime) -> None:
    """A lead asks that the copy be erased before its day. Nothing is erased until somebody else confirms it.

    Raises `NoSuchReportError`, `NotAllowedError`.
    """
    async with sessions.begin() as session:
        held = await hold_case(session, actor, report_id)
        if not actor.lead or actor.account is None:
            raise NotAllowedError("Only a lead can ask to erase a report.")
        await _check_erasable(session, held)
        held.work.erasure, held.work.erasure_by = code, actor.account
        held.work.erasure_asked = day_of(at)
        await actor.record(session, Event.ERASURE_ASKED, report_id, at, code=code)


async def drop_erasure(sessions: Sessions, actor: Actor, report_id: str, at: datetime) -> None:
    """It is not erased early; also when nobody asked. Raises `NoSuchReportError`, `NotAllowedError`."""
    async with sessions.begin() as session:
        work = (await hold_case(session, actor, report_id)).work
        if actor.account is None:
            raise NotAllowedError("Sign in with your own account to do this.")
        if work.erasure is None:
            return
        _drop(work)
        await actor.record(session, Event.ERASURE_DROPPED, report_id, at)


async def confirm_erasure(sessions: Sessions, keys: ReportKeys, actor: Actor, report_id: str, terms: Terms) -> None:
    """Erases the copy, which nobody can open any more when this returns, in no backup either.

    Raises `NoSuchReportError`, and `NotAllowedError` for whoever asked, when nobody did, and when whoever did is not
    in the team any more, or may not see the report.
    """
    async with sessions.begin() as session:
        held = await hold_report_first(session, actor, report_id)
        await _check_second(session, actor, held, terms)
        await _check_erasable(session, held)
        code = held.work.erasure or ""
        await erase_copy(session, held.delivery, early=True)
        await actor.record(session, Event.ERASED, report_id, terms.at, code=code)
    await finish(sessions, keys)


async def _check_second(session: AsyncSession, actor: Actor, held: Case, terms: Terms) -> None:
    work = held.work
    if actor.account is None or actor.account == work.erasure_by:
        raise NotAllowedError("Somebody else of the team must confirm this, signed in with their own account.")
    if work.erasure is None or work.erasure_by is None or work.erasure_asked is None:
        raise NotAllowedError("Nobody has asked to erase this report.")
    if last_day_to_confirm(work.erasure_asked, terms.outcomes) < day_of(terms.at):
        raise NotAllowedError("This was asked too long ago. A lead must ask again.")
    is_here = await roster.is_of_team(session, work.erasure_by, actor.team)
    if not is_here or await is_aside(session, work.report_id, work.erasure_by):
        raise NotAllowedError("Whoever asked cannot ask for it any more. Another lead must ask again.")


async def _check_erasable(session: AsyncSession, held: Case) -> None:
    if held.work.hold is not None:
        raise NotAllowedError(HELD)
    if held.delivery.status is Status.RECEIVED or await has_unread_additions(session, held.delivery):
        raise NotAllowedError(UNREAD)
    (copy,) = await copies(session, *of_copy(held.delivery.report_id, held.delivery.team))
    if copy.bound:
        raise NotAllowedError("What was handed over with this report is kept for 30 days. Ask again after that.")


def _drop(work: Casework) -> None:
    work.erasure = work.erasure_by = work.erasure_asked = None
