"""Coming back with a receipt: how far a report has come, and what the team answered."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from gateway.actions_client import ReportStatus, SealedReply, Withdrawal
from gateway.gateway import Gateway
from gateway.log import trouble
from gateway.receipts import Receipt
from gateway.refused import Refused
from gateway.throttle import TooManyError
from gateway.turn.danger import alert_messages
from gateway.upstream import UpstreamError

T = TypeVar("T")


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
    """What a receipt opens. `meaning` says in a sentence what `status` is, or what became of a report taken back.

    `added`: how many times something was added. Of an erased report only `withdrawal` is left.
    """

    status: str
    meaning: str
    received: datetime | None  # to the hour
    added: int
    replies: tuple[OpenedReply, ...]
    withdrawal: Withdrawal | None


async def open_receipt(gateway: Gateway, written: str) -> Opened:
    """The report that `written` is the receipt of. Raises `Refused`: receipt_unknown, _unavailable, too_many."""
    receipt = await receipt_of(gateway, written)
    sentences = gateway.messages
    report = await asked(gateway, gateway.actions.open_receipt(receipt.lookup), sentences.receipt_unavailable)
    if report is None:
        raise unknown(gateway)
    return Opened(
        status=report.status,
        meaning=_meaning(gateway, report),
        received=report.received,
        added=report.added,
        replies=tuple(_opened(gateway, receipt, reply) for reply in report.replies),
        withdrawal=report.withdrawal,
    )


async def receipt_of(gateway: Gateway, written: str) -> Receipt:
    """The receipt that was written. Raises `Refused`, with the alert when it tells of danger instead."""
    _admit(gateway)
    receipt = gateway.forms.read(written)
    if receipt is None:
        refused = unknown(gateway)
        refused.messages = alert_messages(gateway, await gateway.find_danger(written))
        raise refused
    return receipt


async def asked(gateway: Gateway, answer: Awaitable[T], sentence: str) -> T:
    """What the action server answers. Raises `Refused` with `sentence` when it does not."""
    try:
        return await answer
    except UpstreamError as error:
        trouble("actions", str(error))
        raise refused_with(gateway, "receipt_unavailable", 503, sentence) from None


def unknown(gateway: Gateway) -> Refused:
    """The refusal of a receipt that opens nothing."""
    return refused_with(gateway, "receipt_unknown", 404, gateway.messages.receipt_unknown)


def refused_with(gateway: Gateway, kind: str, status: int, sentence: str, retry_after: int | None = None) -> Refused:
    """A refusal that says `sentence`."""
    return Refused(kind, status, gateway.message(sentence).text, retry_after=retry_after)


def withdrawn_meaning(gateway: Gateway, withdrawal: Withdrawal) -> str:
    """What became of a report that was taken back."""
    sentences = gateway.messages.receipt_withdrawn
    return sentences.erased if withdrawal.erased else sentences.marked


def _admit(gateway: Gateway) -> None:
    if not gateway.limited:
        return
    try:
        gateway.receipts.admit()
    except TooManyError as error:
        detail = gateway.messages.receipt_unavailable
        raise refused_with(gateway, "too_many", 429, detail, error.retry_after) from None


def _meaning(gateway: Gateway, report: ReportStatus) -> str:
    if report.withdrawal is not None:
        return withdrawn_meaning(gateway, report.withdrawal)
    return str(getattr(gateway.messages.receipt_status, report.status))


def _opened(gateway: Gateway, receipt: Receipt, reply: SealedReply) -> OpenedReply:
    return OpenedReply(reply.at, receipt.open(reply.sealed) or gateway.messages.receipt_reply_unreadable)
