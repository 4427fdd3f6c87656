"""Adding to a report and taking it back, over the API: danger first, and nothing said that is not stored."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any, Literal

import pyrage
import pytest
from aiohttp.test_utils import TestClient, TestServer

from gateway.app import make_app
from gateway.gateway import Gateway
from gateway.receipt_forms import FORMS, Form, ReceiptForms
from gateway.receipts import Receipt
from safety import Finding
from tests.gateway.actions_double import STATEMENT, ActionsDouble, words_of
from tests.gateway.chat import DANGER, Chat

WORDS = "abstract ability able about above absent absorb access acoustic"
RECEIPT = Receipt(WORDS)
TEXT = "He came back on Sunday. The car was red."
POLICE = "He is a sergeant at the station in town."
SUBMISSION = "5" * 32

Client = TestClient[Any, Any]


@pytest.fixture(autouse=True)
def report(actions: ActionsDouble) -> dict[str, Any]:
    """The report that the receipt opens."""
    report = {"status": "received", "received": "2026-11-25T12:00:00Z", "replies": []}
    actions.reports[RECEIPT.lookup] = report
    return report


async def add(client: Client, text: str = TEXT, **more: Any) -> tuple[int, dict[str, Any]]:
    body = {"receipt": WORDS, "text": text, "submission": SUBMISSION, **more}
    answer = await client.post("/api/receipts/add", json=body)
    return answer.status, await answer.json()


async def withdraw(client: Client, written: str = WORDS) -> tuple[int, dict[str, Any]]:
    answer = await client.post("/api/receipts/withdraw", json={"receipt": written})
    return answer.status, await answer.json()


async def test_what_is_added_leaves_sealed_for_this_receipt_alone(
    client: Client, actions: ActionsDouble, intake_key: pyrage.x25519.Identity
) -> None:
    status, body = await add(client)
    assert (status, body["added"]) == (200, True)
    assert body["messages"][-1]["text"].startswith("What you wrote has been added.")
    stored = actions.added[SUBMISSION]
    letter = words_of(stored, intake_key)
    assert (letter["slot"], letter["conversation"], letter["text"]) == ("added", RECEIPT.lookup, TEXT)
    assert TEXT not in str(stored)
    assert WORDS.split()[0] not in str(stored)


@pytest.mark.parametrize("form", FORMS)
async def test_a_receipt_in_any_form_opens_adds_and_takes_back(
    client: Client, actions: ActionsDouble, forms: ReceiptForms, form: Form
) -> None:
    written = forms.write(WORDS, form)
    assert (await client.post("/api/receipts/open", json={"receipt": written})).status == 200
    assert (await add(client, receipt=written))[0] == 200
    assert (await withdraw(client, written))[0] == 200
    assert {*actions.lookups} == {RECEIPT.lookup}


async def test_danger_is_answered_before_anything_is_added_and_it_can_be_added_all_the_same(
    client: Client, actions: ActionsDouble
) -> None:
    status, body = await add(client, DANGER)
    assert (status, body["type"], actions.added) == (409, "urn:heard:problem:danger", {})
    assert body["messages"][0]["alert"] == "danger"
    assert "Nothing has been added yet." in body["detail"]
    status, body = await add(client, DANGER, checked=True)
    assert (status, len(actions.added)) == (200, 1)
    assert body["messages"][0]["alert"] == "danger"


@pytest.mark.parametrize(("kind", "way"), [("danger", "999"), ("self_harm", "Samaritans")])
async def test_in_doubt_the_way_to_help_goes_before_the_confirmation(
    gateway: Gateway, kind: Literal["danger", "self_harm"], way: str
) -> None:
    doubting = replace(gateway, check=lambda text: Finding(False, False, (), unsure=kind))
    async with TestClient(TestServer(make_app(doubting))) as client:
        status, body = await add(client)
    first, last = (message["text"] for message in body["messages"])
    assert (status, way in first) == (200, True)
    assert last.startswith("What you wrote has been added.")


@pytest.mark.parametrize("what", ["add", "withdraw", "open"])
async def test_danger_is_answered_where_a_receipt_belongs(client: Client, what: str) -> None:
    body = {"receipt": DANGER, "text": TEXT, "submission": SUBMISSION}
    answer = await client.post(f"/api/receipts/{what}", json=body)
    assert answer.status == 404
    assert (await answer.json())["messages"][0]["alert"] == "danger"


async def test_danger_is_answered_whatever_else_is_wrong(client: Client, actions: ActionsDouble) -> None:
    actions.status = 500
    for text, more in ((DANGER + "x" * 4000, {}), (DANGER, {"receipt": "no"}), (DANGER, {"checked": True})):
        status, body = await add(client, text, **more)
        assert status >= 400
        assert body["messages"][0]["alert"] == "danger"


async def test_words_about_the_police_wait_for_the_plain_question(client: Client, actions: ActionsDouble) -> None:
    actions.adds_not = "elsewhere"
    status, body = await add(client, POLICE)
    assert (status, body["type"], actions.added) == (409, "urn:heard:problem:not_added_elsewhere", {})
    assert "Make a new report" in body["detail"]
    assert (await add(client, POLICE, not_police=True))[0] == 200
    assert actions.added[SUBMISSION]["police_mention"] == "responsible"


@pytest.mark.parametrize(("kind", "said"), [("withdrawn", "took this report back"), ("full", "as much as")])
async def test_what_cannot_be_added_to_says_so(client: Client, actions: ActionsDouble, kind: str, said: str) -> None:
    actions.adds_not = kind
    status, body = await add(client)
    assert (status, body["type"]) == (409, f"urn:heard:problem:not_added_{kind}")
    assert said in body["detail"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"text": " \n"}, 400), ({"text": "x" * 4001}, 413), ({"receipt": "no"}, 404), ({"submission": "zz"}, 400)],
)
async def test_what_cannot_be_added_is_refused_and_sent_nowhere(
    client: Client, actions: ActionsDouble, fields: dict[str, str], status: int
) -> None:
    refused, body = await add(client, **{"text": TEXT, **fields})
    assert (refused, actions.lookups) == (status, [])
    assert body["detail"]


@pytest.mark.parametrize("falls", ["before", "after"])
async def test_an_action_server_that_falls_is_never_taken_for_one_that_has_added(
    client: Client, actions: ActionsDouble, falls: Any
) -> None:
    actions.falls = falls
    status, body = await add(client)
    assert (status, len(actions.added)) == (503, int(falls == "after"))
    assert "could not confirm" in body["detail"]
    actions.falls = None
    assert (await add(client))[0] == 200
    assert len(actions.added) == 1


@pytest.mark.parametrize("falls", ["before", "after"])
async def test_an_action_server_that_falls_is_never_taken_for_one_that_has_withdrawn(
    client: Client, actions: ActionsDouble, report: dict[str, Any], falls: Any
) -> None:
    actions.falls = falls
    status, body = await withdraw(client)
    assert (status, report["status"]) == (503, "received" if falls == "before" else "withdrawn")
    assert "could not confirm" in body["detail"]
    assert "statement" not in body
    actions.falls = None
    status, body = await withdraw(client)
    assert (status, body["status"]) == (200, "withdrawn")


async def test_a_report_nobody_opened_comes_back_erased_with_its_statement(client: Client) -> None:
    status, body = await withdraw(client)
    assert status == 200
    assert (body["status"], body["erased"], body["statement"]) == ("withdrawn", True, STATEMENT)
    assert body["meaning"].endswith("It has been erased.")
    opened = await (await client.post("/api/receipts/open", json={"receipt": WORDS})).json()
    assert (opened["status"], opened["erased"], opened["received"]) == ("withdrawn", True, None)
    assert opened["statement"] == STATEMENT


async def test_a_report_that_was_opened_is_said_to_stay_with_the_police(client: Client, report: dict[str, Any]) -> None:
    report["status"] = "opened"
    status, body = await withdraw(client)
    assert (status, body["erased"], body["statement"]) == (200, False, None)
    assert "The law can make the police keep what they have read." in body["meaning"]


async def test_a_receipt_nobody_knows_takes_nothing_back(client: Client) -> None:
    assert (await withdraw(client, WORDS.replace("able", "about")))[0] == 404
    assert (await add(client, receipt=WORDS.replace("able", "about")))[0] == 404


@pytest.mark.parametrize("what", ["add", "withdraw"])
async def test_adding_and_taking_back_are_throttled_with_opening(client: Client, what: str) -> None:
    for _ in range(120):
        await client.post("/api/receipts/open", json={"receipt": WORDS})
    body = {"receipt": WORDS, "text": TEXT, "submission": SUBMISSION}
    answer = await client.post(f"/api/receipts/{what}", json=body)
    assert (answer.status, answer.headers["Retry-After"]) == (429, "60")


async def test_a_report_taken_back_is_said_to_be_in_the_chat(chat: Chat, client: Client) -> None:
    await withdraw(client)
    await chat.say(WORDS)
    assert chat.text == "You took this report back. No one had opened it. It has been erased."


@pytest.mark.parametrize("falls", [None, "before", "after"])
async def test_no_log_holds_a_word_of_a_receipt_or_of_what_was_added(
    client: Client, actions: ActionsDouble, caplog: pytest.LogCaptureFixture, falls: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    actions.falls = falls
    for text in (TEXT, DANGER, POLICE):
        await add(client, text)
    await withdraw(client)
    await client.post("/api/receipts/open", json={"receipt": f"{WORDS} {TEXT}"})
    everything = "\n".join(f"{record.getMessage()} {record.args} {record.exc_text}" for record in caplog.records)
    for secret in (*WORDS.split(), "Sunday", "sergeant", RECEIPT.lookup, SUBMISSION):
        assert secret not in everything
