"""When sending failed: the report goes to the action server without Rasa, or waits for it, sealed.

Either way it is received, and said to be only once that is so. The same submission from both ways is one report.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gateway.form import SEND
from gateway.gateway import Gateway
from gateway.message import Message
from gateway.receipt_part import receipt_part
from gateway.receipts import Receipt
from gateway.session import Chosen
from gateway.turn.turn import Turn

SPOOL_SECONDS = 1.5  # of a turn that sends, kept for this
LEAST_SECONDS = 0.2


async def spool_report(gateway: Gateway, turn: Turn, sending: Chosen, context: Mapping[str, Any]) -> bool:
    """Says how the report stands that Rasa could not send, and ends it; False when nothing can be said of it.

    What Rasa would have sent is the same: the slots, and what Send sets. Own words in it are envelopes.
    """
    session = turn.session
    if session.requested_slot != SEND or session.receipt is None:  # not all was asked, so it is no report yet
        return False
    report = {"slots": {**session.slots, **sending.entities}, "context": context}
    seconds = max(LEAST_SECONDS, turn.deadline - asyncio.get_running_loop().time() - LEAST_SECONDS)
    taken = await gateway.spool.take(Receipt(session.receipt).lookup, report, seconds)
    if taken not in ("with team", "waiting"):
        return False
    sentences = gateway.messages.spooled
    first, then = (sentences.stored, sentences.next) if taken == "with team" else (sentences.locked, sentences.later)
    turn.messages.append(_with_receipt(gateway, session.receipt, first, then))
    turn.session = replace(session, state=None, current=None, offers={})
    turn.run_over = True
    return True


def _with_receipt(gateway: Gateway, words: str, first: str, then: str) -> Message:
    """The receipt after the first sentence, in sight on a phone: it is what must be kept."""
    return Message((*gateway.parts(first), receipt_part(gateway, words), *gateway.parts(then)))
