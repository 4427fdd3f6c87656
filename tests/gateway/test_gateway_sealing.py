from __future__ import annotations

import base64
import json

import pyrage
import pytest

from gateway.sealing import Intake
from tests.gateway.chat import Chat
from tests.gateway.rasa_double import RasaDouble

CANARY = "the zebra wore seventeen lilac hats"


def unsealed(value: str, key: pyrage.x25519.Identity) -> bytes:
    assert value.startswith("sealed:")
    return bytes(pyrage.decrypt(base64.b64decode(value.removeprefix("sealed:")), [key]))


async def test_a_sealed_answer_opens_with_the_intake_key_and_says_where_it_belongs(
    chat: Chat, rasa: RasaDouble, intake_key: pyrage.x25519.Identity
) -> None:
    await chat.reach("what_happened")
    await chat.say(CANARY)
    letter = json.loads(unsealed(rasa.requests[-1]["choice"]["entities"]["what_happened"], intake_key))
    assert letter["slot"] == "what_happened"
    assert letter["text"] == CANARY
    assert letter["conversation"] == rasa.requests[-1]["context"]["submission"]


async def test_a_sealed_answer_does_not_open_with_another_key(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("what_happened")
    await chat.say(CANARY)
    with pytest.raises(pyrage.DecryptError):
        unsealed(rasa.requests[-1]["choice"]["entities"]["what_happened"], pyrage.x25519.Identity.generate())


@pytest.mark.parametrize("length", [0, 1, 900, 950, 1000, 1024, 4000])
@pytest.mark.parametrize("letter", ["a", "é", "🦓", '"', "\x00"])
def test_the_length_of_a_sealed_answer_says_little(
    intake_key: pyrage.x25519.Identity, length: int, letter: str
) -> None:
    intake = Intake(str(intake_key.to_public()))
    opened = unsealed(intake.seal("needs", "c" * 32, letter * length), intake_key)
    assert len(opened) % 1024 == 0
    assert json.loads(opened)["text"] == letter * length


async def test_no_written_answer_leaves_in_the_clear(chat: Chat, rasa: RasaDouble) -> None:
    for slot in ("what_happened", "when_happened", "contact_details"):
        await chat.reach(slot)
        await chat.say(f"{CANARY} {slot}")
        await chat.choose("Stop this report")
    assert CANARY.encode() not in rasa.bytes
    assert b"zebra" not in rasa.bytes


async def test_an_answer_to_a_question_that_says_nothing_of_itself_is_sealed(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("report_kind")
    rasa.next = {
        "messages": [{"text": "A question.", "custom": {}}],
        "state": {"slots": {"requested_slot": "needs"}, "loop": "report_form"},
        "failed": False,
    }
    await chat.choose("Spiking")
    await chat.say(CANARY)
    assert rasa.requests[-1]["choice"]["entities"]["needs"].startswith("sealed:")
    assert CANARY.encode() not in rasa.bytes


async def test_words_in_a_form_that_asks_for_nothing_stay_here(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("report_kind")
    rasa.next = {
        "messages": [{"text": "A question.", "custom": {"expects": "choice"}}],
        "state": {"slots": {}, "loop": "report_form"},
        "failed": False,
    }
    await chat.choose("Spiking")
    asked = len(rasa.requests)
    await chat.say(CANARY)
    assert len(rasa.requests) == asked
    assert "999" in chat.text


async def test_words_outside_a_form_go_to_rasa_as_they_are(chat: Chat, rasa: RasaDouble) -> None:
    await chat.say("what is stalking")
    assert rasa.requests[-1]["text"] == "what is stalking"


async def test_each_turn_comes_from_a_sender_of_its_own(chat: Chat, rasa: RasaDouble) -> None:
    await chat.say("hello")
    await chat.say("hello")
    senders = {request["sender"] for request in rasa.requests}
    assert len(senders) == 2
    assert chat.token.encode() not in rasa.bytes


def test_what_is_not_an_age_recipient_is_refused() -> None:
    with pytest.raises(ValueError, match="not an age recipient"):
        Intake("age1nothing")
