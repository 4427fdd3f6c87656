"""A team works with its own reports, and nothing about anybody else's can be learned."""

from __future__ import annotations

import base64
import json
import logging
from pathlib import Path
from typing import Any

import pyrage
import pytest
from aiohttp import ClientResponse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.receipts import open_receipt
from content.receipt_words import all_words
from gateway.receipts import Receipt
from staff.requests import LARGEST_BODY, LARGEST_SEALED
from tests.actions.kit import CANARY, REPORTER, ROUTING, opened
from tests.staff.kit import NO_REPORT, Staffroom, all_bytes, sealed_reply, unsealed

REPLY = sealed_reply("We have your report.", str(REPORTER.to_public()))
ACTS = {
    "open": ("GET", "/api/reports/{}", None),
    "reply": ("POST", "/api/reports/{}/replies", REPLY),
    "close": ("POST", "/api/reports/{}/close", None),
}


async def act(room: Staffroom, name: str, team: str, report: str) -> ClientResponse:
    """Does one of `ACTS` as `team`."""
    method, path, body = ACTS[name]
    return await room.client.request(method, path.format(report), json=body, headers=await room.headers(team))


KEPT = ("erased_on", "hold", "held_by", "contact_kept", "erasure", "erasure_by", "erasure_until")
"""What is said of how long a report is kept."""


