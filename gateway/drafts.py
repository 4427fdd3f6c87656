"""A report put aside, to decide later: what is kept of it, sealed to its receipt alone.

Kept are her answers and the report's id, so that it goes on where it was and stays one report. Not kept is what she
agreed to, which is asked anew, nor any envelope: those are made again, for the key of the day on which she goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from gateway.actions_client import SealedDraft
from gateway.form import CHECKED, CONSENTS, FORM
from gateway.gateway import Gateway
from gateway.receipts import Receipt
from gateway.sealing import padded_letter
from gateway.session import SEALED, Answer, Session
from gateway.upstream import UpstreamError
from reading.told import Told


@dataclass(frozen=True)
class Draft:
    """What is kept. `slots` are Rasa's, `box` is what was written and not sent."""

    version: Literal[1]
    submission: str
    slots: Mapping[str, Any]
    answers: Mapping[str, Answer]
    earlier: Mapping[str, Answer]
    told: Told
    kept: frozenset[str]
    box: str


DRAFT: TypeAdapter[Draft] = TypeAdapter(Draft)


def seal_draft(session: Session, box: str, receipt: Receipt) -> str:
    """What is to be kept of the report in `session`, as whoever has the receipt can open it."""
    return receipt.seal(padded_letter(DRAFT.dump_json(_draft(session, box))))


def read_draft(sealed: SealedDraft, receipt: Receipt) -> Draft:
    """What was kept. Raises `UpstreamError` when it is not what was sealed for this receipt."""
    text = receipt.open(sealed.sealed)
    try:
        return DRAFT.validate_json(text or "")
    except ValidationError:
        raise UpstreamError("not-a-draft") from None


def resumed(gateway: Gateway, session: Session, draft: Draft, words: str, until: date) -> Session:
    """`session` in the middle of the report that was put aside under the receipt of these words."""
    answers = {slot: _sealed(gateway, draft, slot, answer) for slot, answer in draft.answers.items()}
    earlier = {slot: _sealed(gateway, draft, slot, answer) for slot, answer in draft.earlier.items()}
    typed = {slot: answer.entities[slot] for slot, answer in answers.items() if answer.is_typed(slot)}
    return replace(
        session,
        state={"slots": {**draft.slots, **typed}, "loop": FORM},
        question=None,
        current=None,
        offers={},
        answers=answers,
        earlier=earlier,
        told=draft.told,
        kept=draft.kept,
        submission=draft.submission,
        receipt=words,
        saved_until=until,
    )


def _draft(session: Session, box: str) -> Draft:
    dropped = {CHECKED, "requested_slot"}
    for consent in CONSENTS:
        agreed = session.answers.get(consent) or session.earlier.get(consent)
        dropped |= {consent, *(agreed.clears if agreed else ())}
    slots = {slot: value for slot, value in session.slots.items() if slot not in dropped}
    return Draft(
        version=1,
        submission=session.submission,
        slots={slot: value for slot, value in slots.items() if not str(value).startswith(SEALED)},
        answers=_without(session.answers, dropped),
        earlier=_without(session.earlier, dropped),
        told=session.told,
        kept=session.kept,
        box=box,
    )


def _without(answers: Mapping[str, Answer], dropped: set[str]) -> Mapping[str, Answer]:
    return {slot: _unsealed(answer) for slot, answer in answers.items() if slot not in dropped}


def _unsealed(answer: Answer) -> Answer:
    """The answer with a mark where its envelopes were."""
    return replace(answer, entities={slot: _mark(value) for slot, value in answer.entities.items()})


def _mark(value: str | None) -> str | None:
    return SEALED if value and value.startswith(SEALED) else value


def _sealed(gateway: Gateway, draft: Draft, slot: str, answer: Answer) -> Answer:
    """The answer with its envelope made again."""
    if not answer.is_typed(slot):
        return answer
    sealed = gateway.intake.seal(slot, draft.submission, answer.shown)
    return replace(answer, entities={**answer.entities, slot: sealed})
