"""Handing a report over: another team gets a copy of its own, sealed to it by the team that had it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions import locking
from actions.attachment_rows import NoSuchFileError, give
from actions.audit import Event
from actions.casework.actor import Actor, NotAllowedError
from actions.casework.case import Case, hold_report_first, work_on
from actions.casework.custody import was_given
from actions.casework.departure import leave_to
from actions.casework.unchanged import check_unchanged
from actions.database.engine import Sessions
from actions.database.tables import Addition, Delivery, OutboxItem, ReportRow, Status, Withdrawal
from actions.delivery.names import INBOX
from actions.inbox import NoSuchReportError
from actions.key_destruction import doom, finish_or_leave
from actions.locking import ACCOUNT, CONTACT, Place
from actions.report_keys import ReportKeys
from actions.reports import NO_CONTACT, Share, head_of, written
from actions.rewrap import ChangedMeanwhileError
from actions.sealing import Sealed, seal
from actions.times import hour_of
from content.outcomes import HANDED_OVER

RULE = "handed over"


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who gets it. `alone`: a team that may not share a report: whoever hands one over to it keeps nothing."""

    team: str
    name: str
    recipients: Sequence[str]
    alone: bool


@dataclass(frozen=True, slots=True)
class Handover:
    """The parts as the browser sealed them to the receiver; `contact` is None when they were never opened here."""

    to: Receiver
    from_alone: bool
    account: Sealed = field(repr=False)
    contact: Sealed | None = field(repr=False)
    additions: Sequence[Sealed] = field(repr=False)
    confirmed: bool
    was: str
    """SHA-256 of the sealed account that was read here and handed over."""
    attachments: Sequence[Sealed] = field(default=(), repr=False)
    """The letters of the files; what they are about goes along as it is."""


async def hand_over(
    sessions: Sessions, keys: ReportKeys, actor: Actor, report_id: str, handover: Handover, at: datetime
) -> None:
    """Returns once the other team has it; the same again changes nothing. Raises `NoSuchReportError`,
    `NotAllowedError`, and `ChangedMeanwhileError` when she added something since, or the account was changed.

    A team that has the report already keeps its own copy as it is, and whoever hands it over is not told: that it has
    it would be news. So everything that can be refused is refused before it is looked for. To a team that receives
    alone, everything of ours goes with it, and what stood here is in nobody's reach (`actions.casework.custody`).
    """
    try:
        async with sessions.begin() as session:
            await _hand_over(session, keys, actor, await hold_report_first(session, actor, report_id), handover, at)
    except NoSuchReportError:
        async with sessions() as session:
            if not await was_given(session, actor, report_id, handover.to.team):
                raise
    await finish_or_leave(sessions, keys)


async def _hand_over(
    session: AsyncSession, keys: ReportKeys, actor: Actor, ours: Case, handover: Handover, at: datetime
) -> None:
    report_id = ours.delivery.report_id
    withdrawn = await _is_withdrawn(session, report_id)
    _may(actor, ours, handover, withdrawn)
    await check_unchanged(keys, ours, ACCOUNT, ours.delivery.account, handover.was)
    told = await _additions(session, ours, handover)
    theirs = await session.get(Delivery, (report_id, handover.to.team))
    if theirs is None:
        theirs = await _give(session, keys, ours, handover, told, withdrawn=withdrawn, at=at)
        await _give_files(session, keys, ours, theirs, handover)
    else:
        await _give_owed_contact(session, keys, actor, theirs, handover.contact)
    if handover.to.alone:
        await leave_to(session, keys, actor, theirs, ours.delivery, at)
    elif ours.work.outcome == HANDED_OVER:
        return
    else:
        _close(ours, at)
    await actor.record(session, Event.HANDED_OVER, report_id, at)
    if handover.to.alone:
        await actor.record(session, Event.KEPT, report_id, at)


