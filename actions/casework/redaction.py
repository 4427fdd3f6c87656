"""An account with parts taken out: kept beside the whole one, or, when two people want it, for good in its place.

All of this is one team's copy: another team that has the report keeps what it has.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.audit import Event
from actions.casework.actor import Actor, NotAllowedError
from actions.casework.beside import PROPOSED, REDACTED
from actions.casework.case import Case, hold_case
from actions.casework.unchanged import check_unchanged
from actions.database.engine import Sessions
from actions.database.tables import Status
from actions.key_destruction import doom, finish_or_leave
from actions.locking import ACCOUNT, Locked
from actions.report_keys import ReportKeys
from actions.sealing import Sealed


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is left, sealed, and what was read for it: the SHA-256 of the account, and of what was redacted before."""

    sealed: Sealed = field(repr=False)
    was: str
    was_redacted: str | None


async def redact(
    sessions: Sessions, keys: ReportKeys, actor: Actor, report_id: str, redaction: Redaction, at: datetime
) -> None:
    """Keeps it beside the account, in place of one redacted before.

    Raises `NoSuchReportError`, `NotAllowedError`, `ChangedMeanwhileError`.
    """
    async with sessions.begin() as session:
        held = await hold_case(session, actor, report_id)
        await _check(keys, held, redaction)
        _doom(session, held.work.redacted)
        held.work.redacted = await keys.lock_one(held.place(REDACTED), redaction.sealed)
        await actor.record(session, Event.REDACTED, report_id, at)
    await finish_or_leave(sessions, keys)


async def propose_for_good(
    sessions: Sessions, keys: ReportKeys, actor: Actor, report_id: str, redaction: Redaction, at: datetime
) -> None:
    """A lead asks that it take the place of the account for good. Nothing is changed until somebody else confirms it.

    Raises `NoSuchReportError`, `NotAllowedError`, `ChangedMeanwhileError`.
    """
    async with sessions.begin() as session:
        held = await hold_case(session, actor, report_id)
        if not actor.lead or actor.account is None:
            raise NotAllowedError("Only a lead can ask to take something out for good.")
        await _check(keys, held, redaction)
        _doom(session, held.work.proposed)
        held.work.proposed = await keys.lock_one(held.place(PROPOSED), redaction.sealed)
        held.work.proposed_by = actor.account
        await actor.record(session, Event.PROPOSED_FOR_GOOD, report_id, at)
    await finish_or_leave(sessions, keys)


async def confirm_for_good(
    sessions: Sessions, keys: ReportKeys, actor: Actor, report_id: str, was: str, at: datetime
) -> None:
    """Puts what was proposed (`was`: its SHA-256, as it was read) in the place of the account, which cannot be opened
    any more, in no backup either.

    Raises `NoSuchReportError`, `ChangedMeanwhileError`, and `NotAllowedError` for whoever proposed it, or while the
    report is held.
    """
    async with sessions.begin() as session:
        held = await hold_case(session, actor, report_id)
        if actor.account is None or actor.account == held.work.proposed_by:
            raise NotAllowedError("Somebody else of the team must confirm this, signed in with their own account.")
        if held.work.hold is not None:
            raise NotAllowedError("This report is held: nothing can be taken out of it for good.")
        await check_unchanged(keys, held, PROPOSED, held.work.proposed, was)
        sealed = await _unlocked(keys, held)
        _doom(session, held.delivery.account, held.work.redacted, held.work.proposed)
        held.delivery.account = await keys.lock_one(held.place(ACCOUNT), sealed)
        held.work.redacted = held.work.proposed = held.work.proposed_by = None
        await actor.record(session, Event.REDACTED_FOR_GOOD, report_id, at)
    await finish_or_leave(sessions, keys)


async def drop_proposal(sessions: Sessions, keys: ReportKeys, actor: Actor, report_id: str, at: datetime) -> None:
    """Nothing is taken out for good; also when nothing was proposed. Raises `NoSuchReportError`, `NotAllowedError`."""
    async with sessions.begin() as session:
        held = await hold_case(session, actor, report_id)
        if actor.account is None:
            raise NotAllowedError("Sign in with your own account to do this.")
        if held.work.proposed is None:
            return
        _doom(session, held.work.proposed)
        held.work.proposed = held.work.proposed_by = None
        await actor.record(session, Event.PROPOSAL_DROPPED, report_id, at)
    await finish_or_leave(sessions, keys)


async def _check(keys: ReportKeys, held: Case, redaction: Redaction) -> None:
    if held.delivery.status is Status.RECEIVED:
        raise NotAllowedError("Open the report first.")
    await check_unchanged(keys, held, ACCOUNT, held.delivery.account, redaction.was)
    await check_unchanged(keys, held, REDACTED, held.work.redacted, redaction.was_redacted)


async def _unlocked(keys: ReportKeys, held: Case) -> Sealed:
    if held.work.proposed is None:
        raise NotAllowedError("Nothing is waiting to be confirmed.")
    return await keys.unlock_one(held.place(PROPOSED), held.work.proposed)


def _doom(session: AsyncSession, *parts: Locked | None) -> None:
    doom(session, [each.key_id for each in parts if each is not None])
