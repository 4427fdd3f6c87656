"""Step 16: how far the report has come, for the count when the chat has ended: a step's name, and no answer."""

from __future__ import annotations

from dataclasses import replace

from gateway.gateway import Gateway
from gateway.session import Chosen
from gateway.turn.ask import is_sending
from gateway.turn.turn import Turn

REFUSED = "refuse_consent"
SENT, SPOOLED, SAID_NO, NOT_CONFIRMED = "sent", "spooled", "said_no", "not_confirmed"


async def follow_course(gateway: Gateway, turn: Turn) -> None:
    """Notes the question that waits, or how the report ended. Nothing of a turn that was sent twice."""
    session = turn.session
    if turn.repeated:
        return
    if turn.run_over:
        turn.session = replace(session, course=session.course.after_run(_end(turn)))
    elif session.in_form:
        step = NOT_CONFIRMED if session.unconfirmed else session.requested_slot
        is_reserved = gateway.counts.is_reserved(session.slots)
        turn.session = replace(session, course=session.course.at(step, is_reserved=is_reserved))


def _end(turn: Turn) -> str | None:
    """How the report ended; None: it was stopped at the question that waited."""
    request = turn.request
    if turn.session.unconfirmed and not (request and is_sending(request)):
        return NOT_CONFIRMED
    if request is not None and is_sending(request):
        said = turn.reply.messages if turn.reply else ()
        return SENT if any(message.custom.receipt for message in said) else SPOOLED
    return SAID_NO if isinstance(request, Chosen) and request.intent == REFUSED else None
