from __future__ import annotations

from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from gateway.gateway import Gateway
from gateway.sessions import MemorySessions
from tests.gateway.chat import DANGER
from tests.gateway.conftest import MovableClock
from tests.gateway.page_reader import PlainBrowser
from tests.gateway.rasa_double import QUESTIONS, RasaDouble

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)> & "quoted"'


@pytest.fixture
async def browser(client: TestClient[Any, Any]) -> PlainBrowser:
    return await PlainBrowser(client).open("/")


@pytest.fixture
async def chatting(browser: PlainBrowser) -> PlainBrowser:
    return await browser.press("Start")


async def reach_summary(browser: PlainBrowser) -> PlainBrowser:
    await browser.press("Send", text="i want to report")
    await browser.press("Report here")
    await browser.press("Spiking")
    await browser.press("Send", text="it was at a party last year")
    await browser.press("Today")
    return await browser.press("No, I want to stay anonymous")


async def test_a_report_is_made_and_left_without_javascript(chatting: PlainBrowser, sessions: MemorySessions) -> None:
    await reach_summary(chatting)
    assert "it was at a party last year" in chatting.page.text
    await chatting.press("My answers are right")
    await chatting.press("Yes, I agree")
    await chatting.press("Send my report")
    assert "Your report is stored." in chatting.page.text
    assert "Your receipt words are:" in chatting.page.text
    await chatting.press("Leave this site")
    assert chatting.response.status == 303
    assert len(sessions) == 0


async def test_every_turn_is_answered_at_one_address_without_a_redirect(chatting: PlainBrowser) -> None:
    await reach_summary(chatting)
    assert {address.rsplit("/", 1)[1] for address in chatting.addresses} == {"", "chat"}
    assert chatting.response.status == 200
    assert chatting.response.headers["Cache-Control"] == "no-store"


async def test_the_token_is_in_no_address(chatting: PlainBrowser) -> None:
    token = chatting.page.forms["chat"].fields["token"]
    await reach_summary(chatting)
    assert len(token) >= 22
    assert not any(token in address for address in chatting.addresses)
    linked = [value for _, attributes in chatting.page.tags for name, value in attributes.items() if name != "value"]
    assert not any(token in (value or "") for value in linked)


async def test_the_transcript_is_shown_again_with_each_answer(chatting: PlainBrowser) -> None:
    await chatting.press("Send", text="first thing\nsecond line")
    await chatting.press("Send", text="another thing")
    assert "first thing second line" in chatting.page.text
    assert chatting.page.text.index("first thing") < chatting.page.text.index("another thing")


async def test_a_form_sent_twice_is_one_turn(chatting: PlainBrowser, rasa: RasaDouble) -> None:
    fields = {**chatting.page.forms["chat"].fields, "text": "hello there"}
    await chatting.send("/chat", fields)
    await chatting.send("/chat", fields)
    assert len(rasa.requests) == 1
    assert chatting.page.text.count("hello there") == 1


async def test_the_summary_changes_an_answer(chatting: PlainBrowser) -> None:
    await reach_summary(chatting)
    await chatting.press("Change: What happened")
    assert QUESTIONS["what_happened"]["text"] in chatting.page.text
    assert "Skip this question" in chatting.page.forms["chat"].buttons


async def test_only_choices_still_on_offer_are_buttons(chatting: PlainBrowser) -> None:
    await reach_summary(chatting)
    await chatting.press("My answers are right")
    assert not any(words.startswith("Change") for words in chatting.page.forms["chat"].buttons)
    assert "Spiking" not in chatting.page.forms["chat"].buttons


@pytest.mark.parametrize("place", ["text", "answer", "label"])
async def test_hostile_words_stay_words(chatting: PlainBrowser, rasa: RasaDouble, place: str) -> None:
    if place != "text":
        button = {"title": HOSTILE, "payload": "/start_report"}
        message = {"text": "Fine." if place == "label" else HOSTILE, "buttons": [button]}
        rasa.next = {"messages": [message], "state": {"slots": {}, "loop": None}, "failed": False}
    await chatting.press("Send", text=HOSTILE)
    assert "<script>alert" not in chatting.html
    assert "<img" not in chatting.html
    assert "&lt;script&gt;alert" in chatting.html


