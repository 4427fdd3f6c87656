"""Leaving, through the real processes, in both browsers, with JavaScript and without."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, async_playwright

from tests.browser.browsers import TRUSTING, launch
from tests.browser.elsewhere import BEFORE, HARMLESS, PATIENCE, Elsewhere
from tests.browser.pictures import take_picture
from tests.browser.steps import escape, is_gone, leave_by_button, start, the_visit_has_left_no_entry, write
from tests.gateway.chat import MESSAGES
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SAID = "the zebra wore seventeen lilac hats"
# Playwright cannot switch JavaScript off in Firefox; tests/browser/test_browser_exit_trouble.py stops its scripts.
JOURNEYS = {
    "leaving-chromium": ("chromium", {}),
    "leaving-firefox": ("firefox", {}),
    "leaving-chromium-without-javascript": ("chromium", {"java_script_enabled": False}),
}


@pytest_asyncio.fixture(loop_scope="session")
async def elsewhere() -> AsyncIterator[Elsewhere]:
    elsewhere = Elsewhere()
    async with elsewhere.running():
        with elsewhere.for_one_test():
            yield elsewhere


@pytest_asyncio.fixture(loop_scope="session")
async def page(journey: str, elsewhere: Elsewhere, stack: Stack) -> AsyncIterator[Page]:
    name, profile = JOURNEYS[journey]
    async with async_playwright() as playwright:
        browser = await launch(playwright, name, elsewhere.proxy)
        page = await browser.new_page(**TRUSTING, **profile)  # type: ignore[arg-type]
        await page.goto(BEFORE)
        await page.goto(stack.url)
        yield page
        await browser.close()


async def is_erased(stack: Stack, token: str) -> None:
    """The request that the browser sent as it left has come, and the token is as good as none."""
    async with asyncio.timeout(PATIENCE):
        while (await stack.http.post(f"{stack.url}/stay", data=token)).status == 204:
            pass
    later = {"Authorization": f"Bearer {token}"}
    async with stack.http.post(stack.url + MESSAGES, json={"text": "hello"}, headers=later) as response:
        assert response.status == 410


@pytest.mark.parametrize("journey", JOURNEYS)
async def test_who_leaves_leaves_nothing_behind(page: Page, journey: str, stack: Stack, elsewhere: Elsewhere) -> None:
    await take_picture(page, journey, "1-first")
    await start(page)
    await write(page, SAID)
    await take_picture(page, journey, "2-chat")
    token = await page.locator("#leave [name=token]").input_value()
    scripted = "without" not in journey
    await (escape(page) if scripted else leave_by_button(page))
    await is_gone(page)
    await take_picture(page, journey, "3-left")

    assert elsewhere.asked == [BEFORE, HARMLESS]
    assert elsewhere.referers == [None]
    if scripted:
        await the_visit_has_left_no_entry(page)
    await is_erased(stack, token)
    assert SAID.encode() not in stack.everything_written()
    assert token.encode() not in stack.everything_written()
