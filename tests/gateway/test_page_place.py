"""Where the reporter is in the report, and what the question is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.form import NOT_ASKED
from gateway.gateway import Gateway
from gateway.message import Message, Paragraph, Tongue
from gateway.page_view import asked
from gateway.session import Session
from gateway.turn.place import with_place
from tests.gateway.chat import DANGER
from tests.gateway.page_reader import PlainBrowser
from tests.gateway.rasa_double import QUESTIONS

REPORT = [
    ("Report here", "Part 1 of 3: what happened. Step 1 of up to 3."),
    ("Spiking", "Part 1 of 3: what happened. Step 2 of up to 3."),
    ("it was at a party", "Part 1 of 3: what happened. Step 3 of up to 3."),
    ("Today", "Part 2 of 3: hearing from us. Step 1 of up to 2."),
    ("Yes, by phone", "Part 2 of 3: hearing from us. Step 2 of up to 2."),
    ("my sister knows", "Part 3 of 3: check and send. Step 1 of up to 3."),
    ("My answers are right", "Part 3 of 3: check and send. Step 2 of up to 3."),
]
ORDER = ("report_kind", "b", "c", "d", "contact", "e", "f", "checked", "g")
PARTS = {"report_kind": ORDER[:4], "contact": ORDER[4:7], "checked": ORDER[7:]}


@pytest.fixture
async def chatting(client: TestClient[Any, Any]) -> PlainBrowser:
    browser = await (await PlainBrowser(client).open("/")).press("Start")
    return await browser.press("Send", text="i want to report")


def latest(browser: PlainBrowser) -> str:
    return browser.html.split('class="us"')[-1].split('<div id="problem">')[0]


def said(browser: PlainBrowser) -> list[str]:
    return re.findall(r'<p class="where">(.*?)</p>', latest(browser))


# Journeys


async def test_every_question_of_the_report_says_where_it_is(chatting: PlainBrowser) -> None:
    assert said(chatting) == []
    for answer, place in REPORT:
        buttons = chatting.page.forms["chat"].buttons
        await (chatting.press(answer) if answer in buttons else chatting.press("Send", text=answer))
        assert said(chatting) == [place]
    await chatting.press("Go back")
    assert said(chatting) == [REPORT[-2][1]]
    await chatting.press("Stop this report")
    assert said(chatting) == []


async def test_the_place_is_said_again_after_danger_with_the_question(chatting: PlainBrowser) -> None:
    await chatting.press("Report here")
    await chatting.press("Spiking")
    await chatting.press("Send", text=DANGER)
    assert said(chatting) == [REPORT[1][1]]


async def test_the_question_is_a_heading_and_the_name_of_its_choices(chatting: PlainBrowser) -> None:
    await chatting.press("Report here")
    question = QUESTIONS["report_kind"]["text"]
    assert f'<h4 class="question">{question}</h4>' in latest(chatting)
    legend = chatting.html.split("<legend")[1].split("</legend>")[0]
    assert question in legend
    assert legend.endswith("Choose one"), "nothing else is taken, so writing is not offered"


# Rules


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(left_out=st.sets(st.sampled_from(ORDER[1:])))
def test_there_are_never_more_steps_than_was_said(gateway: Gateway, left_out: set[str]) -> None:
    ours = replace(gateway, questions=ORDER)
    slots: dict[str, str] = {}
    for part in PARTS.values():
        steps = [slot for slot in part if slot not in left_out]
        for number, slot in enumerate(steps, start=1):
            before = {each: NOT_ASKED for each in ORDER[: ORDER.index(slot)] if each in left_out}
            session = Session(state={"loop": "report_form", "slots": {**slots, **before}})
            place = with_place(ours, session, slot, Message(())).place
            found = re.search(r"Step (\d+) of up to (\d+)\.", place or "")
            assert found
            assert int(found[1]) == number
            assert int(found[2]) >= len(steps)
            slots[slot] = "said"


def test_a_question_before_the_first_part_or_of_another_form_has_no_place(gateway: Gateway) -> None:
    ours = replace(gateway, questions=("before", *ORDER))
    for slot in ("before", "unknown"):
        assert with_place(ours, Session(), slot, Message(())).place is None


@pytest.mark.parametrize(
    ("texts", "question"),
    [
        (["Who did it?\n\nYou can say so."], "Who did it?"),
        (["You mentioned the police.\n\nIs it about them?\n\nSay yes also for a volunteer."], "Is it about them?"),
        (["When was it?", "You told us: “today”. Is that right?"], "When was it?"),
        (["Tell us what happened.\n\nSay as much as you want."], "Tell us what happened."),
        ([], None),
    ],
)
def test_the_question_is_what_ends_with_a_question_mark_or_comes_first(texts: list[str], question: str | None) -> None:
    parts = tuple(Paragraph(text) for text in texts)
    assert asked(Message(parts, place="Part 1")) == question


def test_words_outside_a_report_or_in_another_language_are_no_question() -> None:
    assert asked(Message((Paragraph("It is not your fault."),))) is None
    assert asked(Message((Paragraph("Co się stało?", Tongue("pl")),), place="Part 1")) is None
