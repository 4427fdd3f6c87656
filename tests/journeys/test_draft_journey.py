"""Record now, decide later: she saves her report, comes back after everything was started anew, and sends it or not."""

from __future__ import annotations

import sqlite3

import pytest

from tests.journeys.inbox import Inboxes
from tests.journeys.person import Person
from tests.journeys.reporting import ANONYMOUS, Type, answer, begin, receipt_in, take
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="session")]

CANARY = "zqdraftquokka"
STEPS = {**ANONYMOUS, "who_did_it": Type(f"My husband {CANARY}")}
SAVE, GO_ON, ERASE = "Save it and decide later", "Go on with my report", "Erase what I saved"


def drafts(stack: Stack) -> int:
    """How many the database holds."""
    with sqlite3.connect(stack.settings.home / "heard.db") as database:
        return int(database.execute("SELECT count(*) FROM drafts").fetchone()[0])


async def save(person: Person, *, until: str) -> str:
    """Saves a report before the question about `until`, and leaves; the receipt."""
    await begin(person)
    await answer(person, STEPS, until=until)
    receipt = receipt_in(await person.chooses(SAVE))
    assert await person.leaves() == 204
    return receipt


async def test_saved_it_outlives_a_restart_and_becomes_one_report_that_the_team_opens(
    person: Person, stack: Stack, inboxes: Inboxes
) -> None:
    before = await inboxes.all_ids()
    receipt = await save(person, until="still_happening")
    for name in ("gateway", "actions"):
        await stack.kill(name)
        await stack.start(name)
    assert drafts(stack) == 1
    for secret in (CANARY, receipt, " ".join(receipt.split()[:2])):
        assert secret.encode() not in stack.everything_written().lower()
    assert await inboxes.all_ids() == before
    assert (await person.comes_back(receipt))[1]["status"] == "draft"

    await person.arrives()
    await person.says(receipt)
    reply = await person.chooses(GO_ON)
    assert CANARY in reply.text
    await answer(person, STEPS, start="still_happening", until="checked")
    assert f"My husband {CANARY}" in person.last.text
    await answer(person, STEPS, start="checked")
    assert receipt_in(person.last) == receipt
    (report,) = await inboxes.ids("daisu") - before["daisu"]
    assert CANARY in (await inboxes.run("open", "daisu", report))[1]
    assert (await person.comes_back(receipt))[1]["status"] == "opened"
    assert drafts(stack) == 0


async def test_at_the_last_question_it_is_saved_without_her_yes_and_asked_again(person: Person, stack: Stack) -> None:
    receipt = await save(person, until="send")
    await person.arrives()
    await person.says(receipt)
    reply = await person.chooses(GO_ON)
    assert "Check your answers." in reply.text
    await take(person, STEPS["checked"])
    assert "Do you agree to this?" in person.last.text
    assert (await person.erases(receipt))[0] == 200
    assert drafts(stack) == 0


async def test_rasa_is_down_when_she_saves_and_she_erases_it_from_another_chat(person: Person, stack: Stack) -> None:
    await begin(person)
    await answer(person, STEPS, until="relationship")
    await stack.kill("Rasa")
    receipt = receipt_in(await person.chooses(SAVE))
    await person.arrives()
    await person.says(receipt)
    assert "It is still saved, and nothing has changed." in (await person.chooses(GO_ON)).text
    await person.chooses(ERASE)
    assert "It is gone" in (await person.chooses("Yes, erase it")).text
    await stack.start("Rasa")
    assert drafts(stack) == 0
    assert (await person.comes_back(receipt))[0] == 404


async def test_the_action_server_is_down_and_she_is_told_that_it_is_not_saved(person: Person, stack: Stack) -> None:
    await begin(person)
    await answer(person, STEPS, until="relationship")
    await stack.kill("actions")
    reply = await person.chooses(SAVE)
    assert "We could not save your report." in reply.text
    assert "receipt words" not in reply.text
    await stack.start("actions")
    await take(person, STEPS["relationship"])
    assert "Save it and decide later" in person.last.choices
    assert drafts(stack) == 0
