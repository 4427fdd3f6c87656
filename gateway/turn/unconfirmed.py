"""When sending failed: the report may have arrived or not, and nothing may be said or done that assumes either.

The same submission can be sent again and stays one report. Its answers can no longer be changed: had the first
attempt arrived, the change would be lost without a word.
"""

from __future__ import annotations

from dataclasses import replace

from gateway.gateway import Gateway
from gateway.message import ReceiptWords
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
    message = replace(gateway.message(words.not_confirmed), choices=choices)
    turn.messages.append(message)
    turn.session = replace(turn.session, unconfirmed=True, question=None, current=message, offers={})


def stop_unconfirmed(gateway: Gateway, turn: Turn) -> None:
    """Ends the report without Rasa, which would say that nothing was sent; leaves the receipt, should it have been."""
    words, receipt = gateway.messages, turn.session.receipt
    message = gateway.message(words.stopped_unconfirmed)
    if receipt:
        message = replace(message, parts=(*message.parts, ReceiptWords(receipt, words.receipt.format(words=receipt))))
    turn.messages.append(message)
    turn.session = replace(turn.session, state=None, current=None, offers={})
    turn.run_over = True


def is_stopping(turn: Turn) -> bool:
    """Whether the reporter gives up on a report that was sent without an answer."""
    request = turn.request
    return turn.session.unconfirmed and isinstance(request, Chosen) and request.intent == STOP
