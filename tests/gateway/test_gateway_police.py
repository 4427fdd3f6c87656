"""Words about the police set the route; only that they do leaves the gateway."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from gateway.app import make_app
from gateway.gateway import Gateway
from tests.gateway import rasa_double
from tests.gateway.chat import Chat
from tests.gateway.rasa_double import QUESTIONS, RasaDouble

YES_NO = (("yes", "Yes"), ("no", "No"))
OFFICER, VISIT, PLAIN = "He is a sergeant.", "A police officer came round about the noise.", "He shouted at me."


def _police_questions() -> dict[str, Any]:
    """The double's questions with the two about the police, in their places."""
    custom = {"expects": "choice", "label": "Police", "required": True, "clears": ["contact", "contact_details"]}
    buttons = {
        "about_police": [f'/answer{{"about_police":"{value}"}}' for value, _ in YES_NO],
        "police_confirmed": [
            '/answer{"police_confirmed":"yes","about_police":"yes","contact":null}',
            '/answer{"police_confirmed":"no"}',
        ],
    }
    asked = {
        slot: {
            "text": f"Question about {slot}?",
            "buttons": [{"title": title, "payload": payload} for (_, title), payload in zip(YES_NO, each, strict=True)],
            "custom": custom | {"label": f"Label of {slot}"},
        }
        for slot, each in buttons.items()
    }
    questions = dict[str, Any]()
    for slot, question in QUESTIONS.items():
        questions |= {**asked, slot: question} if slot == "contact" else {slot: question}
    return questions


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    questions = _police_questions()
    monkeypatch.setattr(rasa_double, "QUESTIONS", questions)
    return questions


@pytest.fixture
async def reporter(gateway: Gateway, questions: dict[str, Any]) -> AsyncIterator[Chat]:
    """A conversation about a form that asks about the police."""
    async with TestClient(TestServer(make_app(replace(gateway, questions=tuple(questions))))) as client:
        yield await Chat(client).start()


async def tell(chat: Chat, account: str, about_police: str = "No") -> Chat:
    """To the question after those about the police, or to the plain one."""
    await chat.reach("what_happened")
    await chat.say(account)
    await chat.choose("Today")
    return await chat.choose(about_police)


def slots(rasa: RasaDouble) -> dict[str, str | None]:
    latest = rasa.requests[-1]
    return {**latest["state"]["slots"], **latest["choice"]["entities"]}


async def test_a_rank_in_the_account_is_handed_over_as_a_flag_and_nothing_else(
    reporter: Chat, rasa: RasaDouble
) -> None:
    await tell(reporter, OFFICER)
    assert slots(rasa)["police_mention"] == "responsible"
    assert slots(rasa)["police_confirmed"] == "not_asked"
    assert reporter.text == "May the police contact you?"
    assert b"sergeant" not in rasa.bytes


async def test_no_word_about_police_sets_no_flag(reporter: Chat, rasa: RasaDouble) -> None:
    await tell(reporter, PLAIN)
    assert slots(rasa).get("police_mention") is None
    assert slots(rasa)["police_confirmed"] == "not_asked"
    assert reporter.text == "May the police contact you?"


async def test_an_unclear_mention_is_asked_about_plainly_and_no_is_kept(reporter: Chat, rasa: RasaDouble) -> None:
    await tell(reporter, VISIT)
    assert reporter.text == "Question about police_confirmed?"
    assert "Skip this question" not in reporter.titles
    await reporter.choose("No")
    assert reporter.text == "May the police contact you?"
    await reporter.choose("No, I want to stay anonymous")
    assert (slots(rasa)["police_mention"], slots(rasa)["police_confirmed"]) == ("unclear", "no")
    assert "Label of police_confirmed: No" in reporter.text


async def test_a_plain_yes_changes_the_first_answer_too(reporter: Chat) -> None:
    await tell(reporter, VISIT)
    await reporter.choose("Yes")
    await reporter.choose("No, I want to stay anonymous")
    assert "Label of about_police: Yes" in reporter.text


async def test_nothing_is_asked_twice_when_it_is_about_police_anyway(reporter: Chat) -> None:
    await tell(reporter, VISIT, about_police="Yes")
    assert reporter.text == "May the police contact you?"


async def test_a_new_mention_after_a_plain_no_is_asked_about_again(reporter: Chat) -> None:
    await tell(reporter, VISIT)
    await reporter.choose("No")
    await reporter.choose("No, I want to stay anonymous")
    await reporter.choose("Change: When")
    await reporter.say("when the detective took my statement")
    assert reporter.text == "Question about police_confirmed?"


async def test_a_rank_told_late_asks_again_who_may_contact_her(reporter: Chat, rasa: RasaDouble) -> None:
    await tell(reporter, PLAIN)
    await reporter.choose("Yes, by phone")
    await reporter.say("not by phone after all, he is a police officer")
    assert slots(rasa)["police_mention"] == "responsible"
    assert reporter.text == "May the police contact you?"


async def test_a_mention_taken_out_of_the_account_takes_the_flag_away(reporter: Chat, rasa: RasaDouble) -> None:
    await tell(reporter, OFFICER)
    await reporter.choose("No, I want to stay anonymous")
    await reporter.choose("Change: What happened")
    assert slots(rasa)["police_mention"] == "responsible"  # until there is another answer
    await reporter.say(PLAIN)
    assert slots(rasa)["police_mention"] is None
    assert "Check your answers." in reporter.text


async def test_a_mention_skipped_at_the_second_asking_takes_the_flag_away(reporter: Chat, rasa: RasaDouble) -> None:
    await tell(reporter, OFFICER)
    await reporter.choose("No, I want to stay anonymous")
    await reporter.choose("Change: What happened")
    await reporter.choose("Skip this question")
    assert slots(rasa)["police_mention"] is None


async def test_what_was_asked_before_the_report_is_asked_about_plainly(reporter: Chat) -> None:
    await reporter.say("can i report my husband, he is a police officer")
    await tell(reporter, PLAIN)
    assert reporter.text == "Question about police_confirmed?"


async def test_an_officer_told_of_is_offered_as_the_answer_to_the_question(reporter: Chat, rasa: RasaDouble) -> None:
    await reporter.reach("what_happened")
    await reporter.say(OFFICER)
    await reporter.choose("Today")
    assert "this may be about someone in the police" in reporter.text
    await reporter.choose("Use this: Yes")
    assert slots(rasa)["about_police"] == "yes"
