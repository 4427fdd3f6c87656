"""Coming back with a receipt: how far a report has come, and what the team answered."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from gateway.actions_client import ReportStatus, SealedReply, Withdrawal
from gateway.gateway import Gateway
from gateway.log import trouble
from gateway.receipts import Receipt, ReplyKey
from gateway.refused import Refused
from gateway.spool import Waiting
from gateway.spool_relay import TakenBackHere
from gateway.throttle import TooManyError
from gateway.turn.danger import alert_messages
from gateway.upstream import UpstreamError

T = TypeVar("T")
ENDED = ("ended", "ended early")
"""What a report is that the police erased: because its time was over, or before."""


@dataclass(frozen=True)
class OpenedReply:
    """A team's answer in the clear."""

    at: datetime
    text: str

    @property
    def day(self) -> str:
        """The day it was written, like 21 November 2026."""
        return written_day(self.at)


@dataclass(frozen=True)
class Opened:
    """What a receipt opens. `meaning` says in a sentence what `status` is, or what became of a report taken back.

    `status` is "waiting" while the report is in the spool: no team has it, and nothing can be added to it.
    It is "draft" for one that was saved and not sent, which is erased on the day `until`.

    It is "ended", or "ended early", for one that was erased by the police; nothing else is left of it.

    `added`: how many times something was added. Of an erased report only `withdrawal` is left. `told`: what she may be
    told of how it was closed.
    """

    status: str
    meaning: str
    received: datetime | None  # to the hour
    added: int
    replies: tuple[OpenedReply, ...]
    withdrawal: Withdrawal | None
    until: date | None = None
    attached: int = 0
    told: str | None = None


async def open_receipt(gateway: Gateway, written: str) -> Opened:
    """The report that `written` is the receipt of. Raises `Refused`: receipt_unknown, _unavailable, too_many."""
    receipt = await receipt_of(gateway, written)
    waiting = await gateway.spool.look(receipt.lookup)  # first: what is handed over meanwhile is then found there
    try:
        report = await asked(
            gateway, gateway.actions.open_receipt(receipt.lookup), gateway.messages.receipt_unavailable
        )
    except Refused:
        if waiting is None:
            raise
        report = None
    if report is None:
        return _waiting(gateway, waiting) if waiting else await _saved(gateway, receipt)
    return Opened(
        status=report.status,
        meaning=_meaning(gateway, report),
        received=report.received,
        added=report.added,
        replies=tuple(_opened(gateway, receipt.reply_key(report.reply_key), reply) for reply in report.replies),
        withdrawal=report.withdrawal,
        attached=report.attached,
        told=gateway.facts.outcomes.told(report.outcome) if report.status == "closed" else None,
    )


async def receipt_of(gateway: Gateway, written: str) -> Receipt:
    """The receipt that was written. Raises `Refused`, with the alert when it tells of danger instead."""
    admit(gateway)
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
    if isinstance(withdrawal, TakenBackHere):
        return gateway.messages.spooled.taken_back
    sentences = gateway.messages.receipt_withdrawn
    if withdrawal.contact_kept:
        return sentences.held
    return sentences.erased if withdrawal.erased else sentences.marked


def _waiting_meaning(gateway: Gateway, waiting: Waiting) -> str:
    """How a report stands that no team has: of one that was refused it is not promised that one will."""
    sentences = gateway.messages.spooled
    return gateway.message(sentences.refused).text if waiting.refused else sentences.status


async def _saved(gateway: Gateway, receipt: Receipt) -> Opened:
    """What was saved and not sent. Raises `Refused` when that is nothing."""
    unavailable = gateway.messages.receipt_unavailable
    draft = await asked(gateway, gateway.actions.open_draft(receipt.lookup), unavailable)
    if draft is None:
        raise unknown(gateway)
    meaning = gateway.messages.drafts.status.format(day=written_day(draft.until))
    return Opened("draft", meaning, None, 0, (), None, draft.until)


def written_day(day: date) -> str:
    """A day like 21 November 2026."""
    return f"{day.day} {day:%B %Y}"


def _waiting(gateway: Gateway, waiting: Waiting) -> Opened:
    """What is known here of a report that the action server does not know."""
    if waiting.taken_back:
        withdrawal = TakenBackHere(at=waiting.since, erased=True, statement=None)
        return Opened("withdrawn", withdrawn_meaning(gateway, withdrawal), None, 0, (), withdrawal)
    return Opened("waiting", _waiting_meaning(gateway, waiting), waiting.since, 0, (), None)


def admit(gateway: Gateway) -> None:
    """Counts one more use of a receipt. Raises `Refused`: too_many."""
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
    if report.status in ENDED:
        ended = gateway.messages.receipt_ended
        return ended.time_over if report.status == "ended" else ended.early
    return str(getattr(gateway.messages.receipt_status, report.status))


def _opened(gateway: Gateway, key: ReplyKey | None, reply: SealedReply) -> OpenedReply:
    text = key.open(reply.sealed) if key else None
    return OpenedReply(reply.at, text or gateway.messages.receipt_reply_unreadable)