def _may(actor: Actor, ours: Case, handover: Handover, withdrawn: bool) -> None:
    if handover.to.team == actor.team:
        raise NotAllowedError("Your team has this report already. Choose another team.")
    if handover.from_alone and not (actor.lead and handover.confirmed):
        raise NotAllowedError("Only a lead can hand this over, and must confirm that another team may know of it.")
    if ours.delivery.status is Status.RECEIVED:
        raise NotAllowedError("Open the report first, so that you know what you hand over.")
    if withdrawn and not handover.to.alone:
        raise NotAllowedError("The person took this report back. It cannot be handed over.")
    if handover.to.alone and handover.contact is None and not withdrawn:
        raise NotAllowedError("Open the contact details first: nothing stays with your team, so they must go along.")


async def _is_withdrawn(session: AsyncSession, report_id: str) -> bool:
    return bool(await session.scalar(select(exists().where(Withdrawal.report_id == report_id))))


async def _give(
    session: AsyncSession,
    keys: ReportKeys,
    ours: Case,
    handover: Handover,
    told: Sequence[Addition],
    *,
    withdrawn: bool,
    at: datetime,
) -> Delivery:
    report_id, team = ours.delivery.report_id, handover.to.team
    contact = handover.contact
    if contact is None or withdrawn:
        contact = await _no_contact(session, report_id, handover.to, withdrawn)
    sealed = {ACCOUNT: handover.account, CONTACT: contact}
    sealed |= {locking.addition(one.number): new for one, new in zip(told, handover.additions, strict=True)}
    locked = await keys.lock({Place(report_id, team, part): each for part, each in sealed.items()})
    parts = {place.part: each for place, each in locked.items()}
    theirs = Delivery(
        report_id=report_id,
        team=team,
        rule=RULE,
        status=Status.RECEIVED,
        account=parts[ACCOUNT],
        contact=parts[CONTACT],
    )
    session.add(theirs)
    await session.flush()
    session.add(OutboxItem(report_id=report_id, team=team, target=INBOX))
    session.add_all(
        Addition(
            report_id=report_id,
            team=team,
            number=one.number,
            at=one.at,
            opened=False,
            sealed=parts[locking.addition(one.number)],
        )
        for one in told
    )
    work = await work_on(session, theirs)
    work.since = hour_of(at)
    work.contact_from = ours.delivery.team if handover.contact is None and not withdrawn else None
    return theirs


async def _give_files(
    session: AsyncSession, keys: ReportKeys, ours: Case, theirs: Delivery, handover: Handover
) -> None:
    try:
        await give(session, keys, ours.delivery, theirs, handover.attachments)
    except NoSuchFileError:
        raise ChangedMeanwhileError("something was attached") from None


async def _give_owed_contact(
    session: AsyncSession, keys: ReportKeys, actor: Actor, theirs: Delivery, contact: Sealed | None
) -> None:
    """The contact details that the same team had not opened when it handed the report over; once."""
    work = await work_on(session, theirs)
    if contact is None or work.contact_from != actor.team:
        return
    doom(session, [theirs.contact.key_id])
    theirs.contact = await keys.lock_one(Place(theirs.report_id, theirs.team, CONTACT), contact)
    work.contact_from = None


async def _additions(session: AsyncSession, ours: Case, handover: Handover) -> Sequence[Addition]:
    """What the team has read: what it has not cannot be sealed to anybody else."""
    of_it = (Addition.report_id == ours.delivery.report_id, Addition.team == ours.delivery.team)
    told = (await session.scalars(select(Addition).where(*of_it).order_by(Addition.number))).all()
    if not all(one.opened for one in told) or len(told) != len(handover.additions):
        raise ChangedMeanwhileError("something was added")
    return told


async def _no_contact(session: AsyncSession, report_id: str, to: Receiver, withdrawn: bool) -> Sealed:
    """An envelope that says that there is nothing, or that the details are still with whoever handed it over."""
    report = await session.get_one(ReportRow, report_id)
    head = head_of(Share(to.team, to.name, RULE, report.routing_version), report_id, report.received)
    kept = {} if withdrawn else {"not_handed_over": True}
    return seal(written(head | {"part": "contact"} | NO_CONTACT | kept), to.recipients)


def _close(ours: Case, at: datetime) -> None:
    ours.delivery.status = Status.CLOSED
    ours.work.outcome, ours.work.closed = HANDED_OVER, hour_of(at)
    ours.work.assigned, ours.work.needs_since = None, None
    ours.work.until, ours.work.clock, ours.work.announced = None, None, False  # fixed anew by the next sweep