async def test_hostile_words_stay_words_when_they_are_given_back(chatting: PlainBrowser) -> None:
    hostile = "</textarea><script>alert(1)</script>" + "x" * 4000
    await chatting.press("Send", text=hostile)
    assert "<script>alert" not in chatting.html
    assert chatting.page.forms["chat"].fields["text"] == hostile


async def test_danger_is_answered_with_an_alert_and_the_question_waits(chatting: PlainBrowser) -> None:
    await chatting.press("Send", text="i want to report")
    await chatting.press("Report here")
    await chatting.press("Spiking")
    await chatting.press("Send", text=DANGER)
    assert ("div", {"class": "important", "role": "alert"}) in chatting.page.tags
    assert QUESTIONS["what_happened"]["text"] in chatting.page.text
    await chatting.press("Carry on with what I wrote")
    assert QUESTIONS["when_happened"]["text"] in chatting.page.text


async def test_danger_left_in_the_box_is_not_passed_over_for_a_choice(chatting: PlainBrowser, rasa: RasaDouble) -> None:
    await chatting.press("I want to report something", text=DANGER)
    assert ("div", {"class": "important", "role": "alert"}) in chatting.page.tags
    assert not rasa.requests


async def test_words_in_the_box_are_kept_when_a_choice_is_made(chatting: PlainBrowser) -> None:
    await chatting.press("I want to report something", text="not finished yet")
    assert chatting.page.forms["chat"].fields["text"] == "not finished yet"
    assert "Here is an answer." in chatting.page.text


@pytest.mark.parametrize(
    ("text", "said"),
    [(" \n", "There was nothing in that message."), ("x" * 4001, "too long"), ("é" * 60_000, "too long")],
    ids=["nothing", "too long", "far too long"],
)
async def test_what_cannot_be_taken_is_an_error_that_loses_nothing(
    chatting: PlainBrowser, rasa: RasaDouble, text: str, said: str
) -> None:
    await chatting.press("Send", text=text)
    assert "Error: Help and advice" in chatting.page.text
    assert said in chatting.page.text
    assert "What would you like to do?" in chatting.page.text
    assert not rasa.requests
    if len(text) < 5000:
        assert chatting.page.forms["chat"].fields["text"].strip() == text.strip()


async def test_a_text_of_the_greatest_length_is_taken(chatting: PlainBrowser, rasa: RasaDouble) -> None:
    await chatting.press("Send", text="\U0001f600" * 3999 + "\r\n")
    assert "Here is an answer." in chatting.page.text
    assert len(rasa.requests[0]["text"]) == 4000


async def test_danger_far_down_in_a_text_that_is_too_long_is_still_seen(chatting: PlainBrowser) -> None:
    await chatting.press("Send", text="word " * 1000 + DANGER)
    assert ("div", {"class": "important", "role": "alert"}) in chatting.page.tags


@pytest.mark.parametrize("token", ["", "unknown", "erased"])
async def test_a_chat_that_is_no_more_gives_the_first_page_and_nothing_of_what_was_sent(
    chatting: PlainBrowser, token: str
) -> None:
    fields = {**chatting.page.forms["chat"].fields, "text": "words that nobody should see"}
    await chatting.press("Leave this site")
    if token != "erased":
        fields["token"] = token
    await chatting.send("/chat", fields)
    assert chatting.response.status == 200
    assert "Start" in chatting.page.forms["/chat"].buttons
    assert "words that nobody" not in chatting.html
    assert chatting.page.forms["leave"].fields["token"] == ""


async def test_danger_in_a_chat_that_is_no_more_is_answered_on_the_first_page(chatting: PlainBrowser) -> None:
    fields = {**chatting.page.forms["chat"].fields, "text": DANGER}
    await chatting.press("Leave this site")
    await chatting.send("/chat", fields)
    assert ("div", {"class": "important", "role": "alert"}) in chatting.page.tags
    assert "Start" in chatting.page.forms["/chat"].buttons


