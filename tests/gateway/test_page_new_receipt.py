"""Somebody whose receipt was seen gets a new one: kept first, then changed, and never without one that works."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from attachments.protocol import Kind
from gateway.app import make_app
from gateway.gateway import Gateway
from gateway.receipt_forms import Form
from gateway.receipts import Receipt
from gateway.uploads import Attached
from safety import Finding
from tests.content.reading_age import LIMIT
from tests.gateway.actions_double import ActionsDouble
from tests.gateway.chat import DANGER
from tests.gateway.conftest import MovableClock
from tests.gateway.page_reader import PlainBrowser
from tests.gateway.page_texts import section_grades
from tests.gateway.test_gateway_receipts import sealed_to

WORDS = "abstract ability able about above absent absorb access acoustic"
NEW, USE, OLD, BACK = "Get a new receipt", "Use the new receipt", "Keep my old receipt", "Back to my report"
LISTED, NUMBERS = "Show it as a shopping list", "Show it as phone numbers"
FORM: Mapping[str, Form] = {"word": "words", "thing": "shopping", "name": "contacts"}
ALERT = ("div", {"class": "important", "role": "alert"})
PLACES = ("first", "second", "third", "fourth", "fifth")


@pytest.fixture
async def browser(client: TestClient[Any, Any], actions: ActionsDouble) -> PlainBrowser:
    """Somebody who has opened her report, which was answered."""
    answered(actions)
    return await opened(PlainBrowser(client), WORDS)


def answered(actions: ActionsDouble) -> None:
    """Has the action server know the report."""
    reply = {"at": "2026-11-26T09:00:00Z", "sealed": sealed_to(Receipt(WORDS), "We have read it.")}
    report = {"status": "answered", "received": "2026-11-25T12:00:00Z", "replies": [reply]}
    actions.reports[Receipt(WORDS).lookup] = report


async def opened(browser: PlainBrowser, words: str) -> PlainBrowser:
    await browser.open("/receipt")
    return await browser.press("Show my report", words=words)


def shown(browser: PlainBrowser) -> str:
    """The receipt on the page, line by line."""
    found = re.search('<p class="words">(.+?)</p>', browser.html)
    assert found, browser.page.text
    return found[1].replace("<br>", "\n")


def part(browser: PlainBrowser, gateway: Gateway) -> str:
    """What is asked for of it."""
    asked = re.search(r"type the (\w+) (word|thing|name)", browser.page.text)
    receipt = gateway.forms.read(shown(browser))
    assert asked
    assert receipt
    return gateway.forms.names(receipt.words, FORM[asked[2]])[PLACES.index(asked[1])]


async def changed(browser: PlainBrowser, gateway: Gateway) -> str:
    """Gets a new one and keeps it; its words."""
    await browser.press(NEW)
    words = shown(browser)
    await browser.press(USE, part=part(browser, gateway))
    assert "Your new receipt works" in browser.page.text
    return words


async def test_the_new_one_opens_all_that_was_and_will_be_answered_and_the_old_one_nothing(
    browser: PlainBrowser, gateway: Gateway, actions: ActionsDouble, client: TestClient[Any, Any]
) -> None:
    words = await changed(browser, gateway)
    assert shown_nowhere(browser, words)
    await browser.press(BACK)
    assert "We have read it." in browser.page.text
    for seen in (WORDS, words):
        other = await opened(PlainBrowser(client), seen)
        assert ("We could not find a report with those words." in other.page.text) == (seen == WORDS)
    actions.reports[Receipt(words).lookup]["replies"].append(
        {"at": "2026-11-27T09:00:00Z", "sealed": sealed_to(Receipt(WORDS), "We will ring on Monday.")}
    )
    again = await changed(await opened(PlainBrowser(client), words), gateway)
    last = await opened(PlainBrowser(client), again)
    assert "We have read it." in last.page.text
    assert "We will ring on Monday." in last.page.text
    assert {*actions.reports} == {Receipt(again).lookup}


def shown_nowhere(browser: PlainBrowser, words: str) -> bool:
    return words not in browser.html


async def test_nothing_is_changed_before_a_part_of_it_was_typed(
    browser: PlainBrowser, gateway: Gateway, actions: ActionsDouble
) -> None:
    await browser.press(NEW)
    words = shown(browser)
    await browser.press(USE, part="zebra")
    assert "That is not the part we asked for. Nothing has changed." in browser.page.text
    assert shown(browser) == words
    assert {*actions.reports} == {Receipt(WORDS).lookup}
    await browser.press(OLD)
    assert "We have read it." in browser.page.text
    assert {*actions.reports} == {Receipt(WORDS).lookup}


@pytest.mark.parametrize("look", [LISTED, NUMBERS])
async def test_it_can_be_had_in_a_form_that_says_nothing(
    browser: PlainBrowser, gateway: Gateway, actions: ActionsDouble, look: str
) -> None:
    await browser.press(NEW)
    words = shown(browser)
    await browser.press(look)
    receipt = gateway.forms.read(shown(browser))
    assert receipt == Receipt(words)
    assert words not in browser.html
    await browser.press(USE, part=part(browser, gateway))
    assert {*actions.reports} == {Receipt(words).lookup}


@pytest.mark.parametrize("falls", ["before", "after"])
async def test_what_could_not_be_confirmed_is_tried_again_with_the_same_one(
    browser: PlainBrowser, gateway: Gateway, actions: ActionsDouble, falls: Any
) -> None:
    await browser.press(NEW)
    words, asked = shown(browser), part(browser, gateway)
    actions.falls = falls
    await browser.press(USE, part=asked)
    assert "Keep both: one of them opens your report." in browser.page.text
    assert shown(browser) == words
    actions.falls = None
    await browser.press(USE, part=asked)
    assert "Your new receipt works" in browser.page.text
    assert {*actions.reports} == {Receipt(words).lookup}


async def test_the_form_sent_twice_changes_it_once(
    browser: PlainBrowser, gateway: Gateway, actions: ActionsDouble
) -> None:
    await browser.press(NEW)
    form = next(form for form in browser.page.forms.values() if USE in form.buttons)
    fields = {**form.fields, "part": part(browser, gateway), "do": "new receipt kept"}
    await browser.send("/receipt", fields)
    after = {*actions.reports}
    await browser.send("/receipt", fields)
    assert "We have read it." in browser.page.text
    assert {*actions.reports} == after


async def test_somebody_else_was_first_and_she_is_told_that_there_is_no_such_report(
    browser: PlainBrowser, gateway: Gateway, actions: ActionsDouble, client: TestClient[Any, Any]
) -> None:
    other = await opened(PlainBrowser(client), WORDS)
    await changed(other, gateway)
    await browser.press(NEW)
    await browser.press(USE, part=part(browser, gateway))
    assert "We could not find a report with those words." in browser.page.text


async def test_every_screen_can_be_read_at_the_age_of_nine(browser: PlainBrowser, gateway: Gateway) -> None:
    await browser.press(NEW)
    grades = dict(section_grades("new", browser.html))
    await browser.press(USE, part="zebra")
    grades |= section_grades("wrong", browser.html)
    await browser.press(USE, part=part(browser, gateway))
    grades |= section_grades("changed", browser.html)
    assert {name: value for name, value in grades.items() if value > LIMIT} == {}


@pytest.mark.parametrize("press", [USE, LISTED, OLD])
async def test_danger_typed_where_a_part_is_asked_for_is_answered_first_and_nothing_is_changed(
    browser: PlainBrowser, gateway: Gateway, actions: ActionsDouble, press: str
) -> None:
    await browser.press(NEW)
    await browser.press(press, part=DANGER)
    assert ALERT in browser.page.tags
    assert DANGER not in browser.page.text
    assert {*actions.reports} == {Receipt(WORDS).lookup}
    await browser.press(USE, part=part(browser, gateway))
    assert ALERT not in browser.page.tags
    assert "Your new receipt works" in browser.page.text


async def test_danger_typed_there_is_answered_too_when_the_page_was_open_for_too_long(
    browser: PlainBrowser, clock: MovableClock
) -> None:
    await browser.press(NEW)
    clock.move(minutes=31)
    await browser.press(USE, part=DANGER)
    assert ALERT in browser.page.tags
    assert "Come back to your report" in browser.page.text


async def test_in_doubt_a_line_about_help_stands_first(gateway: Gateway, actions: ActionsDouble) -> None:
    answered(actions)
    doubting = replace(gateway, check=lambda _: Finding(False, False, (), unsure="danger"))
    async with TestClient(TestServer(make_app(doubting))) as client:
        browser = await opened(PlainBrowser(client), WORDS)
        await browser.press(NEW)
        await browser.press(USE, part="zebra")
        assert "If you or someone else is in danger now" in browser.page.text
        assert "That is not the part we asked for." in browser.page.text


async def test_while_a_change_hangs_danger_is_answered_and_she_keeps_both(
    browser: PlainBrowser, gateway: Gateway, actions: ActionsDouble
) -> None:
    await browser.press(NEW)
    words, asked = shown(browser), part(browser, gateway)
    page = next(form for form in browser.page.forms.values() if USE in form.buttons).fields
    async with gateway.sessions.hold(page["token"], patience=0):
        await browser.press(USE, part=asked)
        assert "Keep both: one of them opens your report." in browser.page.text
        assert shown(browser) == words
        for fields in ({"do": "add", "text": DANGER}, {"do": "new receipt kept", "part": DANGER}):
            await browser.send("/receipt", page | fields)
            assert ALERT in browser.page.tags
    assert actions.added == {}


async def test_a_file_that_waits_for_the_old_one_is_chosen_again(
    browser: PlainBrowser, gateway: Gateway, actions: ActionsDouble
) -> None:
    token = browser.page.forms["/receipt"].fields["token"]
    async with gateway.sessions.hold(token, patience=0) as held:
        assert held is not None
        await held.keep(replace(held.session, attached=Attached(Kind.PDF, (), "5" * 32, "sealed to the old one")))
    await changed(browser, gateway)
    await browser.send("/receipt", {"token": token, "do": "send file"})
    assert gateway.guides.attached.gone in browser.page.text
    assert actions.attached == {}


async def test_changed_before_though_nobody_could_say_so_it_is_said_now(
    browser: PlainBrowser, gateway: Gateway, actions: ActionsDouble
) -> None:
    await browser.press(NEW)
    words = shown(browser)
    actions.reports[Receipt(words).lookup] = actions.reports.pop(Receipt(WORDS).lookup)  # its answer was lost
    await browser.press(USE, part=part(browser, gateway))
    assert "Your new receipt works" in browser.page.text
