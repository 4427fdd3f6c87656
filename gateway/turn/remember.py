"""Step 7: remember where Rasa is now, and the answer in plain words for the summary."""

from __future__ import annotations

from collections.abc import Mapping
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
    session = replace(session, answers=_answers(gateway, turn, session))
    turn.session = with_receipt(gateway, session) if session.requested_slot == SEND else session


def _answers(gateway: Gateway, turn: Turn, session: Session) -> Mapping[str, Answer]:
    answers, question = dict(session.answers), session.question
    chosen = turn.outgoing.entities if isinstance(turn.outgoing, Chosen) else {}
    for slot, value in chosen.items():
        if value is None or value == NOT_ASKED:
            answers.pop(slot, None)
        elif question is not None and question.slot == slot and session.slots.get(slot) == value:
            shown = gateway.messages.not_given if value == SKIPPED else _shown(turn)
            answers[slot] = Answer(question.label, shown, question.clears)
    return answers


def _shown(turn: Turn) -> str:
    return turn.request.shown if turn.request else ""
