"""What she told before is offered as the answer to a later question: never taken unless she presses it."""

from __future__ import annotations

from collections.abc import Sequence

from gateway.form import ABOUT_POLICE, RELATIONSHIP, WHEN, WHERE, WHO, YES
from gateway.gateway import Gateway
from gateway.message import Choice, Paragraph
from gateway.session import Chosen, Offer, Session, Words
from gateway.turn.turn import Turn
from reading.told import Told

Offered = tuple[tuple[Paragraph, ...], tuple[Choice, ...]]
NOTHING_OFFERED: Offered = ((), ())


def offered_answer(gateway: Gateway, turn: Turn, slot: str, choices: Sequence[Choice]) -> Offered:
    """What to show at the question about `slot`, and the choice that takes it; nothing for one answered before."""
    session, words = turn.session, gateway.messages
    if slot in session.answers or slot in session.earlier:
        return NOTHING_OFFERED
    told = told_so_far(gateway, session)
    value = {RELATIONSHIP: told.who and told.who.value, ABOUT_POLICE: told.police == "responsible" and YES}.get(slot)
    if value:
        said = (
            words.told_police if slot == ABOUT_POLICE else words.told.format(words=told.who.words if told.who else "")
        )
        return _closed(gateway, turn, slot, value, choices, said)
    answer = {WHEN: told.when, WHERE: told.where, WHO: told.who and told.who.words}.get(slot)
    if not answer:
        return NOTHING_OFFERED
    use = turn.offer(words.use.format(answer=answer), Words(answer))
    return (Paragraph(words.told.format(words=answer)),), (use,)


def told_so_far(gateway: Gateway, session: Session) -> Told:
    """Before the report and in it."""
    told = session.told
    for text in session.own_words.values():
        told = told.then(gateway.reader.told(text, gateway.today))
    return told


def _closed(gateway: Gateway, turn: Turn, slot: str, value: str, choices: Sequence[Choice], said: str) -> Offered:
    """The question's own choice of that value, under a title that says so."""
    for choice in choices:
        offer: Offer = turn.offers[choice.id]
        if isinstance(offer.request, Chosen) and offer.request.entities.get(slot) == value:
            use = turn.offer(gateway.messages.use.format(answer=choice.title), offer.request)
            return (Paragraph(said),), (use,)
    return NOTHING_OFFERED
