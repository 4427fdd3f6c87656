"""Details that say who she is are pointed out before a report without a name is sent."""

from __future__ import annotations

import base64
import json
from typing import Any

import pyrage
import pytest
from aiohttp.test_utils import TestClient

from gateway.conversation import look_back
from gateway.gateway import Gateway
from tests.gateway.chat import Chat
from tests.gateway.page_reader import PlainBrowser
from tests.gateway.rasa_double import RasaDouble

ACCOUNT = "He shared 07700 900123. My name is Agnes Quill."


async def anonymous(chat: Chat, account: str) -> Chat:
    """To the check of answers, with this account and no name."""
    await chat.reach("what_happened")
    await chat.say(account)
    await chat.choose("Today")
    return await chat.choose("No, I want to stay anonymous")


def opened(rasa: RasaDouble, key: pyrage.x25519.Identity, slot: str) -> str:
    """The words in the latest envelope for `slot`."""
    envelope = rasa.requests[-1]["choice"]["entities"][slot].removeprefix("sealed:")
    return str(json.loads(pyrage.decrypt(base64.b64decode(envelope), [key]))["text"])


async def test_a_detail_is_shown_with_its_answer_and_two_ways(chat: Chat) -> None:
    await anonymous(chat, "He shared 07700 900123.")
    assert "In your answer “What happened” you wrote a phone number:\n\n07700 900123" in chat.text
    assert chat.titles == ["Remove it", "Keep it", "Save it and decide later", "Stop this report"]


async def test_what_is_removed_is_sealed_anew_without_it(
    chat: Chat, rasa: RasaDouble, intake_key: pyrage.x25519.Identity
) -> None:
    await anonymous(chat, "He shared 07700 900123.")
    await chat.choose("Remove it")
    assert opened(rasa, intake_key, "what_happened") == "He shared [removed]."
    assert chat.messages[0]["text"].endswith("He shared [removed].")
    assert "What happened: He shared [removed]." in chat.text
    assert "Check your answers." in chat.text


async def test_what_is_kept_is_not_pointed_out_again(chat: Chat, rasa: RasaDouble) -> None:
    await anonymous(chat, "He shared 07700 900123.")
    await chat.choose("Keep it")
    assert "What happened: He shared 07700 900123." in chat.text
    await chat.choose("Change: When")
    await chat.say("last winter")
    assert "Check your answers." in chat.text


async def test_each_detail_is_decided_on(chat: Chat) -> None:
    await anonymous(chat, ACCOUNT)
    await chat.choose("Remove it")
    assert "Agnes Quill" in chat.messages[-1]["text"]
    await chat.choose("Keep it")
    assert "What happened: He shared [removed]. My name is Agnes Quill." in chat.text


@pytest.mark.parametrize(
    ("title", "account"),
    [("Remove all of them", "He shared [removed]. My name is [removed]."), ("Keep all of them", ACCOUNT)],
)
async def test_all_can_be_decided_on_at_once(chat: Chat, title: str, account: str) -> None:
    await anonymous(chat, ACCOUNT)
    await chat.choose(title)
    assert f"What happened: {account}" in chat.text


async def test_a_way_can_be_typed_and_other_words_ask_again(chat: Chat) -> None:
    await anonymous(chat, "He shared 07700 900123.")
    await chat.say("why?")
    assert "Please choose one of these answers." in chat.text
    assert "07700 900123" in chat.messages[-1]["text"]
    await chat.say("remove it")
    assert "He shared [removed]." in chat.text


async def test_a_failed_turn_decides_nothing(chat: Chat, rasa: RasaDouble) -> None:
    await anonymous(chat, "He shared 07700 900123.")
    rasa.trouble = "status 500"
    await chat.choose("Remove it")
    rasa.trouble = None
    await chat.choose("Try again")
    assert "What happened: He shared [removed]." in chat.text


async def test_the_check_of_answers_says_what_was_looked_for(chat: Chat) -> None:
    await anonymous(chat, "He shouted at me.")
    assert "We can miss some." in chat.text


async def test_nothing_is_pointed_out_to_somebody_who_gives_her_number(chat: Chat) -> None:
    await chat.reach("what_happened")
    await chat.say(ACCOUNT)
    await chat.choose("Today")
    await chat.choose("Yes, by phone")
    await chat.say("07700 900456")
    assert "Check your answers." in chat.text
    assert "We can miss some." not in chat.text


async def test_what_she_keeps_is_forgotten_with_the_report(gateway: Gateway, chat: Chat) -> None:
    await anonymous(chat, "He shared 07700 900123.")
    await chat.choose("Keep it")
    await chat.choose("Stop this report")
    session = await look_back(gateway, chat.token)
    assert session
    assert not session.kept


async def test_details_can_be_removed_without_javascript(client: TestClient[Any, Any]) -> None:
    browser = await PlainBrowser(client).open("/")
    for words, typed in (
        ("Start", None),
        ("Send", "i want to report"),
        ("Report here", None),
        ("Spiking", None),
        ("Send", "He shared 07700 900123."),
        ("Today", None),
        ("No, I want to stay anonymous", None),
        ("Remove it", None),
    ):
        await (browser.press(words) if typed is None else browser.press(words, text=typed))
    assert "He shared [removed]." in browser.page.text
    await browser.press("My answers are right")
    assert "Do you agree?" in browser.page.text
