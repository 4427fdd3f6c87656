from __future__ import annotations

from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from gateway.gateway import Gateway
from tests.gateway.chat import MESSAGES, Chat
from tests.gateway.rasa_double import RasaDouble

HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


async def test_a_message_has_the_shape_that_was_agreed(chat: Chat) -> None:
    for message in chat.messages:
        assert {*message} == {"text", "language", "choices", "alert", "expects", "link", "services"}
        assert message["alert"] is None
        assert all({*choice} == {"id", "title"} for choice in message["choices"])


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/api/conversations", 201),
        ("POST", MESSAGES, 400),
        ("DELETE", "/api/conversations/current", 204),
        ("POST", "/exit", 204),
        ("POST", "/api/receipts/open", 400),
        ("GET", "/healthz", 200),
        ("GET", "/nothing", 404),
        ("GET", "/api/conversations", 405),
    ],
)
async def test_every_answer_has_the_headers(client: TestClient[Any, Any], method: str, path: str, status: int) -> None:
    response = await client.request(method, path)
    assert response.status == status
    for name, value in HEADERS.items():
        assert response.headers[name] == value
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "Server" not in response.headers
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", "body"),
        (b"{", "body"),
        (b"[]", "body"),
        (b'"text"', "body"),
        (b"\xff\xfe", "body"),
        (b"[" * 50_000, "body"),
        (b"{}", "text"),
        (b'{"text": 5}', "text"),
        (b'{"text": null}', "text"),
        (b'{"choice": {"id": 1}}', "choice"),
    ],
)
async def test_a_request_that_cannot_be_read_names_the_field(chat: Chat, body: bytes, field: str) -> None:
    response = await chat.client.post(MESSAGES, data=body, headers=chat.headers)
    assert response.status == 400
    assert response.content_type == "application/problem+json"
    problem = await response.json()
    assert problem["field"] == field
    assert problem["status"] == 400
    assert {"type", "title", "detail"} <= {*problem}


async def test_half_a_letter_does_not_break_anything(chat: Chat, rasa: RasaDouble) -> None:
    response = await chat.client.post(MESSAGES, data=b'{"text": "a \\ud83d b"}', headers=chat.headers)
    assert response.status == 200
    assert rasa.requests[-1]["text"] == "a ? b"


async def test_a_body_that_is_too_big_is_refused(chat: Chat) -> None:
    response = await chat.client.post(MESSAGES, data=b"x" * 70_000, headers=chat.headers)
    assert response.status == 413
    response = await chat.client.post("/api/receipts/open", data=b"x" * 17_000)
    assert response.status == 413


async def test_a_wrong_way_of_asking_says_which_are_right(client: TestClient[Any, Any]) -> None:
    response = await client.get(MESSAGES)
    assert response.status == 405
    assert response.headers["Allow"] == "POST"
    assert response.content_type == "application/problem+json"


async def test_a_fault_of_ours_says_999_and_nothing_of_itself(
    chat: Chat, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(type(gateway.intake), "seal", fail)
    await chat.reach("what_happened")
    response = await chat.post(text="it was on the bus")
    assert response.status == 500
    text = await response.text()
    assert "999" in text
    assert "secret" not in text


async def test_health_tells_who_is_up_and_nothing_else(client: TestClient[Any, Any]) -> None:
    response = await client.get("/healthz")
    assert await response.json() == {"status": "ok", "gateway": "up", "rasa": "up", "actions": "down", "spool": "ok"}


async def test_a_service_is_shown_in_full_and_in_parts(chat: Chat, rasa: RasaDouble) -> None:
    text = "Somebody can help.\n\n[[crimestoppers]]\n\nOr use [[streetsafe]]."
    rasa.next = {"messages": [{"text": text}], "state": None, "failed": False}
    await chat.say("hello")
    card = chat.messages[0]["services"][0]
    assert {*card} == {"name", "what", "numbers", "hours", "site"}
    assert card["numbers"][0]["uri"].startswith("tel:")
    assert card["numbers"][0]["display"] in chat.text
    assert card["site"] in chat.text
    assert len(chat.messages[0]["services"]) == 1


async def test_a_response_about_a_service_links_to_it(chat: Chat, rasa: RasaDouble) -> None:
    message = {"text": "Nobody will trace you.", "custom": {"service": "crimestoppers", "expects": "receipt"}}
    rasa.next = {"messages": [message], "state": None, "failed": False}
    await chat.say("hello")
    assert chat.messages[0]["link"]["title"] == "Crimestoppers"
    assert chat.messages[0]["link"]["url"] == chat.messages[0]["services"][0]["site"]
    assert chat.messages[0]["expects"] == "receipt"
