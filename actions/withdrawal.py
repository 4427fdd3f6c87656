"""Taking a report back. Before any team opened it, it is erased; after that it is marked, and the contact erased.

Which of the two is decided by the database, in one transaction that no team can enter. Only when the keys of all that
it erased are destroyed as well, so that no backup tells it either, is it said to be done.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions import audit
from actions.attachment_rows import erase_unopened
from actions.audit import Event
from actions.casework.custody import end_contact
from actions.casework.progress import come_so_far
from actions.database.tables import Addition, Casework, Delivery, ReportRow, Status, Withdrawal
from actions.delivery.names import LAST, Kind
from actions.delivery.outbox import may_have_left, others
from actions.held import Held, hold, recipients_of, share_of
from actions.intake import Intake
from actions.key_destruction import doom, finish
from actions.locking import CONTACT, Place
from actions.receipts import Withdrawn, keyed_hash, withdrawn_report
from actions.reports import NO_CONTACT, head_of, written
from actions.sealing import Sealed, seal
from actions.times import hour_of


async def withdraw(intake: Intake, lookup: str) -> Withdrawn | None:
    """Takes the report of this receipt back and returns once all of that is done; the second time nothing changes.

    None when there is no such report. Raises when it could not be done: nothing is changed then, or, when only the
    keys could not be destroyed, the next call goes on from there.
    """
    receipt = keyed_hash(intake.receipt_secret, lookup)
    async with intake.sessions.begin() as session:
        held = await hold(session, receipt)
        withdrawn = await withdrawn_report(session, receipt)
        if held is not None and withdrawn is None:
            withdrawn = await _take_back(session, intake, held)
    intake.stored()
    if withdrawn is not None:
        await finish(intake.sessions, intake.report_keys)
    return withdrawn


async def _take_back(session: AsyncSession, intake: Intake, held: Held) -> Withdrawn:
    report, at = held.report, hour_of(intake.clock())
    unopened = all(delivery.status is Status.RECEIVED for delivery in held.deliveries)
    inside = not await come_so_far(session, report.id) and not await may_have_left(session, report.id)
    erased = unopened and inside
    contact_kept = False
    if erased:
        # Copies, additions, replies and outbox go with it.
        await session.execute(delete(ReportRow).where(ReportRow.id == report.id))
        doom(session, [report.id])
    else:
        free = await _leave_what_is_held(session, held)
        contact_kept = len(free) < len(held.deliveries)
        await _erase_contact(session, intake, held, free)
        await _erase_unopened_additions(session, report.id, [each.team for each in free])
        session.add_all(others(report.id, delivery.team, Kind.WITHDRAWN, LAST) for delivery in held.deliveries)
    session.add(Withdrawal(receipt=report.receipt, at=at, report_id=None if erased else report.id, erased=erased))
    event = Event.ERASED if erased else Event.WITHDRAWN
    await audit.record(session, event, report.id, actor=audit.REPORTER, at=at)
    return Withdrawn(at, erased, contact_kept)


async def end_kept_contact(intake: Intake) -> None:
    """Erases what a hold kept of reports that were taken back, once their copies are not held any more.

    To be finished (`actions.key_destruction`) by the caller.
    """
    released = select(Casework.report_id).where(Casework.contact_kept, Casework.hold.is_(None)).distinct()
    async with intake.sessions() as session:
        receipts = (await session.scalars(select(ReportRow.receipt).where(ReportRow.id.in_(released)))).all()
    for receipt in receipts:
        async with intake.sessions.begin() as session:
            if (held := await hold(session, receipt)) is not None:
                await _end_kept_contact(session, intake, held)


async def _end_kept_contact(session: AsyncSession, intake: Intake, held: Held) -> None:
    released = (Casework.report_id == held.report.id, Casework.contact_kept, Casework.hold.is_(None))
    end = update(Casework).where(*released).values(contact_kept=False).returning(Casework.team)
    teams = set(await session.scalars(end))
    await _erase_contact(session, intake, held, [each for each in held.deliveries if each.team in teams])
    await _erase_unopened_additions(session, held.report.id, teams)
    for team in sorted(teams):
        await audit.record(
            session, Event.ERASED, held.report.id, actor=audit.RETENTION, at=intake.clock(), team=team, code=CONTACT
        )


async def _leave_what_is_held(session: AsyncSession, held: Held) -> Sequence[Delivery]:
    """The copies that no team holds; of those that are held everything is kept, and she is told so."""
    holding = (Casework.report_id == held.report.id, Casework.hold.is_not(None))
    mark = update(Casework).where(*holding).values(contact_kept=True).returning(Casework.team)
    teams = set(await session.scalars(mark))
    return [each for each in held.deliveries if each.team not in teams]


async def _erase_contact(session: AsyncSession, intake: Intake, held: Held, free: Sequence[Delivery]) -> None:
    """Puts an envelope that says nothing in the place of the one with the details: we cannot change what is in it."""
    places = {Place(held.report.id, each.team, CONTACT): each for each in free}
    empty = {place: _empty_contact(intake, held, delivery) for place, delivery in places.items()}
    kept = await end_contact(session, held.report.id, [each.team for each in free])
    doom(session, [locked.key_id for locked in (*(each.contact for each in free), *kept)])
    for place, locked in (await intake.report_keys.lock(empty)).items():
        places[place].contact = locked


def _empty_contact(intake: Intake, held: Held, delivery: Delivery) -> Sealed:
    head = head_of(share_of(intake, held, delivery), held.report.id, held.report.received)
    return seal(written(head | {"part": "contact"} | NO_CONTACT), recipients_of(intake, delivery.team))


async def _erase_unopened_additions(session: AsyncSession, report_id: str, teams: Collection[str]) -> None:
    opened = select(Addition.number).where(Addition.report_id == report_id, Addition.opened)
    unopened = (Addition.report_id == report_id, Addition.team.in_(teams), Addition.number.not_in(opened))
    erased = (await session.scalars(delete(Addition).where(*unopened).returning(Addition.sealed))).all()
    erased = [*erased, *await erase_unopened(session, report_id, teams)]
    doom(session, [locked.key_id for locked in erased])
