"""Step 17: what holds from now on: the choices on offer, the transcript, and nothing of a report that is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gateway.gateway import Gateway
from gateway.session import Exchange, Keeping, Offer
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
    if turn.reply:
        return {}
    # What can be done with a receipt is offered anew with every answer, or not any more.
    offers = {key: offer for key, offer in turn.session.offers.items() if not isinstance(offer.request, Keeping)}
    if any(not isinstance(offer.request, Keeping) for offer in turn.offers.values()):
        return {key: offer for key, offer in offers.items() if not offer.ours}  # only the latest of ours holds
    return offers


def _said(turn: Turn) -> str | None:
    if turn.incoming.text is not None:
        return turn.incoming.text
    offer = turn.session.offers.get(turn.incoming.choice or "")
    return offer.title if offer else None
