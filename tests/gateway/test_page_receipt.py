from __future__ import annotations

import base64
from typing import Any

import pyrage
import pytest
from aiohttp.test_utils import TestClient

from gateway.receipts import Receipt
from tests.gateway.actions_double import ActionsDouble
from tests.gateway.chat import DANGER
from tests.gateway.page_reader import PlainBrowser

WORDS = "abstract ability able about above absent absorb access acoustic"
RECEIPT = Receipt(WORDS)


@pytest.fixture
async def browser(client: TestClient[Any, Any]) -> PlainBrowser:
    return await PlainBrowser(client).open("/receipt")


def reply(text: str) -> dict[str, str]:
    sealed = pyrage.encrypt(text.encode(), [pyrage.x25519.Recipient.from_str(RECEIPT.recipient)])
    return {"at": "2026-11-22T09:00:00Z", "sealed": base64.b64encode(sealed).decode()}


def answered(*texts: str) -> dict[str, Any]:
    replies = [reply(text) for text in texts]
    return {"status": "answered" if texts else "received", "received": "2026-11-21T08:00:00Z", "replies": replies}


async def show(browser: PlainBrowser, words: str) -> PlainBrowser:
    return await browser.press("Show my report", words=words)


async def test_a_receipt_shows_how_far_the_report_has_come(browser: PlainBrowser, actions: ActionsDouble) -> None:
    actions.reports[RECEIPT.lookup] = answered()
    await show(browser, f"  {WORDS.upper()}\n")
    assert "Your report was received." in browser.page.text
    assert "21 November 2026" in browser.page.text
    assert "There is no answer yet." in browser.page.text


async def test_a_receipt_shows_the_answers_of_the_team(browser: PlainBrowser, actions: ActionsDouble) -> None:
    actions.reports[RECEIPT.lookup] = answered("Thank you for telling us.\nCall 101.", "<b>Second</b>")
    await show(browser, WORDS)
    assert "Answer from 22 November 2026 Thank you for telling us." in browser.page.text
    assert 'href="tel:101"' in browser.html
    assert "&lt;b&gt;Second&lt;/b&gt;" in browser.html


async def test_the_words_are_in_no_address_and_not_on_the_page_they_open(
    browser: PlainBrowser, actions: ActionsDouble
) -> None:
    actions.reports[RECEIPT.lookup] = answered("Thank you.")
    await show(browser, WORDS)
    assert not any("?" in address or "abstract" in address for address in browser.addresses)
    assert "abstract" not in browser.html


@pytest.mark.parametrize(
    ("words", "said"),
    [(WORDS, "could not find a report"), ("one two", "could not find a report"), ("", "Write your receipt words.")],
    ids=["unknown", "not a receipt", "nothing"],
)
async def test_words_that_open_nothing_are_a_kind_error(browser: PlainBrowser, words: str, said: str) -> None:
    await show(browser, words)
    assert browser.response.status == 200
    assert "There is a problem" in browser.page.text
    assert said in browser.page.text
    assert browser.page.forms["/receipt"].fields["words"] == words


async def test_the_action_server_being_down_is_said(browser: PlainBrowser, actions: ActionsDouble) -> None:
    actions.status = 500
    await show(browser, WORDS)
    assert "We cannot look up reports right now." in browser.page.text


async def test_danger_written_instead_of_words_is_answered(browser: PlainBrowser) -> None:
    await show(browser, DANGER)
    assert ("div", {"class": "important", "role": "alert"}) in browser.page.tags
