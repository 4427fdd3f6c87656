"""Step 7: remember where Rasa is now, and the answer in plain words for the summary."""

from __future__ import annotations

from dataclasses import replace

from gateway.form import NOT_ASKED, SEND, SKIPPED
from gateway.gateway import Gateway
from gateway.session import Answer, Chosen, Session
from gateway.turn.ask import with_receipt
from gateway.turn.turn import Turn


async def remember(gateway: Gateway, turn: Turn) -> None:
    """Takes over Rasa's new state. Nothing of a turn that failed is remembered."""
    if turn.reply is None:
        return
    session = replace(turn.session, state=turn.reply.state)
    turn.run_over = turn.session.in_form and not session.in_form
    session = _with_answers(gateway, turn, session)
    turn.session = with_receipt(gateway, session) if session.requested_slot == SEND else session


def _with_answers(gateway: Gateway, turn: Turn, session: Session) -> Session:
    """The session with this turn's answers; one whose question is asked again is kept, so that nothing is lost."""
    answers, earlier = dict(session.answers), dict(session.earlier)
    chosen = turn.outgoing.entities if isinstance(turn.outgoing, Chosen) else {}
    for slot, value in chosen.items():
        if value is None and slot in answers:
            earlier[slot] = answers.pop(slot)
        elif value == NOT_ASKED:
            answers.pop(slot, None)
        elif value is not None and session.slots.get(slot) == value:
            answer = _answer(gateway, turn, session, slot, value)
            if answer is not None:
                answers[slot] = answer
                earlier.pop(slot, None)
    return replace(session, answers=answers, earlier=earlier)


def _answer(gateway: Gateway, turn: Turn, session: Session, slot: str, value: str) -> Answer | None:
    before, question = session.earlier.get(slot), session.question
    if before is not None and before.entities.get(slot) == value:
        return before
    if question is None or question.slot != slot:
        return None
    shown = gateway.messages.not_given if value == SKIPPED else turn.request.shown if turn.request else ""
    sent = turn.outgoing.entities if isinstance(turn.outgoing, Chosen) else {}
    return Answer(question.label, shown, question.clears, sent)
