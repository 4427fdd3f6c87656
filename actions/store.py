"""Stores a report with everything that belongs to it in one transaction, once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from actions import audit
from actions.audit import Event
from actions.database.engine import Sessions
from actions.database.tables import Base, Delivery, OutboxItem, ReportRow, Status, Submission
from actions.delivery import INBOX
from actions.receipts import withdrawn_report
from actions.refusal import RefusedError
from actions.reports import Copy, Report


@dataclass(frozen=True, slots=True)
class Filing:
    """What is stored together. `submission` and `receipt` are keyed hashes."""

    report: Report
    copies: Sequence[Copy]
    submission: str
    receipt: str

    def __post_init__(self) -> None:
        if not self.copies:
            raise ValueError("a report must go to at least one team")


async def is_stored(sessions: Sessions, submission: str) -> bool:
    """Whether this submission has been stored before."""
    async with sessions() as session:
        return await session.get(Submission, submission) is not None


async def is_erased(sessions: Sessions, receipt: str) -> bool:
    """Whether the report of this receipt was taken back before anybody opened it."""
    async with sessions() as session:
        withdrawn = await withdrawn_report(session, receipt)
        return withdrawn is not None and withdrawn.erased


async def save(sessions: Sessions, filing: Filing) -> None:
    """Returns once the report is stored, by this call or by another with the same submission.

    Raises SQLAlchemy's errors when it is not, and `RefusedError` when it was and has been taken back; nothing is stored
    then.
    """
    try:
        async with sessions.begin() as session:
            for rows in _rows(filing):
                session.add_all(rows)
                await session.flush()
            received = filing.report.received
            await audit.record(session, Event.RECEIVED, filing.report.id, actor=audit.INTAKE, at=received)
    except IntegrityError:
        # The unique key decides between two sent at once: the loser finds the winner's and is content.
        if not await is_stored(sessions, filing.submission):
            raise
        if await is_erased(sessions, filing.receipt):
            raise RefusedError("The report was taken back and erased.") from None


def _rows(filing: Filing) -> Iterator[Sequence[Base]]:
    """Each group refers only to those before it."""
    report = filing.report
    yield [_report_row(filing)]
    yield [
        Submission(key=filing.submission, report_id=report.id),
        *(_delivery(report.id, copy) for copy in filing.copies),
    ]
    yield [_outbox_item(report.id, copy) for copy in filing.copies]


def _report_row(filing: Filing) -> ReportRow:
    report = filing.report
    return ReportRow(
        id=report.id,
        received=report.received,
        consent_wording=report.consent.wording,
        consented=report.consent.at,
        routing_version=filing.copies[0].share.version,
        receipt=filing.receipt,
    )


def _delivery(report_id: str, copy: Copy) -> Delivery:
    return Delivery(
        report_id=report_id,
        team=copy.share.team,
        rule=copy.share.rule,
        status=Status.RECEIVED,
        account=copy.account,
        contact=copy.contact,
    )


def _outbox_item(report_id: str, copy: Copy) -> OutboxItem:
    return OutboxItem(report_id=report_id, team=copy.share.team, target=INBOX, attempts=0, delivered=False)
