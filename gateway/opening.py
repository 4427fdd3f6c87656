"""Coming back with a receipt: how far a report has come, and what the team answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gateway.actions_client import ReportStatus, SealedReply
from gateway.gateway import Gateway
from gateway.log import trouble
from gateway.receipts import Receipt, read_receipt
from gateway.refused import Refused
from gateway.throttle import TooManyError
from gateway.upstream import UpstreamError


@dataclass(frozen=True)
class OpenedReply:
    """A team's answer in the clear."""

    at: datetime
    text: str

    @property
    def day(self) -> str:
        """The day it was written, like 21 November 2026."""
        return f"{self.at.day} {self.at:%B %Y}"


@dataclass(frozen=True)
class Opened:
    """What a receipt opens. `meaning` says in a sentence what `status` is."""

    status: str
    meaning: str
    received: datetime  # to the hour
    replies: tuple[OpenedReply, ...]


async def open_receipt(gateway: Gateway, words: str) -> Opened:
    """The report that `words` is the receipt of. Raises `Refused`: receipt_unknown, _unavailable, too_many."""
    _admit(gateway)
    receipt = read_receipt(words)
    report = await _report(gateway, receipt) if receipt else None
    if receipt is None or report is None:
        raise _refused(gateway, "receipt_unknown", 404, gateway.messages.receipt_unknown)
    return Opened(
        status=report.status,
        meaning=getattr(gateway.messages.receipt_status, report.status),
        received=report.received,
        replies=tuple(_opened(gateway, receipt, reply) for reply in report.replies),
    )


def _admit(gateway: Gateway) -> None:
    if not gateway.limited:
        return
    try:
        gateway.receipts.admit()
    except TooManyError as error:
        detail = gateway.messages.receipt_unavailable
        raise _refused(gateway, "too_many", 429, detail, error.retry_after) from None


async def _report(gateway: Gateway, receipt: Receipt) -> ReportStatus | None:
    try:
        return await gateway.actions.open_receipt(receipt.lookup)
    except UpstreamError as error:
        trouble("actions", str(error))
        raise _refused(gateway, "receipt_unavailable", 503, gateway.messages.receipt_unavailable) from None


def _opened(gateway: Gateway, receipt: Receipt, reply: SealedReply) -> OpenedReply:
    return OpenedReply(reply.at, receipt.open(reply.sealed) or gateway.messages.receipt_reply_unreadable)


def _refused(gateway: Gateway, kind: str, status: int, sentence: str, retry_after: int | None = None) -> Refused:
    return Refused(kind, status, gateway.message(sentence).text, retry_after=retry_after)
