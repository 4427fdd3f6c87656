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

    None when a report was sent, or taken back, under this receipt. Raises `Refused`: receipt_unavailable, too_many,
    drafts_full.
    """
    admit(gateway)
    if await gateway.spool.look(receipt.lookup):  # on its way to the police, though they do not know of it yet
        return None
    sentences = gateway.messages.drafts
    kept = gateway.actions.keep_draft(receipt.lookup, seal_draft(session, box, receipt))
    until = await asked(gateway, kept, sentences.not_saved)
    if until == "full":
        raise refused_with(gateway, "drafts_full", 503, sentences.full)
    return None if until == "sent" else until


async def open_draft(gateway: Gateway, receipt: Receipt) -> tuple[Draft, date] | None:
    """What is saved and the day on which it is erased; None when nothing is, or it is sent. Raises `UpstreamError`."""
    if await gateway.spool.look(receipt.lookup):
        return None
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
    is_sent = await gateway.spool.look(receipt.lookup) is not None  # first: later it may be with a team
    is_erased = await asked(gateway, gateway.actions.erase_draft(receipt.lookup), sentences.not_erased)
    if is_erased and not is_sent:
        return
    if not is_sent:
        report = await asked(gateway, gateway.actions.open_receipt(receipt.lookup), sentences.not_erased)
        is_sent = report is not None
    raise refused_with(gateway, "draft_sent", 409, sentences.gone) if is_sent else unknown(gateway)
