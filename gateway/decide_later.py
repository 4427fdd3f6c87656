"""Saving a report to decide later, and what is saved: given back, or erased. Nothing is said before it is committed."""

from __future__ import annotations

from datetime import date

from gateway.drafts import Draft, read_draft, seal_draft
from gateway.gateway import Gateway
from gateway.log import trouble
from gateway.opening import admit, asked, receipt_of, refused_with, unknown
from gateway.receipts import Receipt
from gateway.session import Session
from gateway.upstream import UpstreamError


async def save_draft(gateway: Gateway, session: Session, box: str, receipt: Receipt) -> date | None:
    """Saves the report in `session`; returns, once it is stored, the day on which it is erased.

    None when a report was sent, or taken back, under this receipt. Raises `Refused`: receipt_unavailable, too_many.
    """
    admit(gateway)
    sealed = seal_draft(session, box, receipt)
    kept = gateway.actions.keep_draft(receipt.lookup, sealed)
    return await asked(gateway, kept, gateway.messages.drafts.not_saved)


async def open_draft(gateway: Gateway, receipt: Receipt) -> tuple[Draft, date] | None:
    """What is saved and the day on which it is erased; None when nothing is. Raises `UpstreamError`."""
    try:
        sealed = await gateway.actions.open_draft(receipt.lookup)
        return (read_draft(sealed, receipt), sealed.until) if sealed else None
    except UpstreamError as error:
        trouble("actions", str(error))
        raise


async def erase_draft(gateway: Gateway, written: str) -> None:
    """Erases what is saved under the receipt that was written; returns once that is done.

    Raises `Refused`: receipt_unknown when nothing is saved (any more), draft_sent when there is a report instead,
    receipt_unavailable, too_many.
    """
    receipt, sentences = await receipt_of(gateway, written), gateway.messages.drafts
    if await asked(gateway, gateway.actions.erase_draft(receipt.lookup), sentences.not_erased):
        return
    report = await asked(gateway, gateway.actions.open_receipt(receipt.lookup), sentences.not_erased)
    if report is not None or await gateway.spool.look(receipt.lookup):
        raise refused_with(gateway, "draft_sent", 409, sentences.gone)
    raise unknown(gateway)
