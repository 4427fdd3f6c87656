"""A real browser in front of the real staff application: one browser for all tests, a profile and a room for each."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests.actions.kit import Office
from tests.browser.browsers import TRUSTING, launch
from tests.browser.pictures import take_pictures_of_failure
from tests.staff.browser.desk import Desk, Seen
from tests.staff.kit import Staffroom
from tests.staff.rooms import scratch_office, scratch_room

NOWHERE = 9
"""A port where nothing listens: this browser reaches nothing but the staff application."""
PATIENCE = 15_000  # milliseconds
expect.set_options(timeout=PATIENCE)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium."""
    async with async_playwright() as playwright:
        running = await launch(playwright, "chromium", NOWHERE)
        yield running
        await running.close()


@pytest_asyncio.fixture(loop_scope="session")
async def office(staff_keys: Path, tmp_path: Path, ready_tables: Path) -> AsyncIterator[Office]:
    """As for the other tests of the teams' side, in the browser's loop."""
    async with scratch_office(staff_keys, tmp_path, ready_tables) as office:
        yield office


@pytest_asyncio.fixture(loop_scope="session")
async def room(office: Office) -> AsyncIterator[Staffroom]:
    """As for the other tests of the teams' side, in the browser's loop."""
    async with scratch_room(office) as room:
        yield room


@pytest.fixture
def profile() -> dict[str, Any]:
    """How the browser is set; a test that wants it otherwise is parametrised with `profile`."""
    return {}


@pytest_asyncio.fixture(loop_scope="session")
async def desk(
    room: Staffroom, browser: Browser, profile: dict[str, Any], request: pytest.FixtureRequest
) -> AsyncIterator[Desk]:
    """A member's own browser profile, at the page; what it asks for is remembered."""
    context = await browser.new_context(**TRUSTING, accept_downloads=True, timezone_id="Europe/London", **profile)
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    seen = Seen()
    page.on("request", seen.add)
    page.on("console", seen.hear)
    page.on("pageerror", seen.fail)
    await page.clock.install(time=room.clock.now)
    yield Desk(room, page, seen)
    if request.session.testsfailed:
        await take_pictures_of_failure([page], request.node.nodeid)
    await context.close()
