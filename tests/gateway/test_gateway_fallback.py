from __future__ import annotations

import re

import pytest

from tests.gateway.chat import Chat
from tests.gateway.rasa_double import RasaDouble

TROUBLES = ["status 500", "not JSON", "not a reply", "nothing said", "failed"]
AGAIN = "Try again"


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_when_rasa_is_in_trouble_the_public_gets_helplines(chat: Chat, rasa: RasaDouble, trouble: str) -> None:
    rasa.trouble = trouble
    await chat.say("what can i do")
    assert "999" in chat.text
    assert len(chat.messages[0]["services"]) >= 2
    assert chat.titles == [AGAIN]
    assert chat.alerts == []


async def test_when_rasa_does_not_answer_in_time_the_public_gets_helplines(impatient: Chat, rasa: RasaDouble) -> None:
    rasa.trouble = "hang"
    await impatient.say("what can i do")
    assert "999" in impatient.text


async def test_a_conversation_starts_while_rasa_is_down(chat: Chat, rasa: RasaDouble) -> None:
    assert "999" in chat.text
    assert "I want to report something" in chat.titles
    assert rasa.requests == []


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_an_answer_that_failed_can_be_tried_again_as_it_was(chat: Chat, rasa: RasaDouble, trouble: str) -> None:
    await chat.reach("what_happened")
    rasa.trouble = trouble
    await chat.say("it was on the bus")
    assert chat.messages[-1]["text"] == "What happened?"
    rasa.trouble = None
    await chat.choose(AGAIN)
    assert chat.text.startswith("When did it happen?")
    await chat.choose("Today")
    await chat.choose("No, I want to stay anonymous")
    assert "What happened: it was on the bus" in chat.text
    assert b"bus" not in rasa.bytes


async def test_the_choices_of_the_question_still_hold_after_a_failure(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("report_kind")
    spiking = chat.choice("Spiking")
    rasa.trouble = "status 500"
    await chat.choose("Stalking or harassment")
    assert chat.choice("Spiking") == spiking
    rasa.trouble = None
    response = await chat.post(choice=spiking)
    assert "What happened?" in await response.text()
    assert rasa.requests[-1]["choice"]["entities"] == {"report_kind": "spiking"}


async def test_the_choices_of_an_answer_still_hold_after_a_failure(chat: Chat, rasa: RasaDouble) -> None:
    await chat.say("hello")
    report = chat.choice("Report here")
    rasa.trouble = "status 500"
    await chat.say("what can i do")
    rasa.trouble = None
    assert "What kind of thing is it?" in await (await chat.post(choice=report)).text()


async def test_a_turn_that_failed_leaves_the_state_as_it_was(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("what_happened")
    rasa.trouble = "status 500"
    await chat.say("it was on the bus")
    await chat.say("it was on the train")
    assert rasa.requests[-1]["state"] == rasa.requests[-2]["state"]


@pytest.mark.parametrize("trouble", ["failed", "status 500", "not JSON"])
async def test_a_report_that_may_not_have_arrived_is_never_called_sent(
    chat: Chat, rasa: RasaDouble, trouble: str
) -> None:
    await chat.reach("send")
    rasa.trouble = trouble
    await chat.choose("Send my report")
    assert chat.text.startswith("We could not confirm that your report was received.")
    names = [service["name"] for service in chat.messages[0]["services"]]
    assert "Crimestoppers" in names
    assert re.search(r"Your receipt words are:\n\n\w+", chat.text)  # should it have arrived, nothing else opens it


async def test_sending_again_is_the_same_submission_with_the_same_receipt(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("send")
    rasa.trouble = "failed"
    await chat.choose("Send my report")
    await chat.choose(AGAIN)
    await chat.choose(AGAIN)
    rasa.trouble = None
    await chat.choose(AGAIN)
    contexts = [request["context"] for request in rasa.requests[-4:]]
    assert len({context["submission"] for context in contexts}) == 1
    assert len({context["receipt"]["lookup"] for context in contexts}) == 1
    assert re.search(r"Your receipt words are:\n\n\w+", chat.text)


async def unconfirmed(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("send")
    rasa.trouble = "failed"
    await chat.choose("Send my report")
    rasa.trouble = None


async def test_stopping_after_sending_failed_promises_nothing_and_leaves_the_receipt(
    chat: Chat, rasa: RasaDouble
) -> None:
    await unconfirmed(chat, rasa)
    asked = len(rasa.requests)
    await chat.choose("Stop this report")
    assert "I cannot tell you if your report reached the police." in chat.text
    assert re.search(r"Your receipt words are:\n\n\w+", chat.text)
    assert len(rasa.requests) == asked
    await chat.say("hello")
    assert rasa.requests[-1]["state"] is None


async def test_answers_cannot_be_changed_once_they_may_have_arrived(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("send")
    before = [choice["id"] for message in chat.messages for choice in message["choices"]]
    rasa.trouble = "failed"
    await chat.choose("Send my report")
    rasa.trouble = None
    asked = len(rasa.requests)
    for choice in before:
        await chat.post(choice=choice)
    await chat.say("no, change it")
    assert len(rasa.requests) == asked
    await chat.choose(AGAIN)
    assert len(rasa.requests) == asked + 1


async def test_danger_is_answered_while_a_report_is_unconfirmed(chat: Chat, rasa: RasaDouble) -> None:
    await unconfirmed(chat, rasa)
    await chat.say("he is here and he is going to kill me")
    assert chat.messages[0]["alert"] == "danger"
    asked = len(rasa.requests)
    await chat.choose("Carry on with what I wrote")
    assert len(rasa.requests) == asked
    await chat.choose(AGAIN)
    assert re.search(r"Your receipt words are:\n\n\w+", chat.text)
