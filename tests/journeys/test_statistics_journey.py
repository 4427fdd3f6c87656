"""Three people come, the month ends, and the owner publishes: the numbers are right, and none of the three is seen."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from typer.testing import CliRunner

from heard import stats
from heard.cli import app
from tests.journeys.person import Person
from tests.journeys.reporting import ANONYMOUS, Press, fill_in, receipt_in
from tests.journeys.stack import Stack, make_stack

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="session")]

KIND = "Abuse by a partner, ex-partner or family"


@pytest_asyncio.fixture(loop_scope="session")
async def own_stack(tmp_path: Path) -> AsyncIterator[Stack]:
    """Processes of this test's own: it stops them before it looks at what they counted."""
    async with aiohttp.ClientSession() as http:
        stack = make_stack(tmp_path, http)
        try:
            await stack.start("gateway", "Rasa", "actions")
            yield stack
        finally:
            await stack.stop()


async def arrives(stack: Stack) -> Person:
    person = Person(stack.http, stack.url)
    await person.arrives()
    return person


async def three_people(stack: Stack) -> None:
    """One leaves at a question, one sends and comes back, one says no."""
    leaving = await arrives(stack)
    await fill_in(leaving, ANONYMOUS, until="where_happened")
    assert await leaving.leaves() == 204
    sending = await arrives(stack)
    receipt = receipt_in(await fill_in(sending, ANONYMOUS))
    assert (await sending.comes_back(receipt))[0] == 200
    refusing = await arrives(stack)
    await fill_in(refusing, ANONYMOUS, until="send")
    await refusing.chooses("No, do not keep it")


async def heard(*arguments: str) -> str:
    """What `heard stats …` says."""
    result = await asyncio.to_thread(CliRunner().invoke, app, ["stats", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


async def test_the_counts_are_right_and_the_release_hides_them(
    own_stack: Stack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    month = f"{datetime.now(UTC):%Y-%m}"
    await three_people(own_stack)
    officer = await arrives(own_stack)
    await fill_in(officer, {**ANONYMOUS, "about_police": Press("Yes")})
    for name in ("gateway", "actions"):  # the gateway first: it brings its last counts
        await own_stack.parts[name].stop()
    monkeypatch.setenv("HEARD_HOME", str(own_stack.settings.home))
    monkeypatch.setattr(stats, "utc_now", lambda: datetime.now(UTC) + timedelta(days=33))
    shown = dict(re.findall(r"^ {2}(.+): (\d+)$", await heard("show", month), re.MULTILINE))
    assert shown[KIND] == shown["Used"] == shown["Said no before sending"] == shown["Left at: Where it happened"] == "1"
    assert shown["Closed the page or left at once"] == "1"
    assert shown["Stayed until the chat ended by itself"] == "2"
    reserved = dict(re.findall(r"^ {2}(.+): (\d+)$", await heard("show", month, "--reserved"), re.MULTILINE))
    assert (reserved["Professional Standards"], reserved[KIND], reserved["Used"]) == ("1", "1", "0")
    stored = [path.read_bytes() for path in own_stack.settings.home.glob("heard.db*")]
    assert not any(b"where_happened" in each for each in stored), "what was counted is sealed"
    await heard("publish", month, "--out", str(tmp_path / "out"))
    document = json.loads((tmp_path / "out" / f"statistics-{month}-ordinary.json").read_text())
    assert {row["count"] for table in document["tables"] for row in table["rows"]} == {None}
