"""Adding to a report, and taking it back. Nothing is said to be done before the action server has committed it."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.actions_client import Addition, Withdrawal
from gateway.gateway import Gateway
from gateway.log import trouble
from gateway.message import Message
from gateway.opening import asked, receipt_of, refused_with, unknown
from gateway.receipts import Receipt
from gateway.refused import Refused
from gateway.turn.danger import alert_messages, in_doubt
from gateway.turn.limit import LONGEST_TEXT
from safety import Finding

SLOT = "added"  # what is added is sealed for this place, and for this receipt


@dataclass(frozen=True)
class Adding:
    """What somebody wants to add. `submission` is the same on every retry.

    `checked`: she has seen the alert for it, and wants it to be added all the same. `not_police`: she has answered no
    to the plain question, whether it is about somebody in the police.
    """

    text: str
    submission: str
    checked: bool = False
    not_police: bool = False


async def add_to_report(gateway: Gateway, written: str, adding: Adding) -> tuple[Message, ...]:
    """Adds to the report that `written` is the receipt of; returns once it is stored, with what to say first.

    Raises `Refused`: danger, too_long, empty, receipt, receipt_unknown, receipt_unavailable, too_many, and not_added_
    with withdrawn, full, elsewhere or waiting. Whatever the refusal, the alert comes with it.
    """
    finding = await gateway.find_danger(adding.text)
    try:
        await _add(gateway, written, adding, finding)
    except Refused as refused:
        refused.messages = (*alert_messages(gateway, finding), *refused.messages)
        raise
    return alert_messages(gateway, finding) or in_doubt(gateway, finding)


async def withdraw_report(gateway: Gateway, written: str) -> Withdrawal:
    """Takes back the report that `written` is the receipt of; returns once that is stored. Raises `Refused`.

    One that waits in the spool is erased there first.
    """
    receipt = await receipt_of(gateway, written)
    sentence = gateway.messages.withdraw_unconfirmed
    withdrawal = await _taken_back_here(gateway, receipt)
    withdrawal = withdrawal or await asked(gateway, gateway.actions.withdraw(receipt.lookup), sentence)
    if withdrawal is not None:
        return withdrawal
    if await gateway.spool.look(receipt.lookup):  # it is just being handed over
        raise refused_with(gateway, "receipt_unavailable", 503, sentence)
    raise unknown(gateway)


async def _taken_back_here(gateway: Gateway, receipt: Receipt) -> Withdrawal | None:
    try:
        return await gateway.spool.take_back(receipt.lookup)
    except OSError as error:
        trouble("spool", type(error).__name__)
        raise refused_with(gateway, "receipt_unavailable", 503, gateway.messages.withdraw_unconfirmed) from None


async def _add(gateway: Gateway, written: str, adding: Adding, finding: Finding) -> None:
    sentences = gateway.messages.add_to_report
    if finding.alert and not adding.checked:
        raise refused_with(gateway, "danger", 409, sentences.danger)
    if not adding.text.strip():
        raise refused_with(gateway, "empty", 400, sentences.empty)
    if len(adding.text) > LONGEST_TEXT:
        raise refused_with(gateway, "too_long", 413, gateway.messages.too_long)
    if gateway.forms.is_in(adding.text):
        raise refused_with(gateway, "receipt", 400, gateway.messages.receipt_in_report)
    receipt = await receipt_of(gateway, written)
    waiting = await gateway.spool.look(receipt.lookup)
    if waiting and not waiting.taken_back:
        sentence = gateway.messages.spooled.refused if waiting.refused else gateway.messages.spooled.add
        raise refused_with(gateway, "not_added_waiting", 409, sentence)
    addition = _sealed(gateway, receipt, adding)
    done = await asked(gateway, gateway.actions.add(receipt.lookup, addition), sentences.unconfirmed)
    if done is None:
        raise unknown(gateway)
    if done != "added":
        raise refused_with(gateway, f"not_added_{done}", 409, getattr(sentences, done))


def _sealed(gateway: Gateway, receipt: Receipt, adding: Adding) -> Addition:
    return Addition(
        submission=adding.submission,
        words=gateway.intake.seal(SLOT, receipt.lookup, adding.text),
        police_mention=gateway.reader.police(adding.text),
        police_confirmed="no" if adding.not_police else None,
    )
