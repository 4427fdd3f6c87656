"""Step 8: whether what was typed mentions the police. Only that goes on, never the words.

A report that mentions the police as the person responsible goes to Professional Standards, whatever was chosen. One
that mentions them otherwise does too, until the plain question, which is then asked, has been answered with no.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gateway.form import ABOUT_POLICE, NOT_ASKED, POLICE_CONFIRMED, POLICE_MENTION
from gateway.gateway import Gateway
from gateway.session import Chosen, Settled, Words
from gateway.turn.turn import Turn
from reading.police import Mention, strongest

ANSWERED = frozenset({"yes", "no", "not_sure"})


async def flag_police(gateway: Gateway, turn: Turn) -> None:
    """Adds the flag to what goes to Rasa, and has the plain question asked when it must be."""
    outgoing, session = turn.outgoing, turn.session
    if not isinstance(outgoing, Chosen) or not session.in_form:
        return
    mention = _mention(gateway, turn, outgoing)
    entities = dict(outgoing.entities)
    if session.slots.get(POLICE_MENTION) != mention:
        entities[POLICE_MENTION] = mention
        if mention == "responsible" and ABOUT_POLICE in session.answers:  # may the other team contact her?
            entities = {**dict.fromkeys(session.answers[ABOUT_POLICE].clears), **entities}
    if POLICE_CONFIRMED in gateway.questions and POLICE_CONFIRMED not in entities:
        wanted = _confirmation(gateway, turn, entities, mention)
        if session.slots.get(POLICE_CONFIRMED) != wanted:
            entities[POLICE_CONFIRMED] = wanted
    turn.outgoing = replace(outgoing, entities=entities)


def _mention(gateway: Gateway, turn: Turn, outgoing: Chosen) -> Mention | None:
    """Of all she typed. What she asked before the report is no part of it, so it is never more than unclear."""
    before: Mention | None = "unclear" if turn.session.told.police else None
    return strongest((before, *map(gateway.reader.police, _words(turn, outgoing).values())))


def _words(turn: Turn, outgoing: Chosen) -> Mapping[str, str]:
    """The typed answers as they will be after this turn; one that is asked again counts until it is replaced."""
    session, request = turn.session, turn.request
    before = {**session.earlier, **session.answers}
    words = {slot: before[slot].shown for slot in before if before[slot].is_typed(slot)}
    for slot, value in outgoing.entities.items():
        if slot in words and value is not None and value != before[slot].entities.get(slot):
            del words[slot]
    if isinstance(request, Words) and session.requested_slot:
        words[session.requested_slot] = request.text
    return {**words, **request.texts} if isinstance(request, Settled) else words


def _confirmation(
    gateway: Gateway, turn: Turn, entities: Mapping[str, str | None], mention: Mention | None
) -> str | None:
    """What the plain question's answer is from now on; None has it asked."""
    slots = turn.session.slots
    before = slots.get(POLICE_CONFIRMED)
    typed = turn.request.text if isinstance(turn.request, Words) else ""
    stands = before in ANSWERED and ABOUT_POLICE not in entities and gateway.reader.police(typed) is None
    if mention is not None and stands:
        return str(before)
    about = entities.get(ABOUT_POLICE, slots.get(ABOUT_POLICE))
    return None if mention == "unclear" and about == "no" else NOT_ASKED
