"""Step 1: what does the reporter want?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from gateway.gateway import Gateway
from gateway.message import Message
from gateway.session import Aside, Exchange, Keeping, Offer, Request, Session, Words
from gateway.turn.danger import in_doubt
from gateway.turn.turn import Turn

_NOT_WORDS = re.compile(r"[\W_]+")


async def recognise(gateway: Gateway, turn: Turn) -> None:
    """Takes a choice for what was offered under its id, and typed words for themselves."""
    incoming, session = turn.incoming, turn.session
    if incoming.turn is not None and incoming.turn < session.turns and turn.alert is None:
        turn.repeated = True
        turn.messages += _again(gateway, turn, session.transcript[incoming.turn - session.turns :])
    elif incoming.text is None:
        _take(gateway, turn, session.offers.get(incoming.choice or ""))
    elif not incoming.text.strip():
        turn.messages.append(gateway.message(gateway.messages.empty))
        turn.ask_again()
    else:
        _take_words(turn, _chosen_by_words(session, incoming.text) or Words(incoming.text))
    if session.unconfirmed and isinstance(turn.request, Words) and turn.alert is None:
        turn.request = None  # what waits is no question: only its choices help
        turn.ask_again()


def _again(gateway: Gateway, turn: Turn, since: Sequence[Exchange]) -> tuple[Message, ...]:
    """What is said to a form of an older page, with what has been said `since`.

    The same form again is answered as before. New words may be meant for an older question: they are not taken here,
    and the page, which finds them not taken, gives them back.
    """
    text = turn.incoming.text
    if text is None or any(each.said == text for each in since):
        return since[-1].messages
    return (*in_doubt(gateway, turn.finding), gateway.message(gateway.messages.older_page))


def _take(gateway: Gateway, turn: Turn, offer: Offer | None) -> None:
    if offer is None:
        turn.messages.append(gateway.message(gateway.messages.stale))
        turn.ask_again()
    elif isinstance(offer.request, Keeping):
        turn.keeping = offer.request
    elif isinstance(offer.request, Aside):
        turn.aside = offer.request
    else:
        turn.request, turn.was_checked = offer.request, offer.ours


def _take_words(turn: Turn, request: Request | Aside) -> None:
    if isinstance(request, Aside):
        turn.aside = request
    else:
        turn.request = request


def _chosen_by_words(session: Session, text: str) -> Request | Aside | None:
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
