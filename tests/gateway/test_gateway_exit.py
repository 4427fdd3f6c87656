from __future__ import annotations

from typing import Any

import pytest
from aiohttp import FormData
from aiohttp.test_utils import TestClient

from gateway.gateway import Gateway
from gateway.sessions import MemorySessions
from tests.gateway.chat import Chat


@pytest.mark.parametrize("written", ["bare", "json"])
async def test_a_beacon_erases_the_conversation(chat: Chat, sessions: MemorySessions, written: str) -> None:
    body = chat.token if written == "bare" else f'{{"token": "{chat.token}"}}'
    response = await chat.client.post("/exit", data=body, headers={"Content-Type": "text/plain;charset=UTF-8"})
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
