from __future__ import annotations

import asyncio
import errno
import json
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pyrage
import pytest
from aiohttp.test_utils import TestClient, TestServer

from gateway.app import make_app
from gateway.gateway import Gateway
from gateway.spool import Room
from gateway.upstream import UpstreamError
from tests.gateway.actions_double import ActionsDouble, words_of
from tests.gateway.chat import DANGER, Chat
from tests.gateway.conftest import MovableClock
from tests.gateway.rasa_double import RasaDouble
from tests.gateway.spool_kit import DOUBT, LOCKED, SEND, files, letter, locked, shown_receipt, with_room

CANARY = "ring my sister first"  # what `Chat.reach` types


@pytest.fixture
def gateway(gateway: Gateway) -> Gateway:
    return with_room(gateway)


@pytest.fixture
async def hurried(gateway: Gateway) -> AsyncIterator[Chat]:
    """A conversation with a gateway that waits for nobody."""
    async with TestClient(TestServer(make_app(replace(gateway, turn_seconds=0.2)))) as client:
        yield await Chat(client).start()


async def test_a_report_is_received_locked_and_handed_over_once(
    chat: Chat, rasa: RasaDouble, actions: ActionsDouble, gateway: Gateway, intake_key: pyrage.x25519.Identity
) -> None:
    receipt = await locked(chat, rasa)
    submission = rasa.requests[-1]["context"]["submission"]
    assert not await gateway.spool.hand_over_all()  # the action server is still down
    assert len(files(gateway.spool.spool)) == 1
    actions.takes = 200
    assert await gateway.spool.hand_over_all()
    assert await gateway.spool.hand_over_all()
    assert files(gateway.spool.spool) == []
    (handed,) = actions.handed
    report = letter(handed, intake_key)
    assert report["context"] == rasa.requests[-1]["context"]
    assert report["context"]["receipt"]["lookup"] == receipt.lookup
    assert report["slots"]["send"] == "yes"
    assert report["slots"]["consent_share"] == "yes"
    told = words_of({"words": report["slots"]["contact_details"]}, intake_key)
    assert (told["text"], told["conversation"]) == (CANARY, submission)


@pytest.mark.parametrize("trouble", ["failed", "status 500", "not JSON", "nothing said"])
async def test_it_is_never_called_sent(chat: Chat, rasa: RasaDouble, trouble: str) -> None:
    await chat.reach("send")
    rasa.trouble = trouble
    await chat.choose(SEND)
    assert chat.text.startswith(LOCKED)
    assert not {"sent", "stored"} & set(chat.text.lower().replace(".", " ").replace(",", " ").split())
    for words in ("As soon as it works, we pass your report on", "do not need to send it again", "101", "call 999"):
        assert words in chat.text
    assert "Try again" not in chat.titles
    assert shown_receipt(chat)


async def test_a_report_that_rasa_cannot_send_reaches_an_action_server_that_is_up(
    chat: Chat, rasa: RasaDouble, actions: ActionsDouble, gateway: Gateway
) -> None:
    await chat.reach("send")
    rasa.trouble, actions.takes = "status 500", 200
    await chat.choose(SEND)
    assert chat.text.startswith("Your report was received, and it is stored.")
    assert shown_receipt(chat)
    assert len(actions.handed) == 1
    assert files(gateway.spool.spool) == []


async def test_what_is_refused_is_not_kept_and_said_as_ever(
    chat: Chat, rasa: RasaDouble, actions: ActionsDouble, gateway: Gateway
) -> None:
    await chat.reach("send")
    rasa.trouble, actions.takes = "failed", 400
    await chat.choose(SEND)
    assert chat.text.startswith(DOUBT)
    assert "Try again" in chat.titles
    assert files(gateway.spool.spool) == []


