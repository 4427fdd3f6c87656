from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import Any, Literal

import pytest
from aiohttp.test_utils import TestClient, TestServer

from gateway import conversation
from gateway.app import make_app
from gateway.gateway import SHORT_TEXT, Gateway
from safety import Finding
from tests.gateway.chat import DANGER, MESSAGES, SELF_HARM, Chat
from tests.gateway.rasa_double import ORDER, RasaDouble

CARRY_ON = "Carry on with what I wrote"
KEPT = "kept here while this chat is open"


async def test_danger_is_answered_by_the_gateway_alone(chat: Chat, rasa: RasaDouble) -> None:
    await chat.say(DANGER)
    assert chat.alerts == ["danger"]
    for way in ("999", "55", "18000", "emergencySMS"):
        assert way in chat.text
    assert rasa.requests == []


async def test_self_harm_is_answered_with_people_to_talk_to(chat: Chat, rasa: RasaDouble) -> None:
    await chat.say(SELF_HARM)
    assert chat.alerts == ["self_harm"]
    names = [service["name"] for message in chat.messages for service in message["services"]]
    assert names == ["Samaritans", "Shout"]
    assert "999" in chat.text
    assert rasa.requests == []


async def test_danger_and_self_harm_together_are_both_answered(gateway: Gateway) -> None:
    both = replace(gateway, check=lambda text: Finding(danger=True, self_harm=True, reasons=()))
    async with TestClient(TestServer(make_app(both))) as client:
        chat = await (await Chat(client).start()).say("anything")
    assert chat.alerts == ["danger"]
    assert "55" in chat.text
    assert "Samaritans" in chat.text


async def test_ordinary_words_raise_no_alert(chat: Chat) -> None:
    await chat.say("my boss keeps making comments")
    assert chat.alerts == []


@pytest.mark.parametrize(("kind", "way"), [("danger", "999"), ("self_harm", "Samaritans")])
async def test_in_doubt_the_way_to_help_goes_before_the_answer(
    gateway: Gateway, rasa: RasaDouble, kind: Literal["danger", "self_harm"], way: str
) -> None:
    doubting = replace(gateway, check=lambda text: Finding(False, False, (), unsure=kind))
    async with TestClient(TestServer(make_app(doubting))) as client:
        chat = await (await Chat(client).start()).say("he was at my mum's again")
    assert chat.alerts == []
    assert len(chat.messages) == 2
    assert way in chat.messages[0]["text"]
    # Rasa's own check must not make an alarm of what the gateway has weighed.
    assert rasa.requests[-1]["context"]["checked"] is True


async def test_what_raises_no_doubt_is_checked_once_more_by_rasa(chat: Chat, rasa: RasaDouble) -> None:
    await chat.say("my boss keeps making comments")
    assert "checked" not in rasa.requests[-1]["context"]


async def test_a_long_text_is_checked_aside_and_others_are_answered_meanwhile(gateway: Gateway) -> None:
    reading, answered = threading.Event(), threading.Event()

    def slow(text: str) -> Finding:
        if len(text) > SHORT_TEXT:
            reading.set()
            assert answered.wait(5)
            return Finding(danger=True, self_harm=False, reasons=())
        return Finding(danger=False, self_harm=False, reasons=())

    async with TestClient(TestServer(make_app(replace(gateway, check=slow)))) as client:
        story, other = await Chat(client).start(), await Chat(client).start()
        telling = asyncio.create_task(story.say("We met at school. " * 60))
        await asyncio.to_thread(reading.wait, 5)
        await other.say("hello")
        answered.set()
        assert (await telling).alerts == ["danger"]


@pytest.mark.parametrize("trouble", ["status 500", "not JSON", "hang", "failed"])
async def test_danger_is_answered_when_rasa_is_in_trouble(chat: Chat, rasa: RasaDouble, trouble: str) -> None:
    rasa.trouble = trouble
    await chat.say(DANGER)
    assert chat.alerts == ["danger"]


async def test_danger_is_answered_while_another_turn_hangs(chat: Chat, rasa: RasaDouble, gateway: Gateway) -> None:
    rasa.trouble = "hang"
    hanging = asyncio.create_task(chat.post(text="what can i do"))
    await rasa.arrived.wait()
    async with asyncio.timeout(3):
        response = await chat.post(text=DANGER)
    assert response.status == 200
    alert, beside = (await response.json())["messages"]
    assert alert["alert"] == "danger"
    assert KEPT not in alert["text"]  # it is not: the other turn has the conversation
    assert "not in the chat yet" in beside["text"]
    rasa.release.set()
    assert (await hanging).status == 200
    session = await conversation.look_back(gateway, chat.token)
    assert session
    assert DANGER not in [exchange.said for exchange in session.transcript]


