"""Stores a report with everything that belongs to it in one transaction, once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from actions import audit
from actions.audit import Event
from actions.database.engine import Sessions
from actions.database.tables import Base, Delivery, OutboxItem, ReportRow, Status, Submission
from actions.delivery import INBOX
from actions.draft_rows import take_away
from actions.key_destruction import doom, finish_or_leave
from actions.locking import ACCOUNT, CONTACT, Locked, Place
from actions.receipts import withdrawn_report
from actions.refusal import ErasedError
from actions.report_keys import ReportKeys
from actions.reports import Copy, Report
from actions.sealing import Sealed


class KeysSweptError(Exception):
    """The keys of a report were gone before it was stored: a sweep with a clock that is far off took them."""


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


async def is_erased(sessions: Sessions, receipt: str) -> bool:
    """Whether the report of this receipt was taken back before anybody opened it."""
    async with sessions() as session:
        withdrawn = await withdrawn_report(session, receipt)
        return withdrawn is not None and withdrawn.erased


async def _submission(sessions: Sessions, key: str) -> Submission | None:
    async with sessions() as session:
        return await session.get(Submission, key)


def claim(receipt: str) -> Submission:
    """The row that the first takes who stores a report under the keyed hash `receipt`, or takes it back unseen.

    Without one key for both, a report on its way could be stored while its reporter is told that it is erased.
    """
    return Submission(key=receipt)


async def save(sessions: Sessions, keys: ReportKeys, filing: Filing) -> bool:
    """Returns once the report is stored: True by this call, False by another with the same submission.

    Raises SQLAlchemy's errors and `KeysSweptError` when it is not, and `ErasedError` when it has been taken back;
    nothing is stored then, but its keys, which are swept later.
    """
    parts = await keys.lock({place: sealed for copy in filing.copies for place, sealed in _parts(filing, copy)})
    try:
        async with sessions.begin() as session:
            for rows in _rows(filing, parts):
                session.add_all(rows)
                await session.flush()
            draft = await take_away(session, filing.receipt)  # it is sent now
            doom(session, [locked.key_id for locked in draft])
            received = filing.report.received
            await audit.record(session, Event.RECEIVED, filing.report.id, actor=audit.INTAKE, at=received)
            if not await keys.still_has({locked.key_id for locked in parts.values()}):
                raise KeysSweptError
    except IntegrityError:
        # The unique keys decide between two at once: the loser finds what the winner did.
        if await is_erased(sessions, filing.receipt):
            raise ErasedError from None
        before = await _submission(sessions, filing.submission)
        if before is None:
            raise
        if before.report_id is None:  # erased since; taken back under another receipt, if this one was changed
            raise ErasedError from None
        return False
    if draft:
        await finish_or_leave(sessions, keys)
    return True


def _parts(filing: Filing, copy: Copy) -> Iterator[tuple[Place, Sealed]]:
    yield _place(filing, copy, ACCOUNT), copy.account
    yield _place(filing, copy, CONTACT), copy.contact


def _place(filing: Filing, copy: Copy, part: str) -> Place:
    return Place(filing.report.id, copy.share.team, part)


def _rows(filing: Filing, parts: Mapping[Place, Locked]) -> Iterator[Sequence[Base]]:
    """Each group refers only to those before it."""
    report = filing.report
    yield [_report_row(filing)]
    yield [
        claim(filing.receipt),
        Submission(key=filing.submission, report_id=report.id),
        *(_delivery(filing, copy, parts) for copy in filing.copies),
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


def _delivery(filing: Filing, copy: Copy, parts: Mapping[Place, Locked]) -> Delivery:
    return Delivery(
        report_id=filing.report.id,
        team=copy.share.team,
        rule=copy.share.rule,
        status=Status.RECEIVED,
        account=parts[_place(filing, copy, ACCOUNT)],
        contact=parts[_place(filing, copy, CONTACT)],
    )


def _outbox_item(report_id: str, copy: Copy) -> OutboxItem:
    return OutboxItem(report_id=report_id, team=copy.share.team, target=INBOX, attempts=0, delivered=False)
