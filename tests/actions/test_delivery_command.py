"""`heard outbox`: what was given up is seen by id and kind alone, and tried again when somebody says so."""

from __future__ import annotations

import asyncio

import pytest
from typer.testing import CliRunner, Result

from actions.delivery.names import QUEUE, WEBHOOK
from heard.cli import app
from tests.actions.delivery_kit import Recorder, items, relay_of, settle
from tests.actions.kit import CANARY, DATABASES, Office

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)


async def said(*words: str) -> Result:
    """The command in a thread of its own, since it has a loop of its own."""
    return await asyncio.to_thread(CliRunner().invoke, app, ["outbox", *words])


async def test_a_dead_letter_is_listed_replayed_and_arrives(office: Office, database_url: str) -> None:
    queue, webhook = Recorder(["daisu"], failures=24), Recorder(["daisu"])
    relay = relay_of(office, {QUEUE: queue, WEBHOOK: webhook})
    await office.submit()
    await settle(relay)
    (item,) = await items(office)
    listed = await said("list", "--database", database_url)
    assert listed.exit_code == 1
    assert listed.output.splitlines() == [
        "daisu queue: waiting 0, given up 1",
        f"  {item.id}  report  ConnectionError  2025-11-25T14:00Z",
    ]
    assert CANARY not in listed.output
    assert item.report_id not in listed.output
    nothing = await said("replay", "--team", "mash", "--database", database_url)
    assert nothing.output == "To be tried again: 0.\n"
    again = await said("replay", item.id, "--team", "daisu", "--target", "queue", "--database", database_url)
    assert again.output == "To be tried again: 1.\n"
    await settle(relay)
    assert [parcel.id for parcel in queue.taken] == [item.id]
    after = await said("list", "--database", database_url)
    assert (after.exit_code, after.output) == (0, "Nothing waits, and nothing was given up.\n")


async def test_it_does_not_tell_how_many_reports_a_team_has(office: Office, database_url: str) -> None:
    before = (await said("list", "--database", database_url)).output
    await office.submit(about_police="yes")
    assert (await said("list", "--database", database_url)).output == before
    await settle(relay_of(office, {}))
    assert (await said("list", "--database", database_url)).output == before


async def test_an_id_that_is_none_is_said(office: Office, database_url: str) -> None:
    wrong = await said("replay", "0" * 32, "--database", database_url)
    assert wrong.exit_code == 1
    assert "heard outbox list" in wrong.output


async def test_a_database_that_is_none_is_a_sentence(office: Office) -> None:
    wrong = await said("list", "--database", f"nonsense://{CANARY}")
    assert wrong.exit_code == 2
    assert CANARY not in wrong.output
