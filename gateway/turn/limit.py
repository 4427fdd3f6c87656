"""Step 3: what is not taken. Refusing changes nothing, so nothing told before is lost."""

from __future__ import annotations

from dataclasses import replace

from gateway.gateway import MESSAGES, Gateway
from gateway.refused import Refused
from gateway.throttle import TooManyError
from gateway.turn.danger import alert_messages
from gateway.turn.turn import Turn

LONGEST_TEXT = 4000  # characters


async def limit(gateway: Gateway, turn: Turn) -> None:
    """Raises `Refused` for a conversation that is no more, a text that is too long, or too many messages."""
    if not turn.known:
        raise _refused(gateway, turn, "ended", 410, gateway.messages.ended)
    if len(turn.incoming.text or "") > LONGEST_TEXT:
        raise _refused(gateway, turn, "too_long", 413, gateway.messages.too_long)
    if not gateway.limited:
        return
    try:
        sent = MESSAGES.admit(turn.session.sent, gateway.clock().timestamp())
    except TooManyError as error:
        raise _refused(gateway, turn, "too_many", 429, gateway.messages.too_many, error.retry_after) from None
    turn.session = replace(turn.session, sent=sent)


def _refused(
    gateway: Gateway, turn: Turn, kind: str, status: int, sentence: str, retry_after: int | None = None
) -> Refused:
    detail = gateway.message(sentence).text
    return Refused(kind, status, detail, messages=alert_messages(gateway, turn.finding), retry_after=retry_after)