async def test_an_idle_chat_ends_as_the_first_page_says(browser: PlainBrowser, clock: MovableClock) -> None:
    assert "30 minutes after your last message" in browser.page.text
    await browser.press("Start")
    clock.move(minutes=31)
    await browser.press("Send", text="are you there")
    assert "No chat is open now." in browser.page.text


async def test_starting_again_erases_the_chat_before(chatting: PlainBrowser, sessions: MemorySessions) -> None:
    first = chatting.page.forms["chat"].fields["token"]
    await chatting.press("Send", text="something to forget")
    await chatting.press("Erase this chat and start again")
    assert chatting.page.forms["chat"].fields["token"] != first
    assert "something to forget" not in chatting.html
    assert len(sessions) == 1


async def test_rasa_being_down_is_answered_on_the_page_and_can_be_retried(
    chatting: PlainBrowser, rasa: RasaDouble
) -> None:
    rasa.trouble = "status 500"
    await chatting.press("Send", text="hello there")
    assert "Something went wrong here" in chatting.page.text
    rasa.trouble = None
    await chatting.press("Try again")
    assert "Here is an answer." in chatting.page.text


async def test_words_that_met_a_turn_still_running_are_not_lost(
    chatting: PlainBrowser, sessions: MemorySessions, gateway: Gateway
) -> None:
    token = chatting.page.forms["chat"].fields["token"]
    object.__setattr__(gateway, "turn_seconds", 0.05)
    async with sessions.hold(token, 0):
        await chatting.press("Send", text="still here")
    assert "Something went wrong here" in chatting.page.text
    assert chatting.page.forms["chat"].fields["text"] == "still here"


async def test_the_script_gets_only_what_is_new(chatting: PlainBrowser) -> None:
    await chatting.press("Send", text="first thing")
    fields = {**chatting.page.forms["chat"].fields, "text": "second thing"}
    await chatting.send("/chat", fields, Accept="text/html;part=main")
    assert "second thing" in chatting.page.text
    assert "first thing" not in chatting.page.text
    assert chatting.page.forms["chat"].fields["turn"] == "2"


@pytest.mark.parametrize("body", [b"a=1&" * 50, b"{}"])
@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "application/json"])
async def test_a_request_that_is_no_form_of_ours_is_answered_with_a_page(
    client: TestClient[Any, Any], body: bytes, content_type: str
) -> None:
    response = await client.post("/chat", data=body, headers={"Content-Type": content_type})
    assert response.content_type == "text/html"
    assert response.status in (200, 400)


async def test_a_failure_of_ours_is_answered_with_a_page(chatting: PlainBrowser, gateway: Gateway) -> None:
    def broken(_: str) -> Any:
        raise RuntimeError("words that nobody should see")

    object.__setattr__(gateway, "check", broken)
    await chatting.press("Send", text="hello")
    assert chatting.response.status == 500
    assert "There is a problem" in chatting.page.text
    assert "nobody should see" not in chatting.html
    assert chatting.page.forms["leave"].fields["token"]


async def test_numbers_and_sites_are_links(chatting: PlainBrowser, rasa: RasaDouble) -> None:
    text = "Call 999 or 101, or [[national_domestic_abuse_helpline]].\n\n[[samaritans]]\n\nRoom 1999 is not a number."
    rasa.next = {"messages": [{"text": text}], "state": {"slots": {}, "loop": None}, "failed": False}
    await chatting.press("Send", text="tell me more")
    latest = chatting.html.split('class="us"')[-1]
    for uri in ("tel:999", "tel:101", "tel:+448082000247", "tel:116123"):
        assert f'href="{uri}"' in latest
    assert 'href="https://www.samaritans.org' in latest
    assert "1999 is" in latest


async def test_a_number_in_a_name_or_to_be_texted_is_no_call(chatting: PlainBrowser, rasa: RasaDouble) -> None:
    text = "You can text 999 if you are registered. Or use [[bsl_999]] instead."
    rasa.next = {"messages": [{"text": text}], "state": {"slots": {}, "loop": None}, "failed": False}
    await chatting.press("Send", text="tell me more")
    assert "tel:999" not in chatting.html.split('class="us"')[-1].split("</li>")[0]
