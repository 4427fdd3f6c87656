"""Step 9: leaves out the questions that this channel does not ask, so that a report by text is shorter."""

from __future__ import annotations

from dataclasses import replace

from gateway.form import NOT_ASKED
from gateway.gateway import Gateway
from gateway.session import Chosen
from gateway.turn.turn import Turn


async def shorten(gateway: Gateway, turn: Turn) -> None:
    """With the first answer each of them has its own: not asked. What was answered on the page stays."""
    outgoing, session = turn.outgoing, turn.session
    if not isinstance(outgoing, Chosen) or not session.in_form:
        return
    unasked = [slot for slot in gateway.questions if slot in gateway.left_out and session.slots.get(slot) is None]
    turn.outgoing = replace(outgoing, entities={**dict.fromkeys(unasked, NOT_ASKED), **outgoing.entities})
