"""An answer whose question is asked again is not lost."""

from __future__ import annotations

from tests.gateway.chat import Chat
from tests.gateway.rasa_double import RasaDouble
from tests.gateway.test_gateway_form import BACK, SKIP

ACCOUNT = "a man shouted at me last week"
KEEP_ACCOUNT = f"Keep my answer: {ACCOUNT}"


async def test_a_changed_answer_can_be_kept_as_it_was(chat: Chat) -> None:
    await chat.reach("checked")
    await chat.choose("Change: What happened")
    await chat.choose(KEEP_ACCOUNT)
    assert f"What happened: {ACCOUNT}" in chat.text
    assert "Check your answers." in chat.text


async def test_going_back_from_a_changed_answer_does_not_lose_it(chat: Chat) -> None:
    await chat.reach("checked")
    await chat.choose("Change: What happened")
    await chat.choose(BACK)
    assert chat.text == "What kind of thing is it?"
    await chat.choose("Spiking")
    assert f"What happened: {ACCOUNT}" in chat.text


async def test_going_back_twice_loses_nothing(chat: Chat) -> None:
    await chat.reach("contact")
    await chat.choose(BACK)
    await chat.choose(BACK)
    await chat.choose(KEEP_ACCOUNT)
    assert chat.text == "May the police contact you?"


async def test_a_kept_choice_keeps_what_came_with_it(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("contact")
    await chat.choose("No, I want to stay anonymous")
    await chat.choose("Change: Contact")
    await chat.choose("Keep my answer: No, I want to stay anonymous")
    assert rasa.requests[-1]["choice"]["entities"] == {"contact": "anonymous", "contact_details": "not_asked"}
    assert "Check your answers." in chat.text


async def test_a_new_answer_replaces_the_earlier_one(chat: Chat) -> None:
    await chat.reach("checked")
    await chat.choose("Change: What happened")
    await chat.say("it was two men")
    assert "What happened: it was two men" in chat.text
    await chat.choose("Change: What happened")
    await chat.choose(SKIP)
    assert "What happened: Not given" in chat.text


async def test_only_the_question_s_choices_are_offered_in_the_report(chat: Chat) -> None:
    await chat.reach("report_kind")
    await chat.say("is this private?")
    assert [message["choices"] for message in chat.messages[:-1]] == [[]]


async def test_consent_does_not_outlive_a_changed_report(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("send")
    await chat.choose(BACK)  # to the consent
    await chat.choose(BACK)  # to the check of the answers
    await chat.choose("Change: What happened")
    await chat.say("something else altogether")
    await chat.choose("My answers are right")
    assert chat.text == "Do you agree?"
    assert not any(title.startswith("Keep my answer") for title in chat.titles)
    assert rasa.requests[-1]["state"]["slots"].get("consent_share") is None


async def test_a_long_answer_is_kept_under_a_short_title(chat: Chat) -> None:
    await chat.reach("what_happened")
    await chat.say("it began on a monday and went on all through the week " * 3)
    await chat.choose(BACK)
    keep = next(title for title in chat.titles if title.startswith("Keep"))
    assert len(keep) <= 60
    await chat.choose(keep)
    assert chat.text == "When did it happen?"
