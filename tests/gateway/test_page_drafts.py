"""Saving a report to decide later, and coming back to it, without JavaScript."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from gateway.app import make_app
from gateway.gateway import Gateway
from gateway.receipts import Receipt
from gateway.sessions import MemorySessions
from safety import Finding
from tests.content.reading_age import LIMIT
from tests.gateway.actions_double import ActionsDouble
from tests.gateway.chat import DANGER, Chat
from tests.gateway.page_reader import PlainBrowser
from tests.gateway.page_texts import section_grades
from tests.gateway.rasa_double import RasaDouble
from tests.gateway.test_gateway_drafts import ERASE, GO_ON, REALLY, SAVE, opened, saved

TIRED = "i am so tired of it all"


@pytest.fixture
async def words(chat: Chat) -> str:
    """The receipt of a report that was saved before."""
    words = await saved(chat)
    await chat.client.delete("/api/conversations/current", headers=chat.headers)
    return words


@pytest.fixture
async def browser(client: TestClient[Any, Any], words: str) -> PlainBrowser:
    """Somebody who has come back to it."""
    await (page := PlainBrowser(client)).open("/receipt")
    return await page.press("Show my report", words=words)


async def in_report(client: TestClient[Any, Any]) -> PlainBrowser:
    """Somebody who has made a report up to the question what happened."""
    await (page := PlainBrowser(client)).open("/")
    await page.press("Start")
    await page.press("Send", text="i want to report something")
    await page.press("Report here")
    return await page.press("Spiking")


async def test_what_stands_in_the_box_is_saved_too_and_shown_when_she_comes_back(
    client: TestClient[Any, Any], actions: ActionsDouble
) -> None:
    page = await in_report(client)
    await page.press(SAVE, text="he had followed me and")
    assert "Your answers are saved." in page.page.text
    assert page.page.forms["chat"].fields["text"].strip() == ""
    words = page.html.partition('<p class="words">')[2].partition("<")[0]
    assert opened(actions, words)["box"] == "he had followed me and"
    await page.open("/receipt")
    await page.press("Show my report", words=words)
    await page.press(GO_ON)
    assert "“he had followed me and”" in page.page.text


async def test_danger_in_the_box_is_answered_and_nothing_is_saved(
    client: TestClient[Any, Any], actions: ActionsDouble
) -> None:
    page = await in_report(client)
    await page.press(SAVE, text=DANGER)
    assert ("div", {"class": "important", "role": "alert"}) in page.page.tags
    assert actions.drafts == {}


async def test_in_doubt_about_what_stands_in_the_box_a_line_about_help_comes_with_it(
    gateway: Gateway, actions: ActionsDouble
) -> None:
    doubting = replace(
        gateway, check=lambda text: Finding(False, False, (), unsure="self_harm" if text == TIRED else None)
    )
    async with TestClient(TestServer(make_app(doubting))) as client:
        page = await in_report(client)
        await page.press(SAVE, text=TIRED)
    assert "If you are thinking about ending your life" in page.page.text
    assert "Your answers are saved." in page.page.text
    assert len(actions.drafts) == 1


async def test_who_leaves_while_it_opens_leaves_no_chat_behind(
    browser: PlainBrowser, client: TestClient[Any, Any], sessions: MemorySessions, rasa: RasaDouble
) -> None:
    token = browser.page.forms["/receipt"].fields["token"]
    rasa.trouble = "hang"
    rasa.arrived.clear()
    going_on = asyncio.create_task(browser.press(GO_ON))
    await rasa.arrived.wait()
    await client.post("/exit", data=token, headers={"Content-Type": "text/plain;charset=UTF-8"})
    rasa.release.set()
    await going_on
    assert len(sessions) == 0
    assert "No chat is open now." in browser.page.text
    assert "he shouted" not in browser.html


async def test_the_form_sent_twice_saves_once(client: TestClient[Any, Any], actions: ActionsDouble) -> None:
    page = await in_report(client)
    form = next(form for form in page.page.forms.values() if SAVE in form.buttons)
    fields = {**form.fields, **dict([form.buttons[SAVE]])}
    await page.send("/chat", fields)
    await page.send("/chat", fields)
    assert len(actions.drafts) == 1
    assert page.html.count('<p class="words">') == 1


async def test_she_is_told_how_it_stands_and_goes_on_in_the_chat(
    browser: PlainBrowser, sessions: MemorySessions, words: str
) -> None:
    assert "Your saved report You saved this report and have not sent it." in browser.page.text
    assert "23 February 2027" in browser.page.text
    assert " ".join(words.split()[:2]) not in browser.html  # one short word can stand in ours by chance
    await browser.press(GO_ON)
    assert len(sessions) == 1
    assert "Here is what you saved." in browser.page.text
    await browser.press("Yes, by phone")
    assert "How can they reach you?" in browser.page.text


async def test_she_erases_it(browser: PlainBrowser, actions: ActionsDouble) -> None:
    await browser.press(ERASE)
    assert "It cannot be undone." in browser.page.text
    assert actions.drafts
    await browser.press(REALLY)
    assert "It is erased What you saved is erased. It is gone" in browser.page.text
    assert actions.drafts == {}


async def test_she_thinks_it_over(browser: PlainBrowser, actions: ActionsDouble) -> None:
    await browser.press(ERASE)
    await browser.press("No, keep it")
    assert "You saved this report and have not sent it." in browser.page.text
    assert actions.drafts


@pytest.mark.parametrize("falls", ["before", "after"])
async def test_it_is_not_said_to_be_erased_before_that_is_sure(
    browser: PlainBrowser, actions: ActionsDouble, falls: Any
) -> None:
    await browser.press(ERASE)
    actions.falls = falls
    await browser.press(REALLY)
    assert "We could not confirm that it was erased." in browser.page.text
    actions.falls = None
    await browser.press(REALLY)
    assert "It is gone" in browser.page.text
    assert actions.drafts == {}


async def test_one_that_was_sent_meanwhile_is_not_said_to_be_gone(
    browser: PlainBrowser, actions: ActionsDouble, words: str
) -> None:
    await browser.press(ERASE)
    actions.drafts.clear()
    actions.reports[Receipt(words).lookup] = {"status": "received", "received": "2026-11-25T12:00:00Z", "replies": []}
    await browser.press(REALLY)
    assert "This report is not saved any more." in browser.page.text
    assert "It is gone" not in browser.page.text


async def test_the_first_page_and_the_notice_say_that_and_how_long_it_is_kept(client: TestClient[Any, Any]) -> None:
    await (page := PlainBrowser(client)).open("/privacy")
    assert "until you send it or erase it, and for 90 days at most." in page.page.text
    await page.open("/")
    assert "save a report and decide later. Then only your receipt words open it" in page.page.text
    assert "We erase it after 90 days, or when you tell us to." in page.page.text
    await page.open("/easy")
    assert "You can save a report and not send it." in page.page.text


async def test_the_screens_are_as_easy_to_read_as_all_others(browser: PlainBrowser) -> None:
    grades = dict(section_grades("saved", browser.html))
    for press in (ERASE, REALLY):
        await browser.press(press)
        grades |= section_grades(press, browser.html)
    assert len(grades) == 3
    assert {name: value for name, value in grades.items() if value > LIMIT} == {}
