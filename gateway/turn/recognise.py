"""Step 1: what does the reporter want?"""

from __future__ import annotations

import re
from collections.abc import Callable

from gateway.gateway import Gateway
from gateway.session import Keeping, Offer, Request, Session, Words
from gateway.turn.turn import Turn

_NOT_WORDS = re.compile(r"[\W_]+")


async def recognise(gateway: Gateway, turn: Turn) -> None:
    """Takes a choice for what was offered under its id, and typed words for themselves."""
    incoming, session = turn.incoming, turn.session
    if incoming.turn is not None and incoming.turn < session.turns and turn.alert is None:
        turn.repeated = True
        turn.messages += session.transcript[-1].messages
    elif incoming.text is None:
        _take(gateway, turn, session.offers.get(incoming.choice or ""))
    elif not incoming.text.strip():
        turn.messages.append(gateway.message(gateway.messages.empty))
        turn.ask_again()
    else:
        turn.request = _chosen_by_words(session, incoming.text) or Words(incoming.text)
    if session.unconfirmed and isinstance(turn.request, Words) and turn.alert is None:
        turn.request = None  # what waits is no question: only its choices help
        turn.ask_again()


def _take(gateway: Gateway, turn: Turn, offer: Offer | None) -> None:
    if offer is None:
        turn.messages.append(gateway.message(gateway.messages.stale))
        turn.ask_again()
    elif isinstance(offer.request, Keeping):
        turn.keeping = offer.request
    else:
        turn.request, turn.was_checked = offer.request, offer.ours


def _chosen_by_words(session: Session, text: str) -> Request | None:
    """The choice of the form's question that was typed: its title; at a closed question also its beginning."""
    if session.question is None or session.current is None:
        return None
    choices = session.current.choices
    titles = [choice.title for choice in choices]
    place = _only_place(titles, text, _plain)
    if place is None and session.question.closed:
        place = _only_place(titles, text, _beginning)
    offer = session.offers.get(choices[place].id) if place is not None else None
    return offer.request if offer and not isinstance(offer.request, Keeping) else None


def _only_place(titles: list[str], text: str, read: Callable[[str], str]) -> int | None:
    wanted = _plain(text)
    places = [place for place, title in enumerate(titles) if wanted and read(title) == wanted]
    return places[0] if len(places) == 1 else None


def _plain(text: str) -> str:
    return _NOT_WORDS.sub(" ", text).strip().casefold()


def _beginning(title: str) -> str:
    """`yes` of “Yes, I agree”."""
    return _plain(title.partition(",")[0])
