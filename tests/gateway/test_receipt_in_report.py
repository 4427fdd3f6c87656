"""A receipt typed as an answer of a report, or into what is added to one, is not kept: it is said to be one."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from gateway.gateway import Gateway
from gateway.receipt_forms import FORMS, Form
from gateway.receipts import Receipt
from gateway.sessions import MemorySessions
from tests.gateway.actions_double import ActionsDouble
from tests.gateway.chat import DANGER, Chat
from tests.gateway.page_reader import PlainBrowser
from tests.gateway.rasa_double import RasaDouble

WORDS = "abstract ability able about above absent absorb access acoustic"
SAID = "That looks like your receipt. It is for you alone, so we did not keep it, and no team will see it."
ASKED = "What happened?"


LISTS = [(form, "{}") for form in FORMS]  # a list that stands among other lines is not told from them
AMONG_OTHERS = [("words", "My words:\n{}\nHe came back."), ("words", "{}\n")]


@pytest.mark.parametrize(("form", "around"), [*LISTS, *AMONG_OTHERS])
async def test_it_is_no_answer_and_the_question_is_asked_again(
    chat: Chat, gateway: Gateway, rasa: RasaDouble, sessions: MemorySessions, form: Form, around: str
) -> None:
    await chat.reach("what_happened")
    asked = len(rasa.requests)
    await chat.say(around.format(gateway.forms.write(WORDS, form)))
    assert chat.messages[0]["text"].startswith(SAID)
    assert ASKED in chat.messages[-1]["text"]
    assert len(rasa.requests) == asked
    session = await sessions.look(chat.token)
    assert session is not None
    assert session.transcript[-1].said == gateway.messages.removed
    assert "what_happened" not in {**session.answers, **session.earlier}
    await chat.say("He came back on Sunday.")
    assert chat.text.startswith("When did it happen?")


async def test_danger_beside_it_is_answered_and_to_carry_on_sends_it_no_further(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("what_happened")
    asked = len(rasa.requests)
    await chat.say(f"{DANGER}\n{WORDS}")
    assert chat.alerts == ["danger"]
    assert len(rasa.requests) == asked
    await chat.choose("Carry on with what I wrote")
    assert chat.messages[0]["text"].startswith(SAID)
    assert len(rasa.requests) == asked


async def test_nine_words_of_the_list_in_a_longer_sentence_are_an_answer(chat: Chat) -> None:
    await chat.reach("what_happened")
    await chat.say(f"{WORDS} he said")
    assert chat.text.startswith("When did it happen?")


async def test_it_is_not_added_to_a_report_and_stands_on_no_page(
    client: TestClient[Any, Any], actions: ActionsDouble
) -> None:
    report = {"status": "received", "received": "2026-11-25T12:00:00Z", "replies": []}
    actions.reports[Receipt(WORDS).lookup] = report
    await (page := PlainBrowser(client)).open("/receipt")
    await page.press("Show my report", words=WORDS)
    await page.press("Add it", text=f"My words:\n{WORDS}")
    assert SAID in page.page.text
    assert "acoustic" not in page.html
    assert not actions.added
    await page.press("Add it", text="He came back on Sunday.")
    assert len(actions.added) == 1
