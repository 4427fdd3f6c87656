"""The action server is down when she presses Send: her report is received and locked, and reaches the team later."""

from __future__ import annotations

import pytest

from tests.journeys.inbox import Inboxes
from tests.journeys.person import Person, Reply
from tests.journeys.reporting import ANONYMOUS, Type, fill_in, receipt_in
from tests.journeys.spooling import spooled, until_handed_over
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="session")]

CANARY = "zqspoolquokka"
STEPS = {**ANONYMOUS, "who_did_it": Type(f"My husband {CANARY}")}


async def locked(person: Person, stack: Stack) -> Reply:
    """Sends a report while the action server is down, and leaves it down."""
    await fill_in(person, STEPS, until="send")
    await stack.kill("actions")
    reply = await person.chooses("Send my report")
    assert reply.text.startswith("Your report was received, and it is locked. It is not yet with a team.")
    return reply


async def test_it_is_locked_and_reaches_the_team_once_by_itself(person: Person, stack: Stack, inboxes: Inboxes) -> None:
    before = await inboxes.ids("daisu")
    reply = await locked(person, stack)
    receipt = receipt_in(reply)
    assert "stored" not in reply.text
    assert "sent" not in reply.text.split()
    assert "You do not need to send it again." in reply.text
    assert "999" in reply.text
    assert len(spooled(stack)) == 1
    for secret in (CANARY, receipt, receipt.split()[0] + " " + receipt.split()[1]):
        assert secret.encode() not in stack.everything_written().lower()
    assert (await person.comes_back(receipt))[1]["status"] == "waiting"
    assert await inboxes.ids("daisu") == before
    await stack.start("actions")
    await until_handed_over(stack)
    (report,) = await inboxes.ids("daisu") - before
    assert CANARY in (await inboxes.run("open", "daisu", report))[1]
    assert (await person.comes_back(receipt))[1]["status"] == "opened"
    await inboxes.run("reply", "daisu", report, "--text", "We have read it.", typed="y\n")
    assert [each["text"] for each in (await person.comes_back(receipt))[1]["replies"]] == ["We have read it."]


async def test_it_outlives_the_gateway(person: Person, stack: Stack, inboxes: Inboxes) -> None:
    before = await inboxes.ids("daisu")
    receipt = receipt_in(await locked(person, stack))
    await stack.kill("gateway")
    assert len(spooled(stack)) == 1
    await stack.start("actions")
    await stack.start("gateway")
    await until_handed_over(stack)
    assert len(await inboxes.ids("daisu") - before) == 1
    assert (await person.comes_back(receipt))[1]["status"] == "received"


async def test_a_copy_of_what_was_handed_over_changes_nothing(person: Person, stack: Stack, inboxes: Inboxes) -> None:
    """As when the gateway dies after the hand-over and before the deletion."""
    before = await inboxes.ids("daisu")
    await locked(person, stack)
    (path,) = spooled(stack)
    sealed = path.read_bytes()
    await stack.start("actions")
    await until_handed_over(stack)
    await stack.kill("gateway")
    path.write_bytes(sealed)
    await stack.start("gateway")
    await until_handed_over(stack)
    assert len(await inboxes.ids("daisu") - before) == 1


async def test_taken_back_while_it_waits_no_team_ever_has_it(person: Person, stack: Stack, inboxes: Inboxes) -> None:
    before = await inboxes.all_ids()
    receipt = receipt_in(await locked(person, stack))
    (path,) = spooled(stack)
    sealed = path.read_bytes()
    status, body = await person.withdraws(receipt)
    assert (status, body["erased"], body["statement"]) == (200, True, None)
    assert not path.exists()
    await stack.start("actions")
    await until_handed_over(stack)
    path.write_bytes(sealed)  # a copy from a backup
    await stack.kill("gateway")
    await stack.start("gateway")
    await until_handed_over(stack)
    assert await inboxes.all_ids() == before
    _, body = await person.comes_back(receipt)
    assert body["status"] == "withdrawn"
    assert body["statement"].startswith("Request closed")
