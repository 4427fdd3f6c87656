"""Step 7: what a reporter writes in a report leaves this process only sealed."""

from __future__ import annotations

from gateway.gateway import Gateway
from gateway.session import Chosen, Session, Settled, Words
from gateway.turn.retry import offer_retry
from gateway.turn.turn import Turn


async def seal(gateway: Gateway, turn: Turn) -> None:
    """Seals typed words in a form. At a closed question they are no answer, and go nowhere: it is asked again."""
    request, session = turn.request, turn.session
    if isinstance(request, Settled):
        turn.outgoing = _settled(gateway, session, request)
    elif not isinstance(request, Words) or not session.in_form:
        turn.outgoing = request
    elif _is_closed(session):
        turn.messages.append(gateway.message(gateway.messages.please_choose))
        turn.ask_again()
    elif session.requested_slot is None:  # nothing to seal it to; the clear words must not go
        offer_retry(gateway, turn, gateway.messages.fallback)
    else:
        slot = session.requested_slot
        sealed = gateway.intake.seal(slot, session.submission, request.text)
        turn.outgoing = Chosen("answer", {slot: sealed}, title=request.text)


def _settled(gateway: Gateway, session: Session, settled: Settled) -> Chosen:
    """The answers that change, sealed anew, and the others as they were: Rasa asks again only after an answer."""
    sealed = {slot: gateway.intake.seal(slot, session.submission, text) for slot, text in settled.texts.items()}
    unchanged = {slot: session.answers[slot].entities[slot] for slot in session.own_words}
    return Chosen("change", {**unchanged, **sealed, "checked": None}, settled.title)


def _is_closed(session: Session) -> bool:
    question = session.question
    return question is not None and question.closed and question.slot == session.requested_slot
