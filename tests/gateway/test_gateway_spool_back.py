"""Coming back with the receipt of a report that no team has yet."""

from __future__ import annotations

import asyncio
from typing import Any

import pyrage
import pytest
from aiohttp.test_utils import TestClient

from gateway.gateway import Gateway
from gateway.spool import Spool
from tests.gateway.actions_double import STATEMENT, ActionsDouble
from tests.gateway.chat import Chat
from tests.gateway.conftest import MovableClock
from tests.gateway.page_reader import PlainBrowser
from tests.gateway.rasa_double import RasaDouble
from tests.gateway.spool_kit import DOUBT, SEND, files, letter, locked, with_room

Client = TestClient[Any, Any]


@pytest.fixture
def gateway(gateway: Gateway) -> Gateway:
    return with_room(gateway)


async def ask(client: Client, what: str, receipt: str, **more: str) -> tuple[int, dict[str, Any]]:
    response = await client.post(f"/api/receipts/{what}", json={"receipt": receipt, **more})
    return response.status, await response.json()


@pytest.mark.parametrize("down", [False, True])
async def test_it_is_locked_and_not_yet_with_a_team(
    client: Client, chat: Chat, rasa: RasaDouble, actions: ActionsDouble, clock: MovableClock, down: bool
) -> None:
    receipt = await locked(chat, rasa)
    clock.move(hours=3)
    actions.status = 503 if down else None
    status, body = await ask(client, "open", receipt.words)
    assert (status, body["status"], body["received"]) == (200, "waiting", "2026-11-25T12:00:00+00:00")
    assert "It is not yet with a team." in body["meaning"]
    later = await Chat(client).start()
    await later.say(receipt.words)
    assert "It is not yet with a team." in later.text


async def test_once_a_team_has_it_that_is_said(
    client: Client, chat: Chat, rasa: RasaDouble, actions: ActionsDouble, gateway: Gateway
) -> None:
    receipt = await locked(chat, rasa)
    actions.takes = 200
    assert await gateway.spool.hand_over_all()
    assert (await ask(client, "open", receipt.words))[0] == 404  # a double stores nothing
    actions.reports[receipt.lookup] = {"status": "received", "received": "2026-11-25T12:00:00Z", "replies": []}
    assert (await ask(client, "open", receipt.words))[1]["status"] == "received"


async def test_taken_back_it_is_erased_at_once_and_the_team_never_gets_it(
    client: Client,
    chat: Chat,
    rasa: RasaDouble,
    actions: ActionsDouble,
    gateway: Gateway,
    intake_key: pyrage.x25519.Identity,
) -> None:
    receipt = await locked(chat, rasa)
    (report,) = files(gateway.spool.spool)
    sealed = report.read_bytes()
    status, body = await ask(client, "withdraw", receipt.words)
    assert (status, body["erased"], body["statement"]) == (200, True, None)
    assert "We will not pass it on." in body["meaning"]
    assert not report.exists()
    (order,) = files(gateway.spool.spool)
    assert abs(order.stat().st_size - len(sealed)) < 500  # age adds a little at random
    assert letter(order.read_bytes(), intake_key) == {"withdraw": receipt.lookup}
    assert await ask(client, "withdraw", receipt.words) == (status, body)
    opened = (await ask(client, "open", receipt.words))[1]
    assert (opened["status"], opened["meaning"]) == ("withdrawn", body["meaning"])
    actions.takes = 200
    assert await gateway.spool.hand_over_all()
    assert [letter(each, intake_key) for each in actions.handed] == [{"withdraw": receipt.lookup}]
    assert files(gateway.spool.spool) == []


async def test_taken_back_with_the_action_server_up_it_comes_with_the_signed_note(
    client: Client, chat: Chat, rasa: RasaDouble, actions: ActionsDouble, gateway: Gateway
) -> None:
    receipt = await locked(chat, rasa)
    actions.takes = 200
    status, body = await ask(client, "withdraw", receipt.words)
    assert (status, body["erased"], body["statement"]) == (200, True, STATEMENT)
    assert await gateway.spool.hand_over_all()
    assert files(gateway.spool.spool) == []