async def test_a_full_disk_leaves_it_in_doubt(
    chat: Chat, rasa: RasaDouble, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    await chat.reach("send")
    rasa.trouble = "failed"
    monkeypatch.setattr(os, "fsync", full)
    await chat.choose(SEND)
    assert chat.text.startswith(DOUBT)
    assert files(gateway.spool.spool) == []
    monkeypatch.undo()
    await chat.choose("Try again")
    assert chat.text.startswith(LOCKED)


async def test_a_folder_that_cannot_be_written_leaves_it_in_doubt(
    chat: Chat, rasa: RasaDouble, gateway: Gateway
) -> None:
    gateway.spool.spool.folder.write_text("in the way")
    await chat.reach("send")
    rasa.trouble = "failed"
    await chat.choose(SEND)
    assert chat.text.startswith(DOUBT)


async def test_a_full_spool_leaves_it_in_doubt_and_loses_nothing(
    client: TestClient[Any, Any], rasa: RasaDouble, gateway: Gateway
) -> None:
    for _ in range(3):
        await locked(await Chat(client).start(), rasa)
    late = await Chat(client).start()
    await late.reach("send")
    rasa.trouble = "failed"
    await late.choose(SEND)
    assert late.text.startswith(DOUBT)
    assert len(files(gateway.spool.spool)) == 3


async def test_no_report_is_too_big_for_a_spool_that_has_few_bytes(gateway: Gateway) -> None:
    relay = with_room(gateway, Room(files=10, bytes=1000)).spool
    async with gateway.actions.upstream:
        assert await relay.take("ab" * 32, {"slots": {}, "context": {}}, 1.0) == "no room"


async def test_pressing_twice_is_one_report(chat: Chat, rasa: RasaDouble, gateway: Gateway) -> None:
    await chat.reach("send")
    rasa.trouble = "failed"
    press = chat.choice(SEND)
    first, second = await asyncio.gather(chat.post(choice=press), chat.post(choice=press))
    assert {first.status, second.status} == {200}
    assert len(files(gateway.spool.spool)) == 1
    asked = len(rasa.requests)
    await chat.post(choice=press)
    assert len(rasa.requests) == asked
    assert len(files(gateway.spool.spool)) == 1


async def test_the_conversation_goes_on_and_a_second_report_is_another(
    chat: Chat, rasa: RasaDouble, gateway: Gateway
) -> None:
    first = await locked(chat, rasa)
    await chat.say("hello")
    assert rasa.requests[-1]["state"] is None
    assert shown_receipt(chat) == first  # until she has kept it
    await chat.choose("I do not want to keep it")
    await chat.choose("Do not keep it")
    assert await locked(chat, rasa) != first
    assert len(files(gateway.spool.spool)) == 2


async def test_danger_instead_of_send_alarms_and_nothing_is_kept(
    chat: Chat, rasa: RasaDouble, gateway: Gateway
) -> None:
    await chat.reach("send")
    rasa.trouble = "failed"
    await chat.say(DANGER)
    assert chat.alerts == ["danger"]
    assert files(gateway.spool.spool) == []
    await chat.choose(SEND)
    assert chat.text.startswith(LOCKED)
    await chat.say(DANGER)
    assert chat.alerts == ["danger"]


async def test_leaving_during_send_keeps_the_report_and_nothing_else(
    hurried: Chat, rasa: RasaDouble, gateway: Gateway
) -> None:
    await hurried.reach("send")
    rasa.arrived.clear()
    rasa.trouble = "hang"
    turn = asyncio.create_task(hurried.post(choice=hurried.choice(SEND)))
    await rasa.arrived.wait()
    response = await hurried.client.delete("/api/conversations/current", headers=hurried.headers)
    assert response.status == 204
    assert (await turn).status == 410
    assert len(files(gateway.spool.spool)) == 1
    assert await gateway.sessions.look(hurried.token) is None


async def test_the_time_is_that_of_send(
    chat: Chat,
    rasa: RasaDouble,
    actions: ActionsDouble,
    gateway: Gateway,
    clock: MovableClock,
    intake_key: pyrage.x25519.Identity,
) -> None:
    await locked(chat, rasa)
    clock.move(hours=9)
    actions.takes = 200
    assert await gateway.spool.hand_over_all()
    assert letter(actions.handed[0], intake_key)["context"]["at"] == "2026-11-25T12:00:00+00:00"


async def test_nothing_in_the_spool_can_be_read_here(chat: Chat, rasa: RasaDouble, gateway: Gateway) -> None:
    receipt = await locked(chat, rasa)
    context = rasa.requests[-1]["context"]
    (path,) = files(gateway.spool.spool)
    everything = path.read_bytes() + str(path).encode()
    told = ("a man shouted at me", CANARY, "phone", "spiking", "share@1", receipt.words, receipt.lookup)
    for secret in (*told, *receipt.words.split()[:3], context["submission"], chat.token, json.dumps(context)):
        assert secret.encode() not in everything
    assert everything.count(b"-> X25519") == 1  # sealed to one key
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(path.read_bytes(), [receipt._identity()])


async def test_a_file_that_the_action_server_always_fails_at_does_not_hold_up_the_others(
    client: TestClient[Any, Any], rasa: RasaDouble, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        await locked(await Chat(client).start(), rasa)
    tried: list[str] = []

    async def post(path: str, body: dict[str, str], seconds: float) -> tuple[int, bytes]:
        tried.append(body["sealed"])
        return (503 if len(tried) == 1 else 200), b"{}"

    monkeypatch.setattr(gateway.actions.upstream, "post", post)
    assert not await gateway.spool.hand_over_all()
    assert len(set(tried)) == 2
    assert len(files(gateway.spool.spool)) == 1


async def test_an_action_server_that_is_down_is_asked_once_in_a_round(
    client: TestClient[Any, Any], rasa: RasaDouble, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        await locked(await Chat(client).start(), rasa)
    tried: list[str] = []

    async def post(path: str, *_: object) -> tuple[int, bytes]:
        tried.append(path)
        raise UpstreamError("ClientConnectorError")

    monkeypatch.setattr(gateway.actions.upstream, "post", post)
    assert not await gateway.spool.hand_over_all()
    assert tried == ["/spooled"]
