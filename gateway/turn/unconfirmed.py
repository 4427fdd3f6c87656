"""When sending failed: the report may have arrived or not, and nothing may be said or done that assumes either.

The same submission can be sent again and stays one report. Its answers can no longer be changed: had the first
attempt arrived, the change would be lost without a word.
"""

from __future__ import annotations

from dataclasses import replace

from gateway.gateway import Gateway
from gateway.message import Message
from gateway.receipt_part import receipt_part
from gateway.session import Chosen
from gateway.turn.turn import Turn

STOP = "stop_report"


def say_unconfirmed(gateway: Gateway, turn: Turn, sending: Chosen) -> None:
    """Says so, with other routes, and offers to try again or to stop; every older choice is void."""
    words = gateway.messages
    choices = (
        turn.offer(words.try_again, sending),
        turn.offer(words.stop, Chosen(STOP, {}, words.stop)),
    )
    message = _with_receipt(gateway, turn, replace(gateway.message(words.not_confirmed), choices=choices))
    turn.messages.append(message)
    turn.session = replace(turn.session, unconfirmed=True, question=None, current=message, offers={})


def stop_unconfirmed(gateway: Gateway, turn: Turn) -> None:
    """Ends the report without Rasa, which would say that nothing was sent; leaves the receipt, should it have been."""
    turn.messages.append(_with_receipt(gateway, turn, gateway.message(gateway.messages.stopped_unconfirmed)))
    turn.session = replace(turn.session, state=None, current=None, offers={})
    turn.run_over = True


def _with_receipt(gateway: Gateway, turn: Turn, message: Message) -> Message:
    """The words too: should the report have arrived, nothing else opens it."""
    words = turn.session.receipt
    if words is None:
        return message
    return replace(message, parts=(*message.parts, receipt_part(gateway, words)))


def is_stopping(turn: Turn) -> bool:
    """Whether the reporter gives up on a report that was sent without an answer."""
    request = turn.request
    return turn.session.unconfirmed and isinstance(request, Chosen) and request.intent == STOP