async def test_taking_back_what_was_refused_erases_it_too(
    client: Client, chat: Chat, rasa: RasaDouble, actions: ActionsDouble, gateway: Gateway
) -> None:
    receipt = await locked(chat, rasa)
    actions.takes = 400
    await gateway.spool.hand_over_all()
    (refused,) = files(gateway.spool.spool)
    actions.takes = 503
    assert (await ask(client, "withdraw", receipt.words))[1]["erased"]
    assert not refused.exists()


async def test_while_it_is_handed_over_taking_it_back_is_not_confirmed(
    client: Client, chat: Chat, rasa: RasaDouble, gateway: Gateway
) -> None:
    receipt = await locked(chat, rasa)
    (path,) = gateway.spool.spool.waiting()
    with gateway.spool.spool.held(path):
        status, body = await ask(client, "withdraw", receipt.words)
    assert status == 503
    assert "could not confirm that your report was taken back" in body["detail"]
    assert path.exists()


async def test_a_hand_over_that_is_under_way_ends_first_and_then_it_is_taken_back(
    chat: Chat, rasa: RasaDouble, actions: ActionsDouble, gateway: Gateway
) -> None:
    receipt = await locked(chat, rasa)
    actions.came.clear()
    actions.answers.clear()
    handing = asyncio.create_task(gateway.spool.hand_over_all())
    await actions.came.wait()
    taking = asyncio.create_task(gateway.spool.take_back(receipt.lookup))
    for _ in range(5):
        await asyncio.sleep(0)  # until it waits
    actions.answers.set()
    assert not await handing
    withdrawal = await taking
    assert withdrawal
    assert withdrawal.erased


async def test_what_cannot_be_erased_is_not_called_erased(
    client: Client, chat: Chat, rasa: RasaDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError

    receipt = await locked(chat, rasa)
    monkeypatch.setattr(Spool, "remove", fail)
    status, body = await ask(client, "withdraw", receipt.words)
    assert status == 503
    assert "could not confirm" in body["detail"]


async def test_nothing_can_be_added_yet(client: Client, chat: Chat, rasa: RasaDouble, actions: ActionsDouble) -> None:
    receipt = await locked(chat, rasa)
    status, body = await ask(client, "add", receipt.words, text="there is more", submission="5" * 32)
    assert status == 409
    assert "not yet with a team" in body["detail"]
    assert actions.added == {}


async def test_the_page_says_the_same_and_offers_only_what_works(client: Client, chat: Chat, rasa: RasaDouble) -> None:
    receipt = await locked(chat, rasa)
    browser = await PlainBrowser(client).open("/receipt")
    await browser.press("Show my report", words=receipt.words)
    assert "It is not yet with a team." in browser.page.text
    assert "We received it on 25 November 2026." in browser.page.text
    assert "What you want to add" not in browser.page.text
    await browser.press("Withdraw my report")
    await browser.press("Take my report back")
    assert "It was still locked here, and we have erased it." in browser.page.text
    assert "A note that you can keep" not in browser.page.text


async def test_of_one_that_was_refused_no_team_is_promised(
    client: Client, chat: Chat, rasa: RasaDouble, actions: ActionsDouble, gateway: Gateway
) -> None:
    receipt = await locked(chat, rasa)
    actions.takes = 400
    assert await gateway.spool.hand_over_all()
    _, opened = await ask(client, "open", receipt.words)
    _, added = await ask(client, "add", receipt.words, text="there is more", submission="5" * 32)
    for said in (opened["meaning"], added["detail"]):
        assert "it has not been passed on" in said
        assert "101" in said
        assert "999" in said
        assert "[[" not in said
        assert not any(promise in said for promise in ("as soon as", "not yet", "do not need", "again later"))
    browser = await PlainBrowser(client).open("/receipt")
    await browser.press("Show my report", words=receipt.words)
    assert "it has not been passed on" in browser.page.text


async def test_what_the_action_server_threw_away_is_not_called_stored(
    chat: Chat, rasa: RasaDouble, actions: ActionsDouble, gateway: Gateway
) -> None:
    await chat.reach("send")
    rasa.trouble = "failed"
    actions.takes, actions.stores = 200, False
    await chat.choose(SEND)
    assert chat.text.startswith(DOUBT)
    assert files(gateway.spool.spool) == []
