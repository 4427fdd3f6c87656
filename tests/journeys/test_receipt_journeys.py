"""The reporter's way back: she keeps the receipt, returns with it, reads, adds, and takes the report back."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import sys

import pytest

from content.receipt_forms import load_receipt_forms
from gateway.receipt_forms import ReceiptForms
from gateway.statements import StatementKeys
from heard.settings import PROJECT
from tests.journeys.inbox import Inboxes
from tests.journeys.person import Person, Reply
from tests.journeys.reporting import ANONYMOUS, fill_in, named, receipt_in
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="session")]

FORMS = ReceiptForms(load_receipt_forms(PROJECT / "data" / "receipt-forms.yml"))
PLACES = ("first", "second", "third", "fourth", "fifth")
ADDED = "I have kept the letters he sent last year."
PHONE = "07700 900123"
ONCE = "5" * 32


async def report(person: Person, inboxes: Inboxes, *, to: str = "daisu") -> tuple[str, str]:
    """Sends a report by somebody who may be called; the receipt, and the id that the team knows it by."""
    before = await inboxes.ids(to)
    receipt = receipt_in(await fill_in(person, named(PHONE, "any evening")))
    (new,) = await inboxes.ids(to) - before
    return receipt, new


def asked_for(reply: Reply) -> int:
    """Which part of the receipt is to be typed, from 0."""
    found = re.search(r"type the (\w+) (?:word|thing|name)", reply.text)
    assert found, reply.text
    return PLACES.index(found[1])


def rows_about(stack: Stack, report_id: str) -> dict[str, int]:
    """Rows of the real database that name the report, by table."""
    tables = {"reports": "id"} | dict.fromkeys(
        ("deliveries", "outbox", "replies", "additions", "submissions", "withdrawals", "audit"), "report_id"
    )
    with sqlite3.connect(stack.settings.home / "heard.db") as database:
        counts = {
            table: database.execute(f"SELECT count(*) FROM {table} WHERE {column} = ?", (report_id,)).fetchone()[0]
            for table, column in tables.items()
        }
    return {table: count for table, count in counts.items() if count}


async def test_the_receipt_is_shown_until_she_has_kept_it_and_opens_in_every_form(person: Person) -> None:
    receipt = receipt_in(await fill_in(person, ANONYMOUS))
    await person.says("what happens next")
    assert receipt in person.last.text
    shown = await person.chooses("Show it as a shopping list")
    assert receipt not in shown.text
    await person.says(FORMS.names(receipt, "shopping")[asked_for(shown)])
    assert "We have stopped showing it here." in person.last.text
    for form in ("words", "shopping", "contacts"):
        status, body = await person.comes_back(FORMS.write(receipt, form))
        assert (status, body["status"]) == (200, "received")


async def test_she_reads_the_answer_adds_and_the_team_reads_what_she_added(person: Person, inboxes: Inboxes) -> None:
    receipt, new = await report(person, inboxes)
    await inboxes.run("open", "daisu", new)
    await inboxes.run("reply", "daisu", new, "--text", "Is there anything in writing?", "--yes")
    _, body = await person.comes_back(receipt)
    assert body["replies"][0]["text"] == "Is there anything in writing?"
    assert (await person.adds(receipt, ADDED, ONCE))[0] == 200
    assert (await person.adds(receipt, ADDED, ONCE))[0] == 200
    _, listed = await inboxes.run("list", "daisu")
    assert re.search(rf"^{new} .* answered, added ", listed, re.MULTILINE)
    assert ADDED not in listed
    _, opened = await inboxes.run("open", "daisu", new)
    assert opened.count(ADDED) == 1
    assert (await person.comes_back(receipt))[1]["added"] == 1


async def test_a_report_nobody_opened_is_erased_from_the_database_and_the_statement_is_real(
    person: Person, stack: Stack, inboxes: Inboxes
) -> None:
    receipt, new = await report(person, inboxes)
    await person.adds(receipt, ADDED, ONCE)
    assert {"reports", "deliveries", "additions"} <= rows_about(stack, new).keys()
    status, body = await person.withdraws(receipt)
    assert (status, body["erased"]) == (200, True)
    assert rows_about(stack, new) == {"audit": 4}
    assert new not in await inboxes.ids("daisu")
    assert (await inboxes.run("open", "daisu", new))[0] == 1
    public = (stack.settings.home / "keys" / "statement.pub").read_text()
    assert StatementKeys(public).confirmed(body["statement"])
    assert not re.search("police|report|abuse|heard|hertford", body["statement"].lower())
    assert await verified(stack, body["statement"])
    assert not await verified(stack, body["statement"].replace("2026", "2027"))
    assert (await person.withdraws(receipt)) == (200, body)
    assert (await person.comes_back(receipt))[1]["statement"] == body["statement"]
    assert (await person.adds(receipt, ADDED, "6" * 32))[0] == 409


async def verified(stack: Stack, statement: str) -> bool:
    """Whether `heard verify` finds the statement real."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "heard.cli", "verify"),
        cwd=PROJECT,
        env={"HEARD_HOME": str(stack.settings.home)},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    await process.communicate(statement.encode())
    return process.returncode == 0


