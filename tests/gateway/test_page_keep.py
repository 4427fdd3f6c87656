"""Keeping what she was told: the warning first, and nothing of hers in it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from content.pages import Keep
from gateway.gateway import Gateway
from gateway.receipts import Receipt
from gateway.sessions import MemorySessions
from tests.gateway.actions_double import ActionsDouble
from tests.gateway.chat import DANGER, SELF_HARM
from tests.gateway.page_reader import PlainBrowser
from tests.gateway.rasa_double import RasaDouble
from tests.gateway.test_page_style import REPORT

OFFER, SHOW, FILE, BACK = "Keep what I was told", "Show it, to read or print", "Save it as a file", "Back to the chat"
ADVICE = "You can ask for a court order.\n\n[[samaritans]]\n\nIt is free to call.\n\n[[victim_support]]"
WORDS = "abstract ability able about above absent absorb access acoustic"
HERS = "quokka"


@pytest.fixture
async def chatting(client: TestClient[Any, Any]) -> PlainBrowser:
    return await (await PlainBrowser(client).open("/")).press("Start")


@pytest.fixture
async def told(chatting: PlainBrowser, rasa: RasaDouble) -> PlainBrowser:
    return await tell(chatting, rasa, ADVICE)


@pytest.fixture
def words(gateway: Gateway) -> Keep:
    return gateway.guides.pages.keep


async def tell(browser: PlainBrowser, rasa: RasaDouble, text: str, **custom: Any) -> PlainBrowser:
    """She writes something, and is told `text`."""
    rasa.next = {"messages": [{"text": text, "custom": custom}], "state": {"slots": {}, "loop": None}, "failed": False}
    return await browser.press("Send", text=f"please help {HERS}")


def offered(browser: PlainBrowser) -> bool:
    return OFFER in browser.page.forms["chat"].buttons


async def file_of(browser: PlainBrowser) -> str:
    """The file, from a page on which something was told."""
    await browser.press(OFFER)
    return (await browser.press(FILE)).html


# The way


async def test_first_comes_the_warning_then_the_page_and_then_the_chat_again(told: PlainBrowser, words: Keep) -> None:
    await told.press(OFFER)
    said = told.page.text
    for line in (words.warning.lead, *words.warning.stays_lines, *words.warning.safer_lines):
        assert line in said
    assert "court order" not in said
    await told.press(SHOW)
    assert '<h1 tabindex="-1">Notes</h1>' in told.html
    assert "You can ask for a court order." in told.page.text
    assert "If you cannot speak, call from a mobile and press 55" in told.html
    await told.press(BACK)
    assert HERS in told.page.text
    await told.press("Send", text="and this")
    assert "Here is an answer." in told.page.text


async def test_the_file_has_a_harmless_name_and_no_browser_may_keep_the_answer(told: PlainBrowser) -> None:
    text = await file_of(told)
    headers = told.response.headers
    assert headers["Content-Disposition"] == 'attachment; filename="notes.txt"'
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert text.startswith("Notes\n\nIn danger now? Call 999.")
    assert "Samaritans\n" in text
    assert "Call: 116 123" in text
    assert "You can ask for a court order.\n\nIt is free to call." in text
    assert not re.search("heard|hertford|help and advice|https?://127", text, re.IGNORECASE)


async def test_each_step_is_at_the_address_of_the_chat_can_be_left_and_has_the_usual_title(told: PlainBrowser) -> None:
    token = told.page.forms["chat"].fields["token"]
    for step in (OFFER, SHOW):
        await told.press(step)
        assert told.response.headers["Cache-Control"] == "no-store"
        assert "<title>Help and advice</title>" in told.html
        assert told.page.forms["leave"].fields["token"] == token
    assert {address.rsplit("/", 1)[1] for address in told.addresses} == {"", "chat"}
    assert not any(token in address for address in told.addresses)
    linked = {attributes.get("href") for tag, attributes in told.page.tags if tag == "a"}
    assert "/find" not in linked, "a link would end the chat"
    await told.press("Leave this site")
    assert told.response.status == 303


# When it is offered


async def test_nothing_is_offered_before_anything_was_told(chatting: PlainBrowser, rasa: RasaDouble) -> None:
    assert not offered(chatting)
    await chatting.press("Send", text=" ")
    await tell(chatting, rasa, "Hello.", keep=False)
    assert not offered(chatting)
    await tell(chatting, rasa, ADVICE)
    assert offered(chatting)


@pytest.mark.parametrize("step", ["ask", "show", "file", "back", "nonsense"])
async def test_who_asks_without_the_offer_sees_the_chat(chatting: PlainBrowser, step: str) -> None:
    await chatting.send("/chat", {**chatting.page.forms["chat"].fields, "keep": step, "text": HERS})
    assert chatting.page.forms["chat"].fields["text"] == HERS
    assert "Your message" in chatting.page.text


async def test_it_is_not_offered_while_a_report_is_made(told: PlainBrowser) -> None:
    await told.press("Send", text="i want to report")
    await told.press("Report here")
    assert not offered(told)
    await told.press("Stop this report")
    assert offered(told)


@pytest.mark.parametrize("step", ["ask", "show", "file", "back"])
async def test_after_leaving_there_is_nothing_to_keep(told: PlainBrowser, step: str) -> None:
    fields = {**told.page.forms["chat"].fields, "keep": step}
    await told.press("Leave this site")
    await told.send("/chat", fields)
    assert "Start" in told.page.forms["/chat"].buttons
    assert "court order" not in told.page.text


# What is in it


async def test_a_service_and_a_piece_of_advice_stand_in_it_once(told: PlainBrowser, rasa: RasaDouble) -> None:
    await tell(told, rasa, ADVICE)
    text = await file_of(told)
    assert text.count("Samaritans") == 1
    assert text.count("court order") == 1
    assert text.index("Samaritans") < text.index("Victim Support") < text.index("court order")


async def test_small_talk_is_not_kept_but_the_services_named_in_it_are(told: PlainBrowser, rasa: RasaDouble) -> None:
    await tell(told, rasa, "Take care.\n\n[[shout]]", keep=False)
    text = await file_of(told)
    assert "Take care." not in text
    assert "Shout" in text


@pytest.mark.parametrize("said", [DANGER, SELF_HARM])
async def test_of_danger_only_the_services_are_kept(told: PlainBrowser, said: str) -> None:
    await told.press("Send", text=said)
    text = await file_of(told)
    assert "You matter" not in text
    assert "is kept here" not in text
    assert "Shout" in text or said == DANGER


async def test_nothing_she_wrote_and_nothing_of_a_report_is_in_it(
    told: PlainBrowser, actions: ActionsDouble, rasa: RasaDouble
) -> None:
    for answer in REPORT:
        buttons = told.page.forms["chat"].buttons
        await (told.press(answer) if answer in buttons else told.press("Send", text=f"{answer} {HERS}"))
    receipt = re.findall(r'<p class="words">(.*?)</p>', told.html)[-1]
    actions.reports[Receipt(WORDS).lookup] = {"status": "answered", "received": "2026-11-25T12:00:00Z", "replies": []}
    await told.press("Send", text=WORDS)
    await tell(told, rasa, "A last word.")
    text = await file_of(told)
    assert "A last word." in text
    for secret in (HERS, receipt, WORDS, "stored", "Spiking", "Today", "anonymous", "What happened", "answered"):
        assert secret not in text, secret


async def test_what_was_said_in_her_language_is_kept_in_it(client: TestClient[Any, Any], told: PlainBrowser) -> None:
    await told.press("Send", text="polish please")
    await told.press(OFFER)
    await told.press(SHOW)
    assert '<p lang="pl" dir="ltr">Heard umie pisać tylko po angielsku.' in told.html


# What stands in the box


async def test_what_stands_in_the_box_waits_on_no_page_and_is_there_again(
    told: PlainBrowser, sessions: MemorySessions
) -> None:
    await told.press(OFFER, text="half a sen")
    assert "half a sen" not in told.html
    await told.press(SHOW)
    assert "half a sen" not in told.html
    token = told.page.forms["/chat"].fields["token"]
    await told.press(BACK)
    assert told.page.forms["chat"].fields["text"] == "half a sen"
    session = await sessions.look(token)
    assert session
    assert session.draft == ""


async def test_danger_in_the_box_comes_before_keeping_anything(told: PlainBrowser) -> None:
    await told.press(OFFER, text=DANGER)
    assert ("div", {"class": "important", "role": "alert"}) in told.page.tags
    assert "Is it safe to keep it?" not in told.page.text


async def test_reading_it_gives_the_chat_as_much_time_again(told: PlainBrowser, clock: Any) -> None:
    clock.move(minutes=25)
    await told.press(OFFER)
    clock.move(minutes=25)
    await told.press(BACK)
    assert HERS in told.page.text
