"""A receipt that somebody saw: the report opens with new words from then on. Teams go on sealing to the same key."""

from __future__ import annotations

from gateway.gateway import Gateway
from gateway.opening import asked, receipt_of, refused_with, unknown
from gateway.receipts import Receipt


async def change_receipt(gateway: Gateway, written: str, new: Receipt) -> None:
    """Gives the report that `written` is the receipt of another; returns once that is stored.

    Raises `Refused`: receipt_unknown, receipt_unavailable, too_many, not_changed. Tried again with the same new
    receipt it answers as the first time. Until this returns, one of the two opens the report.
    """
    receipt, sentences = await receipt_of(gateway, written), gateway.messages.new_receipt
    report = await asked(gateway, gateway.actions.open_receipt(receipt.lookup), sentences.unconfirmed)
    if report is None:
        if await asked(gateway, gateway.actions.open_receipt(new.lookup), sentences.unconfirmed) is None:
            raise unknown(gateway)
        return
    key = receipt.reply_key(report.reply_key)
    if report.withdrawal is not None or key is None:
        raise refused_with(gateway, "not_changed", 409, sentences.not_changed)
    change = gateway.actions.change_receipt(receipt.lookup, new.lookup, key.sealed_to(new))
    if not await asked(gateway, change, sentences.unconfirmed):
        raise unknown(gateway)
