"""Who may call the action server, and what it answers to calls that are wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import func, select

from actions import server
from actions.database.tables import ReportRow
from tests.actions.kit import CANARY, Office, call
from wire.signing import bearer_of

Client = TestClient[Any, Any]


async def reports(office: Office) -> int:
    """How many reports are stored."""
    async with office.sessions() as session:
        return await session.scalar(select(func.count()).select_from(ReportRow)) or 0


async def test_a_full_report_is_stored_and_then_said_to_be_sent(rasa: Client, office: Office) -> None:
    answer = await rasa.post("/webhook", json=call(office.slots()))
    assert answer.status == 200
    assert await answer.json() == {"events": [], "responses": [{"response": "utter_report_sent"}]}
    assert await reports(office) == 1


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer ", "Bearer wrong", "Basic {secret}", "{secret}", "Bearer {secret}x", "Bearer \udcff"],
)
@pytest.mark.parametrize(
    "path", ["/webhook", "/receipts/open", "/receipts/add", "/receipts/withdraw", "/counts", "/elsewhere"]
)
async def test_without_the_secret_nothing_is_answered(
    stranger: Client, office: Office, header: str | None, path: str
) -> None:
    secret = bearer_of((office.home / "secrets" / "actions").read_text()).removeprefix("Bearer ")
    headers = {} if header is None else {"Authorization": header.format(secret=secret)}
    answer = await stranger.post(path, json=call(office.slots()), headers=headers)
    assert answer.status == 401
    assert await answer.json() == {"error": "Unauthorized", "kind": "secret"}
    assert await reports(office) == 0


async def test_anybody_may_ask_whether_it_is_up(stranger: Client) -> None:
    answer = await stranger.get("/healthz")
    assert (answer.status, await answer.json()) == (200, {"status": "ok"})


async def test_an_oversized_body_is_refused(rasa: Client) -> None:
    answer = await rasa.post("/webhook", data=b" " * (server.LARGEST_BODY + 1))
    assert answer.status == 413


async def test_a_body_that_would_have_to_be_unpacked_is_refused(rasa: Client) -> None:
    body = json.dumps(call({"needs": "x" * server.LARGEST_BODY}))
    answer = await rasa.post("/webhook", data=body, compress="deflate")
    assert answer.status == 415


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{}", b"{", b"\xff\xfe", b'{"next_action": 1}', b"[" * 100_000, b'{"tracker": {}}']
)
async def test_a_body_that_is_no_call_is_refused(rasa: Client, body: bytes) -> None:
    answer = await rasa.post("/webhook", data=body)
    assert answer.status == 400
    assert await answer.json() == {"error": "The request is not one that this action server reads."}


async def test_an_unknown_action_is_not_found_and_not_repeated(rasa: Client) -> None:
    answer = await rasa.post("/webhook", json=call({}, action=CANARY))
    assert answer.status == 404
    assert await answer.json() == {"action_name": "unknown", "error": "There is no such action."}


async def test_a_refusal_names_the_action_and_what_is_missing(rasa: Client, office: Office) -> None:
    answer = await rasa.post("/webhook", json=call(office.slots(consent_share="no")))
    assert answer.status == 400
    assert await answer.json() == {"action_name": "action_submit_report", "error": "consent_share is missing."}
    assert await reports(office) == 0


async def test_an_action_that_takes_too_long_is_not_called_sent(
    rasa: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "SECONDS_TO_ANSWER", 0)
    answer = await rasa.post("/webhook", json=call(office.slots()))
    assert answer.status == 503
    assert await reports(office) == 0


@pytest.mark.parametrize(("method", "path"), [("GET", "/webhook"), ("PUT", "/receipts/open"), ("POST", f"/{CANARY}")])
async def test_other_paths_and_methods_answer_in_json_without_repeating_them(
    rasa: Client, method: str, path: str
) -> None:
    answer = await rasa.request(method, path)
    assert answer.status in {404, 405}
    assert CANARY not in json.dumps(await answer.json())
