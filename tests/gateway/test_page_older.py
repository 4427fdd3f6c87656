"""A form of an older page, as after Back or in a second tab: nothing written there is lost."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from tests.gateway.chat import DANGER
from tests.gateway.page_reader import PlainBrowser
from tests.gateway.rasa_double import QUESTIONS, RasaDouble

NEW = "it was behind the station"
OLDER = "You wrote this on an older page"


@pytest.fixture
async def chatting(client: TestClient[Any, Any]) -> PlainBrowser:
    return await (await PlainBrowser(client).open("/")).press("Start")


async def an_older_page(browser: PlainBrowser) -> dict[str, str]:
    """Goes on to the second question of a report; the fields of the page before the first."""
    await browser.press("Send", text="i want to report")
    older = dict(browser.page.forms["chat"].fields)
    await browser.press("Report here")
    await browser.press("Spiking")
    return older


async def test_new_words_come_back_in_the_box(chatting: PlainBrowser, rasa: RasaDouble) -> None:
    older = await an_older_page(chatting)
    asked = len(rasa.requests)
    await chatting.send("/chat", {**older, "text": NEW})
    assert chatting.page.forms["chat"].fields["text"] == NEW
    assert OLDER in chatting.page.text
    assert len(rasa.requests) == asked
    assert QUESTIONS["what_happened"]["text"] in chatting.page.text


async def test_sent_again_they_are_taken_once(chatting: PlainBrowser, rasa: RasaDouble) -> None:
    older = await an_older_page(chatting)
    await chatting.send("/chat", {**older, "text": NEW})
    await chatting.press("Send")
    assert QUESTIONS["when_happened"]["text"] in chatting.page.text
    asked = len(rasa.requests)
    await chatting.send("/chat", {**older, "text": NEW})  # the older form once more
    assert len(rasa.requests) == asked
    assert OLDER not in chatting.page.text


async def test_the_script_gets_them_back_too(chatting: PlainBrowser) -> None:
    older = await an_older_page(chatting)
    await chatting.send("/chat", {**older, "text": NEW}, Accept="text/html;part=main")
    assert chatting.page.forms["chat"].fields["text"] == NEW
    assert OLDER in chatting.page.text


async def test_danger_on_an_older_page_is_answered(chatting: PlainBrowser, rasa: RasaDouble) -> None:
    older = await an_older_page(chatting)
    asked = len(rasa.requests)
    await chatting.send("/chat", {**older, "text": DANGER})
    assert ("div", {"class": "important", "role": "alert"}) in chatting.page.tags
    assert len(rasa.requests) == asked
