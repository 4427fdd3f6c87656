"""“Did you feel taken seriously?”: asked once, at a quiet moment, and counted with nothing of hers."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any, get_args

import pytest
from aiohttp.test_utils import TestClient, TestServer

from gateway.app import make_app
from gateway.feeling import Felt
from gateway.gateway import Gateway
from gateway.sessions import MemorySessions
from safety import Finding
from tests.gateway.chat import DANGER
from tests.gateway.page_reader import PlainBrowser
from tests.gateway.rasa_double import RasaDouble
from tests.gateway.test_page_keep import tell
from tests.gateway.test_page_style import REPORT

ASKED = "Did you feel taken seriously?"
ANSWERS = {"Yes": "yes", "Partly": "partly", "No": "no", "I would rather not say": "not_said"}
HERS = "quokka"


@pytest.fixture
async def chatting(client: TestClient[Any, Any]) -> PlainBrowser:
    return await (await PlainBrowser(client).open("/")).press("Start")


@pytest.fixture
async def asked(chatting: PlainBrowser, rasa: RasaDouble) -> PlainBrowser:
    return await says_goodbye(chatting, rasa)


async def says_goodbye(browser: PlainBrowser, rasa: RasaDouble) -> PlainBrowser:
    return await tell(browser, rasa, "Take care.", keep=False, closing=True)


async def reports(browser: PlainBrowser) -> PlainBrowser:
    for answer in REPORT:
        buttons = browser.page.forms["chat"].buttons
        await (browser.press(answer) if answer in buttons else browser.press("Send", text=f"{answer} {HERS}"))
    return browser


async def lets_the_receipt_go(browser: PlainBrowser) -> PlainBrowser:
    await browser.press("I do not want to keep it")
    return await browser.press("Do not keep it")


def felt(gateway: Gateway) -> list[str]:
    """Every answer that was counted."""
    gateway.counts.close(gateway.month)
    entries = [entry for batch in gateway.counts.waiting for entry in batch["ordinary"]]
    return [row for entry in entries for table, row in entry["cells"] if table == "felt" for _ in range(entry["count"])]


def is_asked(browser: PlainBrowser) -> bool:
    return ASKED in browser.page.text


# When


async def test_she_is_asked_when_her_report_is_stored_and_the_receipt_is_no_longer_on_show(
    chatting: PlainBrowser,
) -> None:
    await reports(chatting)
    assert "Your report is stored." in chatting.page.text
    assert not is_asked(chatting)
    await lets_the_receipt_go(chatting)
    assert is_asked(chatting)


async def test_she_is_asked_when_she_says_that_she_is_done(chatting: PlainBrowser, rasa: RasaDouble) -> None:
    await tell(chatting, rasa, "You can ask for a court order.")
    assert not is_asked(chatting)
    assert is_asked(await says_goodbye(chatting, rasa))


async def test_a_report_that_was_stopped_is_no_reason_to_ask(chatting: PlainBrowser) -> None:
    await chatting.press("Send", text="i want to report")
    await chatting.press("Report here")
    await chatting.press("Stop this report")
    assert not is_asked(chatting)


async def test_she_is_asked_once(asked: PlainBrowser, rasa: RasaDouble) -> None:
    await asked.press("Send", text="one more thing")
    assert not is_asked(asked)
    assert not is_asked(await says_goodbye(asked, rasa))
    assert not is_asked(await lets_the_receipt_go(await reports(asked)))


async def test_a_page_shown_again_without_a_turn_still_asks(asked: PlainBrowser) -> None:
    assert is_asked(await asked.press("Send", text=" "))


async def test_after_danger_she_is_never_asked(chatting: PlainBrowser, rasa: RasaDouble) -> None:
    await chatting.press("Send", text=DANGER)
    assert not is_asked(await says_goodbye(chatting, rasa))
    assert not is_asked(await lets_the_receipt_go(await reports(chatting)))


async def test_danger_takes_the_question_away(asked: PlainBrowser, gateway: Gateway) -> None:
    fields = {**asked.page.forms["chat"].fields, "felt": "yes"}
    await asked.press("Send", text=DANGER)
    assert not is_asked(asked)
    await asked.send("/chat", {**fields, "text": ""})
    assert felt(gateway) == []


async def test_in_doubt_about_danger_she_is_not_asked_then(gateway: Gateway, rasa: RasaDouble) -> None:
    in_doubt = [True]
    doubting = replace(gateway, check=lambda _: Finding(False, False, (), unsure="danger" if in_doubt else None))
    async with TestClient(TestServer(make_app(doubting))) as client:
        chatting = await (await PlainBrowser(client).open("/")).press("Start")
        assert not is_asked(await says_goodbye(chatting, rasa))
        in_doubt.clear()
        assert is_asked(await tell(chatting, rasa, "You can ask for a court order."))


async def test_who_starts_again_or_leaves_is_not_asked(chatting: PlainBrowser) -> None:
    await chatting.press("Erase this chat and start again")
    assert not is_asked(chatting)
    await chatting.press("Leave this site")
    assert (chatting.response.status, chatting.html) == (303, "")


# What becomes of the answer


def test_the_answers_on_the_page_are_all_that_can_be_counted() -> None:
    assert set(ANSWERS.values()) == {*get_args(Felt)}


@pytest.mark.parametrize("title", ANSWERS)
async def test_the_answer_alone_is_counted_and_she_is_thanked(
    asked: PlainBrowser, gateway: Gateway, title: str
) -> None:
    await asked.press(title)
    assert felt(gateway) == [ANSWERS[title]]
    assert "Thank you for telling us." in asked.page.text
    assert not is_asked(asked)
    assert {address.rsplit("/", 1)[1] for address in asked.addresses} == {"", "chat"}


async def test_the_answer_is_not_kept_with_the_conversation(asked: PlainBrowser, sessions: MemorySessions) -> None:
    token = asked.page.forms["chat"].fields["token"]
    before = await sessions.look(token)
    await asked.press("Partly")
    after = await sessions.look(token)
    assert before
    assert after
    assert (after.transcript, after.turns, after.feeling) == (before.transcript, before.turns, "over")
    assert "partly" not in repr(after).lower()
    await asked.press("Send", text="one more thing")
    assert "Thank you for telling us." not in asked.page.text


async def test_an_answer_sent_twice_is_counted_once(asked: PlainBrowser, gateway: Gateway) -> None:
    fields = {**asked.page.forms["chat"].fields, "felt": "no"}
    await asked.send("/chat", fields)
    await asked.send("/chat", {**fields, "felt": "yes"})
    assert felt(gateway) == ["no"]


@pytest.mark.parametrize("answer", ["", "very", "Yes", "YES", "no;drop"])
async def test_nothing_else_is_counted(asked: PlainBrowser, gateway: Gateway, answer: str) -> None:
    await asked.send("/chat", {**asked.page.forms["chat"].fields, "felt": answer})
    assert felt(gateway) == []
    assert is_asked(asked)


async def test_who_was_not_asked_is_not_counted(chatting: PlainBrowser, gateway: Gateway) -> None:
    fields = {**chatting.page.forms["chat"].fields, "felt": "yes"}
    await chatting.send("/chat", fields)
    await chatting.press("Leave this site")
    await chatting.send("/chat", fields)
    assert felt(gateway) == []


async def test_no_answer_is_in_a_log(asked: PlainBrowser, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "heard.gateway")
    await asked.press("Partly")
    assert "partly" not in caplog.text.lower()


# What stands in the box


async def test_what_stands_in_the_box_is_still_there(asked: PlainBrowser) -> None:
    await asked.press("Yes", text="half a sen")
    assert asked.page.forms["chat"].fields["text"] == "half a sen"


async def test_danger_in_the_box_comes_before_the_answer(asked: PlainBrowser, gateway: Gateway) -> None:
    await asked.press("Yes", text=DANGER)
    assert ("div", {"class": "important", "role": "alert"}) in asked.page.tags
    assert felt(gateway) == []
