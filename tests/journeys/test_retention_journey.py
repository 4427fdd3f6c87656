"""A closed report's day comes: the running processes erase it for good, and whoever has the receipt is told."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest

from tests.journeys.inbox import LOOK, PATIENCE, Inboxes
from tests.journeys.person import Person
from tests.journeys.reporting import ANONYMOUS, fill_in, receipt_in
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="session")]


def in_database(stack: Stack, statement: str, *values: str) -> int:
    """What the real database counts, or how many rows it changed."""
    with sqlite3.connect(stack.settings.home / "heard.db") as database:
        done = database.execute(statement, values)
        return int(done.fetchone()[0]) if done.description else done.rowcount


async def until_swept(stack: Stack, report: str) -> None:
    """The action server looks at every copy when it starts, once it answers."""
    async with asyncio.timeout(PATIENCE):
        while in_database(stack, "SELECT count(*) FROM reports WHERE id = ?", report):  # noqa: ASYNC110 - another process erases
            await asyncio.sleep(LOOK)


async def test_a_report_whose_day_has_come_is_erased_and_she_is_told(
    person: Person, stack: Stack, inboxes: Inboxes
) -> None:
    before = await inboxes.ids("daisu")
    receipt = receipt_in(await fill_in(person, ANONYMOUS))
    (report,) = await inboxes.ids("daisu") - before
    for command in ("open", "close"):
        assert (await inboxes.run(command, "daisu", report))[0] == 0
    assert (await person.comes_back(receipt))[1]["status"] == "closed"
    # As if the years were over: the processes take the time from the machine.
    over = "UPDATE casework SET until = '2020-01-01', announced = 1 WHERE report_id = ?"
    assert in_database(stack, over, report) == 1
    await stack.kill("actions")
    await stack.start("actions")
    await until_swept(stack, report)
    assert await inboxes.ids("daisu") == before
    status, told = await person.comes_back(receipt)
    assert (status, told["status"]) == (200, "ended")
