"""Taking back a report that waits is cut off in the middle: what her receipt calls erased does not go on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyrage
import pytest
from aiohttp.test_utils import TestClient

from gateway.gateway import Gateway
from gateway.spool import Spool
from tests.gateway.actions_double import ActionsDouble
from tests.gateway.chat import Chat
from tests.gateway.rasa_double import RasaDouble
from tests.gateway.spool_kit import files, letter, locked, with_room

Client = TestClient[Any, Any]


@pytest.fixture
def gateway(gateway: Gateway) -> Gateway:
    return with_room(gateway)


def fail(*_: object) -> None:
    raise OSError


async def cut_off(client: Client, receipt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order is written, and the disk does not remove the report."""
    with monkeypatch.context() as broken:
        broken.setattr(Spool, "remove", fail)
        assert (await client.post("/api/receipts/withdraw", json={"receipt": receipt})).status == 503


@pytest.mark.parametrize("refused", [False, True])
async def test_the_report_is_not_handed_over_but_its_order(
    client: Client,
    chat: Chat,
    rasa: RasaDouble,
    actions: ActionsDouble,
    gateway: Gateway,
    intake_key: pyrage.x25519.Identity,
    monkeypatch: pytest.MonkeyPatch,
    refused: bool,
) -> None:
    receipt = await locked(chat, rasa)
    if refused:
        actions.takes = 400
        await gateway.spool.hand_over_all()
    await cut_off(client, receipt.words, monkeypatch)
    assert len(files(gateway.spool.spool)) == 2
    actions.takes = 200
    assert await gateway.spool.hand_over_all()
    assert [letter(each, intake_key) for each in actions.handed] == [{"withdraw": receipt.lookup}]
    assert files(gateway.spool.spool) == []


async def test_the_order_stays_as_long_as_the_report_cannot_be_removed(
    client: Client,
    chat: Chat,
    rasa: RasaDouble,
    actions: ActionsDouble,
    gateway: Gateway,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    receipt = await locked(chat, rasa)
    await cut_off(client, receipt.words, monkeypatch)
    actions.takes = 200
    with monkeypatch.context() as broken:
        broken.setattr(Spool, "remove", fail)
        assert not await gateway.spool.hand_over_all()
    assert actions.handed == []
    waiting = gateway.spool.spool.look(receipt.lookup)
    assert waiting
    assert waiting.taken_back


async def test_the_next_start_erases_it_while_the_action_server_is_down(
    client: Client, chat: Chat, rasa: RasaDouble, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = await locked(chat, rasa)
    await cut_off(client, receipt.words, monkeypatch)
    gateway.spool.spool.tidy()
    (left,) = files(gateway.spool.spool)
    assert left.suffix == ".back"


async def test_one_who_was_about_to_hand_it_over_sees_the_order(
    client: Client,
    chat: Chat,
    rasa: RasaDouble,
    actions: ActionsDouble,
    gateway: Gateway,
    intake_key: pyrage.x25519.Identity,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    receipt = await locked(chat, rasa)
    before = gateway.spool.spool.waiting()
    await cut_off(client, receipt.words, monkeypatch)
    waiting: list[Path] = gateway.spool.spool.waiting()
    monkeypatch.setattr(Spool, "waiting", lambda _: [*before, *waiting])
    actions.takes = 200
    assert await gateway.spool.hand_over_all()
    assert [letter(each, intake_key) for each in actions.handed] == [{"withdraw": receipt.lookup}]


async def test_what_was_taken_back_does_not_wait_again(
    client: Client, chat: Chat, rasa: RasaDouble, gateway: Gateway
) -> None:
    receipt = await locked(chat, rasa)
    assert (await client.post("/api/receipts/withdraw", json={"receipt": receipt.words})).status == 200
    assert await gateway.spool.take(receipt.lookup, {"slots": {}, "context": {}}, 1.0) == "no room"
    (left,) = files(gateway.spool.spool)
    assert left.suffix == ".back"
