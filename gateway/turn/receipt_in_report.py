"""Step 4, in a report: a receipt typed as an answer is none. It opens a report of hers, and a team would read it."""

from __future__ import annotations

from dataclasses import replace

from gateway.gateway import Gateway
from gateway.session import Words
from gateway.turn.turn import Turn


async def refuse_receipt(gateway: Gateway, turn: Turn) -> None:
    """Says so and asks again. Nothing of what was typed is kept, or shown once more."""
    typed = turn.request.text if isinstance(turn.request, Words) and turn.session.in_form else ""
    if not gateway.forms.is_in(typed):
        return
    turn.messages.append(gateway.message(gateway.messages.receipt_in_report))
    turn.ask_again()
    turn.request = None
    turn.incoming = replace(turn.incoming, text=gateway.messages.removed)
