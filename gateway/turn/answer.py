"""Step 11: what holds from now on: the choices on offer, the transcript, and nothing of a report that is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gateway.gateway import Gateway
from gateway.session import Exchange, Offer
from gateway.turn.turn import Turn


async def answer(gateway: Gateway, turn: Turn) -> None:
    """A reply of Rasa's replaces all choices; an answer of our own leaves those of the question standing."""
    if turn.repeated:
        return
    session = turn.session
    said = _said(turn)
    kept = _still_on_offer(turn)
    session = session.with_new_run() if turn.run_over else session
    session = replace(session, offers={**kept, **turn.offers})
    turn.session = session.with_exchange(Exchange(said, tuple(turn.messages)))


def _still_on_offer(turn: Turn) -> Mapping[str, Offer]:
    offers = turn.session.offers
    if turn.reply:
        return {}
    if turn.offers:  # ours: only the latest to carry on or to try again holds
        return {key: offer for key, offer in offers.items() if not offer.ours}
    return offers


def _said(turn: Turn) -> str | None:
    if turn.incoming.text is not None:
        return turn.incoming.text
    offer = turn.session.offers.get(turn.incoming.choice or "")
    return offer.title if offer else None