@pytest.mark.parametrize("written", [DANGER, SELF_HARM])
async def test_what_is_kept_is_said_to_be_kept(chat: Chat, gateway: Gateway, written: str) -> None:
    await chat.say(written)
    assert KEPT in chat.text
    session = await conversation.look_back(gateway, chat.token)
    assert session
    assert session.transcript[-1].said == written


async def test_what_was_refused_is_not_said_to_be_kept(chat: Chat) -> None:
    response = await chat.post(text="so much has happened. " * 230 + DANGER)
    assert response.status == 413
    assert KEPT not in await response.text()


@pytest.mark.parametrize("slot", ORDER)
async def test_danger_is_answered_at_every_question_and_the_question_is_asked_again(
    chat: Chat, rasa: RasaDouble, slot: str
) -> None:
    await chat.reach(slot)
    asked, question = len(rasa.requests), chat.messages[-1]
    await chat.say(DANGER)
    assert chat.alerts == ["danger"]
    assert chat.messages[-1] == question
    assert len(rasa.requests) == asked


async def test_what_was_typed_in_danger_can_be_carried_on_with(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("what_happened")
    await chat.say(DANGER)
    await chat.choose(CARRY_ON)
    assert chat.alerts == []
    assert chat.text.startswith("When did it happen?")
    assert rasa.requests[-1]["choice"]["entities"]["what_happened"].startswith("sealed:")
    assert rasa.requests[-1]["context"]["checked"] is True
    assert b"knife" not in rasa.bytes
    await chat.choose("Today")
    await chat.choose("No, I want to stay anonymous")
    assert f"What happened: {DANGER}" in chat.text


async def test_danger_that_is_not_carried_on_with_is_not_an_answer(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("what_happened")
    await chat.say(DANGER)
    await chat.say("it was in a club")
    assert len(rasa.requests[-1]["state"]["slots"]) == len(rasa.requests[-2]["state"]["slots"]) + 1
    assert chat.text.startswith("When did it happen?")
    assert CARRY_ON not in chat.titles


async def test_danger_with_a_slash_before_it_is_answered(chat: Chat) -> None:
    await chat.say("/start_report " + DANGER)
    assert chat.alerts == ["danger"]


@pytest.mark.parametrize("token", ["", "unknown", "\udc80"])
async def test_danger_with_an_unknown_token_is_answered(client: TestClient[Any, Any], token: str) -> None:
    response = await client.post(MESSAGES, json={"text": DANGER}, headers={"Authorization": f"Bearer {token}"})
    assert response.status == 410
    body = await response.json()
    assert body["messages"][0]["alert"] == "danger"
    assert body["messages"][0]["choices"] == []


async def test_danger_with_no_token_at_all_is_answered(client: TestClient[Any, Any]) -> None:
    response = await client.post(MESSAGES, json={"text": DANGER})
    assert response.status == 410
    assert (await response.json())["messages"][0]["alert"] == "danger"


async def test_danger_in_a_text_that_is_too_long_is_answered(chat: Chat) -> None:
    response = await chat.post(text="so much has happened. " * 230 + DANGER)
    assert response.status == 413
    assert (await response.json())["messages"][0]["alert"] == "danger"


async def test_danger_in_a_body_that_is_too_big_to_read_is_answered(chat: Chat) -> None:
    response = await chat.post(text=f"{DANGER}. " + "so much has happened. " * 5000)
    assert response.status == 413
    assert (await response.json())["messages"][0]["alert"] == "danger"


async def test_danger_after_too_many_messages_is_answered(chat: Chat) -> None:
    for _ in range(60):
        assert (await chat.post(text="hello")).status == 200
    response = await chat.post(text=DANGER)
    assert response.status == 429
    assert (await response.json())["messages"][0]["alert"] == "danger"


async def test_the_conversation_goes_on_after_danger(chat: Chat) -> None:
    await chat.say("hello")
    report = chat.choice("Report here")
    await chat.say(DANGER)
    response = await chat.post(choice=report)
    assert "What kind of thing is it?" in await response.text()


async def test_only_what_was_typed_last_in_danger_can_be_carried_on_with(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("what_happened")
    await chat.say(DANGER)
    first = chat.choice(CARRY_ON)
    await chat.say(SELF_HARM)
    asked = len(rasa.requests)
    await chat.post(choice=first)
    assert len(rasa.requests) == asked
    await chat.choose(CARRY_ON)
    assert chat.text.startswith("When did it happen?")