async def whole(answer: ClientResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Everything in an answer but the time of day."""
    headers = [(name, value) for name, value in answer.headers.items() if name != "Date"]
    return answer.status, await answer.read(), headers


async def listing(room: Staffroom, team: str) -> dict[str, Any]:
    """The list as the API gives it."""
    answer = await room.client.get("/api/reports", headers=await room.headers(team))
    listed: dict[str, Any] = await answer.json()
    return listed


async def test_an_empty_inbox_lists_nothing(room: Staffroom) -> None:
    assert await listing(room, "daisu") == {"reports": []}


async def test_a_list_names_the_hour_the_status_and_the_rule_and_nothing_said(room: Staffroom) -> None:
    report = await room.report("daisu")
    line = {"id": report, "received": "2025-11-25T14:00Z", "status": "received", "rule": "domestic abuse"}
    work = {"assigned": None, "due": "2025-11-25T18:00Z", "late": False, "outcome": None, "needs_somebody": False}
    kept = dict.fromkeys(KEPT) | {"contact_kept": False}
    assert await listing(room, "daisu") == {"reports": [{**line, "added": False, "withdrawn": False, **work, **kept}]}


async def test_an_opened_report_comes_sealed_and_is_marked_and_recorded(room: Staffroom) -> None:
    report = await room.report("daisu")
    taken = await (await act(room, "open", "daisu", report)).json()
    identity = room.office.identity("daisu")
    account = unsealed(base64.b64decode(taken["account"]), identity)
    assert CANARY.encode() in account
    assert json.loads(account)["report"] == report
    assert taken["status"] == "opened"
    assert await room.status("daisu", report) == "opened"
    assert await room.audit("daisu") == [("opened", report)]


async def test_what_replies_are_sealed_to_comes_inside_the_sealed_account_alone(room: Staffroom) -> None:
    report = await room.report("daisu")
    taken = await (await act(room, "open", "daisu", report)).json()
    parts = {"account", "additions", "attachments", "redacted", "proposed", "assessment"}
    work = {"assigned", "due", "late", "outcome", "needs_somebody", "proposed_by", "contact_owed"}
    assert taken.keys() == {"id", "received", "status", "rule", "added", "withdrawn", *parts, *work, *KEPT}
    account = json.loads(unsealed(base64.b64decode(taken["account"]), room.office.identity("daisu")))
    assert account["reply_to"] == Receipt("words of receipt 1").recipient


async def test_asking_for_the_head_alone_does_not_count_as_opening(room: Staffroom) -> None:
    report = await room.report("daisu")
    answer = await room.client.head(f"/api/reports/{report}", headers=await room.headers("daisu"))
    assert answer.status == 405
    assert await room.status("daisu", report) == "received"


async def test_a_reply_marks_the_report_answered_and_is_recorded(room: Staffroom) -> None:
    report = await room.report("daisu")
    await act(room, "open", "daisu", report)
    assert (await act(room, "reply", "daisu", report)).status == 204
    assert await room.status("daisu", report) == "answered"
    assert await room.audit("daisu") == [("opened", report), ("replied", report)]


async def test_a_closed_report_is_marked_and_recorded(room: Staffroom) -> None:
    report = await room.report("daisu")
    await act(room, "open", "daisu", report)
    assert (await act(room, "close", "daisu", report)).status == 204
    assert await room.status("daisu", report) == "closed"
    assert await room.audit("daisu") == [("opened", report), ("closed", report)]


async def test_a_reply_is_opened_with_the_receipt_and_with_nothing_else(room: Staffroom, tmp_path: Path) -> None:
    receipt = Receipt(" ".join(all_words()[:9]))
    report = await room.report("daisu", receipt=receipt)
    await act(room, "open", "daisu", report)
    await room.client.post(
        f"/api/reports/{report}/replies",
        json=sealed_reply(CANARY, receipt.recipient),
        headers=await room.headers("daisu"),
    )
    progress = await open_receipt(
        room.office.sessions, room.office.report_keys, room.office.intake.receipt_secret, receipt.lookup
    )
    assert progress is not None
    (reply,) = progress.replies
    assert receipt.open(base64.b64encode(reply.sealed.data).decode()) == CANARY
    for team in (*ROUTING.teams, "recovery"):
        with pytest.raises(pyrage.DecryptError):
            opened(reply.sealed, room.office.identity(team))
    assert CANARY.encode() not in all_bytes(tmp_path)


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("other", sorted(set(ROUTING.teams) - {"daisu"}))
async def test_another_teams_report_is_answered_byte_for_byte_as_one_that_there_is_not(
    room: Staffroom, name: str, other: str
) -> None:
    report = await room.report("daisu")
    theirs = await whole(await act(room, name, other, report))
    assert theirs[0] == 404
    for none in (NO_REPORT, "nonsense", "%00", "A" * 32):
        assert theirs == await whole(await act(room, name, other, none))
    assert await room.status("daisu", report) == "received"
    assert await room.audit(other) == []


@pytest.mark.parametrize("name", ACTS)
async def test_a_report_about_an_officer_is_invisible_to_every_other_team(room: Staffroom, name: str) -> None:
    others = sorted(set(ROUTING.teams) - {"professional_standards"})
    before = [await listing(room, team) for team in others]
    report = await room.report("professional_standards", about_police="yes", children_affected="yes")
    assert [await listing(room, team) for team in others] == before
    for team in others:
        assert await whole(await act(room, name, team, report)) == await whole(await act(room, name, team, NO_REPORT))
    assert await room.ids("professional_standards") == {report}
    assert await room.status("professional_standards", report) == "received"


NOT_SEALED = {
    "missing": None,
    "not text": 7,
    "not base64": CANARY,
    "open text": base64.b64encode(CANARY.encode() * 20).decode(),
    "empty": "",
    "only a header": base64.b64encode(b"age-encryption.org/v1\n").decode(),
    "a header without payload": base64.b64encode(
        base64.b64decode(REPLY["sealed"]).partition(b"--- ")[0] + b"--- " + b"A" * 43 + b"\n"
    ).decode(),
    "a password": base64.b64encode(pyrage.passphrase.encrypt(CANARY.encode(), "password")).decode(),
    "too much": sealed_reply("x" * LARGEST_SEALED, str(REPORTER.to_public()))["sealed"],
}


@pytest.mark.parametrize("sealed", NOT_SEALED.values(), ids=NOT_SEALED)
async def test_a_reply_that_is_not_sealed_is_refused_by_its_fields_name_and_not_kept(
    room: Staffroom, tmp_path: Path, sealed: object
) -> None:
    report = await room.report("daisu")
    body = {} if sealed is None else {"sealed": sealed}
    path, headers = f"/api/reports/{report}/replies", await room.headers("daisu")
    answer = await room.client.post(path, json=body, headers=headers)
    assert answer.status == 400
    problem = await answer.json()
    assert (problem["field"], problem["detail"]) == ("sealed", "The field sealed is missing or wrong.")
    assert await room.status("daisu", report) == "received"
    assert CANARY.encode() not in all_bytes(tmp_path)


async def test_a_field_that_nobody_knows_is_dropped(room: Staffroom, tmp_path: Path) -> None:
    report = await room.report("daisu")
    await act(room, "open", "daisu", report)
    path, headers = f"/api/reports/{report}/replies", await room.headers("daisu")
    answer = await room.client.post(path, json={**REPLY, "note": CANARY}, headers=headers)
    assert answer.status == 204
    assert CANARY.encode() not in all_bytes(tmp_path)


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{", b"\xff\xfe", b"[" * 50_000, b'"\\ud800"'])
@pytest.mark.parametrize("path", ["/api/sign-in", "/api/sign-in/answer"])
async def test_what_is_no_json_object_is_refused(room: Staffroom, path: str, body: bytes) -> None:
    answer = await room.client.post(path, data=body)
    assert answer.status == 400
    assert (await answer.json())["detail"] == "The request is not a JSON object."


@pytest.mark.parametrize("compress", [None, "deflate"])
async def test_an_oversized_body_is_refused_also_when_it_came_small(room: Staffroom, compress: str | None) -> None:
    body = json.dumps({"team": "x" * LARGEST_BODY})
    answer = await room.client.post("/api/sign-in", data=body, compress=compress)
    assert answer.status == 413
    assert answer.content_type == "application/problem+json"


NASTY = st.sampled_from([CANARY, "daisu", "\x00", "", "A" * 64, "A" * 65, REPLY["sealed"], 7, None])
VALUES = st.recursive(
    NASTY | st.text(max_size=80) | st.floats(allow_nan=False) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.just(CANARY) | st.text(), inner, max_size=3),
    max_leaves=6,
)
OBJECTS = st.dictionaries(st.sampled_from(["team", "id", "answer", "sealed", CANARY]), VALUES, max_size=5)
BODIES = st.binary(max_size=200) | (OBJECTS | VALUES).map(lambda value: json.dumps(value).encode())
PATHS = ["/api/sign-in", "/api/sign-in/answer", "/api/reports/{}/replies"]


@settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(body=BODIES)
@pytest.mark.parametrize("path", PATHS)
async def test_whatever_is_posted_is_no_error_of_ours_and_not_repeated(
    room: Staffroom, caplog: pytest.LogCaptureFixture, path: str, body: bytes
) -> None:
    caplog.set_level(logging.INFO, "heard")
    answer = await room.client.post(path.format(NO_REPORT), data=body, headers=await room.headers("daisu"))
    assert answer.status in {200, 400, 401, 404}
    assert CANARY not in await answer.text()
    assert caplog.messages == []
