"""What she told before is offered at a later question: hers to press, correct or leave."""

from __future__ import annotations

import base64
import json

import pyrage

from gateway.conversation import look_back
from gateway.gateway import Gateway
from reading.told import NOTHING
from tests.gateway.chat import Chat
from tests.gateway.rasa_double import RasaDouble

USE = "Use this: last Tuesday (24 November 2026)"  # the clock of these tests stands on 25 November


async def test_a_time_in_the_account_is_offered_where_it_is_asked_for(chat: Chat) -> None:
    await chat.reach("what_happened")
    await chat.say("He shouted at me last Tuesday.")
    assert "You told us: “last Tuesday (24 November 2026)”. Is that right?" in chat.text
    assert chat.titles[:2] == [USE, "Today"]


async def test_what_is_pressed_is_sealed_and_shown_for_correction(
    chat: Chat, rasa: RasaDouble, intake_key: pyrage.x25519.Identity
) -> None:
    await chat.reach("what_happened")
    await chat.say("He shouted at me last Tuesday.")
    await chat.choose(USE)
    envelope = rasa.requests[-1]["choice"]["entities"]["when_happened"].removeprefix("sealed:")
    assert json.loads(pyrage.decrypt(base64.b64decode(envelope), [intake_key]))["text"] == USE.removeprefix(
        "Use this: "
    )
    await chat.choose("No, I want to stay anonymous")
    assert "When: last Tuesday (24 November 2026)" in chat.text
    assert "Change: When" in chat.titles


async def test_what_is_not_pressed_is_nowhere_in_the_report(chat: Chat, rasa: RasaDouble) -> None:
    await chat.say("it was last Tuesday")
    await chat.reach("what_happened")
    await chat.say("He shouted at me.")
    assert USE in chat.titles
    await chat.choose("Skip this question")
    assert rasa.requests[-1]["choice"]["entities"]["when_happened"] == "skipped"


async def test_her_own_words_count_and_not_the_offer(chat: Chat) -> None:
    await chat.say("it was last Tuesday")
    await chat.reach("when_happened")
    await chat.say("no, the week before")
    await chat.choose("No, I want to stay anonymous")
    assert "When: no, the week before" in chat.text


async def test_a_question_asked_again_offers_her_answer_and_not_the_find(chat: Chat) -> None:
    await chat.say("it was last Tuesday")
    await chat.reach("when_happened")
    await chat.choose("Today")
    await chat.choose("Go back")
    assert "Keep my answer: Today" in chat.titles
    assert USE not in chat.titles


async def test_of_what_was_typed_before_the_report_only_the_finds_are_kept_apart(gateway: Gateway, chat: Chat) -> None:
    await chat.say("he shouted at me in watford and i cried")
    session = await look_back(gateway, chat.token)
    assert session
    assert session.told.where == "Watford"
    assert "cried" not in repr(session.told)


async def test_the_finds_end_with_the_report(gateway: Gateway, chat: Chat) -> None:
    await chat.say("it was in watford")
    await chat.reach("when_happened")
    await chat.choose("Stop this report")
    session = await look_back(gateway, chat.token)
    assert session
    assert session.told == NOTHING


async def test_nothing_is_found_for_a_turn_that_failed(gateway: Gateway, chat: Chat, rasa: RasaDouble) -> None:
    rasa.trouble = "status 500"
    await chat.say("it was in watford")
    session = await look_back(gateway, chat.token)
    assert session
    assert session.told == NOTHING
