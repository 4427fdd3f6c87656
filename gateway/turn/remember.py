"""Step 11: remember where Rasa is now, and the answer in plain words for the summary."""

from __future__ import annotations

from dataclasses import replace

from gateway.form import NOT_ASKED, SEND, SKIPPED
from gateway.gateway import Gateway
from gateway.session import Answer, Chosen, Session, Settled, Words
from gateway.turn.ask import with_receipt
from gateway.turn.turn import Turn


async def remember(gateway: Gateway, turn: Turn) -> None:
    """Takes over Rasa's new state. Nothing of a turn that failed is remembered."""
    if turn.reply is None:
        return
    session = replace(turn.session, state=turn.reply.state)
    turn.run_over = turn.session.in_form and not session.in_form
    if isinstance(turn.request, Words) and not turn.session.in_form:
        told = gateway.reader.told(turn.request.text, gateway.today)
        session = replace(session, told=session.told.then(told))
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
            answer = _answer(gateway, turn, session, slot, value) or _changed_too(turn, answers.get(slot), slot, value)
            if answer is not None:
                answers[slot] = answer
                earlier.pop(slot, None)
    session = replace(session, answers=answers, earlier=earlier)
    return _settled(session, turn.request) if isinstance(turn.request, Settled) else session


def _settled(session: Session, settled: Settled) -> Session:
    """The session with the answers as they read now; their envelopes are in Rasa's state already."""
    answers = dict(session.answers)
    for slot, text in settled.texts.items():
        answers[slot] = replace(answers[slot], shown=text, entities={slot: session.slots.get(slot)})
    return replace(session, answers=answers, kept=session.kept | settled.kept)


def _changed_too(turn: Turn, answer: Answer | None, slot: str, value: str) -> Answer | None:
    """The answer to an earlier question that a choice gives as well."""
    if answer is None or not isinstance(turn.request, Chosen) or answer.entities.get(slot) == value:
        return None
    return replace(answer, shown=turn.request.shown, entities={slot: value})


def _answer(gateway: Gateway, turn: Turn, session: Session, slot: str, value: str) -> Answer | None:
    before, question = session.earlier.get(slot), session.question
    if before is not None and before.entities.get(slot) == value:
        return before
    if question is None or question.slot != slot:
        return None
    shown = gateway.messages.not_given if value == SKIPPED else turn.request.shown if turn.request else ""
    sent = turn.outgoing.entities if isinstance(turn.outgoing, Chosen) else {}
    return Answer(question.label, shown, question.clears, sent)
