"""Adding to a report, and taking it back. Nothing is said to be done before the action server has committed it."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.actions_client import Addition, Withdrawal
from gateway.gateway import Gateway
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

    Raises `Refused`: danger, too_long, empty, receipt_unknown, receipt_unavailable, too_many, and not_added_ with
    withdrawn, full or elsewhere. Whatever the refusal, the alert comes with it.
    """
    finding = await gateway.find_danger(adding.text)
    try:
        await _add(gateway, written, adding, finding)
    except Refused as refused:
        refused.messages = (*alert_messages(gateway, finding), *refused.messages)
        raise
    return alert_messages(gateway, finding) or in_doubt(gateway, finding)


async def withdraw_report(gateway: Gateway, written: str) -> Withdrawal:
    """Takes back the report that `written` is the receipt of; returns once that is stored. Raises `Refused`."""
    receipt = await receipt_of(gateway, written)
    sentence = gateway.messages.withdraw_unconfirmed
    withdrawal = await asked(gateway, gateway.actions.withdraw(receipt.lookup), sentence)
    if withdrawal is None:
        raise unknown(gateway)
    return withdrawal


async def _add(gateway: Gateway, written: str, adding: Adding, finding: Finding) -> None:
    sentences = gateway.messages.add_to_report
    if finding.alert and not adding.checked:
        raise refused_with(gateway, "danger", 409, sentences.danger)
    if not adding.text.strip():
        raise refused_with(gateway, "empty", 400, sentences.empty)
    if len(adding.text) > LONGEST_TEXT:
        raise refused_with(gateway, "too_long", 413, gateway.messages.too_long)
    receipt = await receipt_of(gateway, written)
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
