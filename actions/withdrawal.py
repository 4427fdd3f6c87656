"""Taking a report back. Before any team opened it, it is erased; after that it is marked, and the contact erased.

Which of the two is decided by the database, in one transaction that no team can enter.
"""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions import audit
from actions.audit import Event
from actions.database.engine import forget_deleted
from actions.database.tables import Addition, ReportRow, Status, Withdrawal
from actions.held import Held, hold, recipients_of, share_of
from actions.intake import Intake
from actions.receipts import Withdrawn, keyed_hash, withdrawn_report
from actions.reports import NO_CONTACT, head_of, written
from actions.sealing import seal
from actions.times import hour_of


async def withdraw(intake: Intake, lookup: str) -> Withdrawn | None:
    """Takes the report of this receipt back and returns once that is committed; the second time nothing changes.

    None when there is no such report. Raises SQLAlchemy's errors when it could not be done; nothing is changed then.
    """
    receipt = keyed_hash(intake.receipt_secret, lookup)
    async with intake.sessions.begin() as session:
        held = await hold(session, receipt)
        withdrawn = await withdrawn_report(session, receipt)
        if held is not None and withdrawn is None:
            withdrawn = await _take_back(session, intake, held)
    if withdrawn is not None and withdrawn.erased:
        await forget_deleted(intake.sessions)
    return withdrawn


async def _take_back(session: AsyncSession, intake: Intake, held: Held) -> Withdrawn:
    report, at = held.report, hour_of(intake.clock())
    erased = all(delivery.status is Status.RECEIVED for delivery in held.deliveries)
    if erased:
        # Copies, additions, replies and outbox go with it; the keys they are sealed with are in them.
        await session.execute(delete(ReportRow).where(ReportRow.id == report.id))
    else:
        _erase_contact(intake, held)
        await _erase_unopened_additions(session, report.id)
    session.add(Withdrawal(receipt=report.receipt, at=at, report_id=None if erased else report.id, erased=erased))
    event = Event.ERASED if erased else Event.WITHDRAWN
    await audit.record(session, event, report.id, actor=audit.REPORTER, at=at)
    return Withdrawn(at, erased)


def _erase_contact(intake: Intake, held: Held) -> None:
    """Puts an envelope that says nothing in the place of the one with the details: we cannot change what is in it."""
    for delivery in held.deliveries:
        head = head_of(share_of(intake, held, delivery), held.report.id, held.report.received)
        empty = written(head | {"part": "contact"} | NO_CONTACT)
        delivery.contact = seal(empty, recipients_of(intake, delivery.team))


async def _erase_unopened_additions(session: AsyncSession, report_id: str) -> None:
    opened = select(Addition.number).where(Addition.report_id == report_id, Addition.opened)
    unopened = delete(Addition).where(Addition.report_id == report_id, Addition.number.not_in(opened))
    await session.execute(unopened)
