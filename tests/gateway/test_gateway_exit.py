from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiohttp import FormData
from aiohttp.test_utils import TestClient

from gateway.gateway import Gateway
from gateway.sessions import MemorySessions
from tests.gateway.chat import Chat
from tests.gateway.conftest import MovableClock
from tests.gateway.rasa_double import RasaDouble

PLAIN = {"Content-Type": "text/plain;charset=UTF-8"}


@pytest.mark.parametrize("written", ["bare", "json"])
async def test_a_beacon_erases_the_conversation(chat: Chat, sessions: MemorySessions, written: str) -> None:
    body = chat.token if written == "bare" else f'{{"token": "{chat.token}"}}'
    response = await chat.client.post("/exit", data=body, headers=PLAIN)
    assert response.status == 204
    assert len(sessions) == 0


@pytest.mark.parametrize("is_multipart", [False, True])
async def test_a_form_erases_the_conversation_and_goes_to_the_harmless_page(
    chat: Chat, gateway: Gateway, sessions: MemorySessions, is_multipart: bool
) -> None:
    form = FormData({"token": chat.token}, default_to_multipart=is_multipart)
    response = await chat.client.post("/exit", data=form, allow_redirects=False)
    assert response.status == 303
    assert response.headers["Location"] == gateway.settings.exit_url
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "Clear-Site-Data" not in response.headers
    assert len(sessions) == 0


@pytest.mark.parametrize("body", [b"", b"{", b"token=%ff", b"\xff", b"token=" + b"x" * 20_000, b"other=1"])
@pytest.mark.parametrize(
    ("content_type", "status"),
    [("application/x-www-form-urlencoded", 303), ("multipart/form-data", 303), ("text/plain", 204)],
)
async def test_nothing_that_is_sent_stops_the_exit(
    client: TestClient[Any, Any], body: bytes, content_type: str, status: int
) -> None:
    response = await client.post("/exit", data=body, headers={"Content-Type": content_type}, allow_redirects=False)
    assert response.status == status


async def test_a_conversation_that_is_given_time_lives_as_after_a_message(chat: Chat, clock: MovableClock) -> None:
    for _ in range(12):
        clock.move(minutes=29)
        response = await chat.client.post("/stay", data=chat.token, headers=PLAIN)
        assert (response.status, await response.read()) == (204, b"")
    clock.move(minutes=29)
    assert (await chat.post(text="hello")).status == 200


@pytest.mark.parametrize("ended", ["erased", "forgotten", "never begun"])
async def test_time_brings_no_conversation_back(
    chat: Chat, sessions: MemorySessions, clock: MovableClock, ended: str
) -> None:
    token = "unknown" if ended == "never begun" else chat.token
    if ended == "forgotten":
        clock.move(minutes=31)
    else:
        await sessions.erase(chat.token)
    response = await chat.client.post("/stay", data=token, headers=PLAIN)
    assert response.status == 410
    assert len(sessions) == 0


async def test_time_given_during_a_turn_does_not_keep_what_is_erased_meanwhile(
    chat: Chat, rasa: RasaDouble, sessions: MemorySessions
) -> None:
    rasa.trouble = "hang"
    turn = asyncio.create_task(chat.post(text="hello"))
    await rasa.arrived.wait()
    assert (await chat.client.post("/stay", data=chat.token, headers=PLAIN)).status == 204
    await chat.client.post("/exit", data=chat.token, headers=PLAIN)
    rasa.release.set()
    assert (await turn).status == 410
    assert len(sessions) == 0
