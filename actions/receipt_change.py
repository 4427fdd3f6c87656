"""A receipt that somebody saw is changed: the report opens with new words from then on, and with the old ones no more.

What teams seal to her stays sealed to a key made from her first receipt, which stands in what they hold and cannot be
changed there. The gateway, which has it while she is there, hands it over sealed to the new one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from actions import audit, store
from actions.audit import Event
from actions.database.receipt_tables import ReplyKey
from actions.database.tables import ReportRow
from actions.held import hold
from actions.intake import Intake
from actions.key_destruction import doom, finish_or_leave
from actions.receipts import keyed_hash, reply_key_place, withdrawn_report
from actions.refusal import RefusedError
from actions.sealing import Sealed


class CannotChangeError(RefusedError):
    """There is a report, but its receipt cannot be changed to this one. `kind` says why: withdrawn or taken."""

    def __init__(self, kind: str, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Change:
    """The old receipt, the new one, and the key of the replies sealed to the new one."""

    lookup: str = field(repr=False)
    new: str = field(repr=False)
    reply_key: Sealed = field(repr=False)


async def change(intake: Intake, wanted: Change) -> bool:
    """Whether the report opens with the new receipt, and with it alone; False when there is no such report.

    The second time it answers as the first. Two at once with different new receipts: one of them is it. Raises
    `CannotChangeError`, and SQLAlchemy's errors when nothing could be changed.
    """
    old, new = (keyed_hash(intake.receipt_secret, lookup) for lookup in (wanted.lookup, wanted.new))
    try:
        async with intake.sessions.begin() as session:
            is_changed = await _change(session, intake, old, new, wanted.reply_key)
    except IntegrityError:
        raise CannotChangeError("taken", "This receipt is not a new one.") from None
    await finish_or_leave(intake.sessions, intake.report_keys)
    return is_changed


async def _change(session: AsyncSession, intake: Intake, old: str, new: str, reply_key: Sealed) -> bool:
    held = await hold(session, old)
    if held is None:
        return bool(await session.scalar(select(exists().where(ReportRow.receipt == new))))
    if await withdrawn_report(session, old) is not None:
        raise CannotChangeError("withdrawn", "The report was taken back.")
    report_id = held.report.id
    session.add(store.claim(new))  # nobody else has it, or had it before
    await session.flush()
    held.report.receipt = new
    await _keep(session, intake, report_id, reply_key)
    await audit.record(session, Event.RECEIPT_CHANGED, report_id, actor=audit.REPORTER, at=intake.clock())
    return True


async def _keep(session: AsyncSession, intake: Intake, report_id: str, reply_key: Sealed) -> None:
    locked = await intake.report_keys.lock_one(reply_key_place(report_id), reply_key)
    row = await session.get(ReplyKey, report_id)
    if row is None:
        session.add(ReplyKey(report_id=report_id, sealed=locked))
    else:
        doom(session, [row.sealed.key_id])
        row.sealed = locked