async def test_a_report_that_was_opened_is_marked_and_she_is_told_what_stays(person: Person, inboxes: Inboxes) -> None:
    receipt, new = await report(person, inboxes)
    await inboxes.run("open", "daisu", new)
    assert PHONE in (await inboxes.run("contact", "daisu", new, "--reason", "agreed"))[1]
    status, body = await person.withdraws(receipt)
    assert (status, body["erased"], body["statement"]) == (200, False, None)
    assert "The law can make the police keep what they have read." in body["meaning"]
    _, listed = await inboxes.run("list", "daisu")
    assert re.search(rf"^{new} .* withdrawn ", listed, re.MULTILINE)
    _, opened = await inboxes.run("open", "daisu", new)
    assert "WITHDRAWN" in opened
    _, contact = await inboxes.run("contact", "daisu", new, "--reason", "agreed")
    assert PHONE not in opened + contact
    assert (await person.comes_back(receipt))[1]["status"] == "withdrawn"


async def test_danger_in_what_is_added_is_answered_first(person: Person, inboxes: Inboxes) -> None:
    receipt, new = await report(person, inboxes)
    status, body = await person.adds(receipt, "he has a knife and he is at my door", ONCE)
    assert (status, body["messages"][0]["alert"]) == (409, "danger")
    assert "added" not in (await inboxes.run("list", "daisu"))[1].split(new)[1].splitlines()[0]
    assert (await person.adds(receipt, "he has a knife and he is at my door", ONCE, checked=True))[0] == 200


async def test_an_officer_named_in_what_is_added_is_not_shown_to_a_local_team(person: Person, inboxes: Inboxes) -> None:
    receipt, new = await report(person, inboxes)
    named_him = "I did not say it before. He is a sergeant with Herts police."
    status, body = await person.adds(receipt, named_him, ONCE)
    assert (status, body["type"]) == (409, "urn:heard:problem:not_added_elsewhere")
    assert named_him not in (await inboxes.run("open", "daisu", new))[1]


async def test_a_killed_action_server_is_never_said_to_have_added_or_withdrawn(
    person: Person, stack: Stack, inboxes: Inboxes
) -> None:
    receipt, new = await report(person, inboxes)
    await stack.kill("actions")
    for status, body in (await person.adds(receipt, ADDED, ONCE), await person.withdraws(receipt)):
        assert status == 503
        assert "could not confirm" in body["detail"]
    await stack.start("actions")
    assert "additions" not in rows_about(stack, new)
    assert (await person.adds(receipt, ADDED, ONCE))[0] == 200
    await stack.kill("actions")  # after it was stored
    await stack.start("actions")
    assert rows_about(stack, new)["additions"] == 1
    assert (await person.withdraws(receipt))[1]["erased"] is True
