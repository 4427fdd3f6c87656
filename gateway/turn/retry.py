"""When a turn could not be done: say so, point elsewhere, and let it be tried again as it was."""

from __future__ import annotations

from dataclasses import replace

from gateway.gateway import Gateway
from gateway.turn.turn import Turn


def offer_retry(gateway: Gateway, turn: Turn, sentence: str) -> None:
    """Answers with `sentence`, a choice that does the same turn again, and the form's question, which still waits."""
    message = gateway.message(sentence)
    if turn.request is not None:
        message = replace(message, choices=(turn.offer(gateway.messages.try_again, turn.request, ours=True),))
    turn.messages.append(message)
    if turn.session.in_form:
        turn.ask_again()
