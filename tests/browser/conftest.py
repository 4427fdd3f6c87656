from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.browser.site import BEFORE, Elsewhere, Site, running_site

CHROMIUM = os.environ.get("HEARD_CHROMIUM") or shutil.which("chromium")
# Playwright switches off what these tests are about.
AS_PEOPLE_HAVE_IT = ["--disable-back-forward-cache", "--disable-popup-blocking"]
NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"

Open = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    assert CHROMIUM, "Install Chromium, or set HEARD_CHROMIUM to where it is."
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", NO_NETWORK], ignore_default_args=AS_PEOPLE_HAVE_IT
        )
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def site() -> AsyncIterator[Site]:
    async with running_site() as site:
        yield site


@pytest.fixture
def elsewhere() -> Elsewhere:
    return Elsewhere()


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(chromium: Browser, site: Site, elsewhere: Elsewhere) -> AsyncIterator[Open]:
    """Opens the site in a fresh browser profile, coming from another page."""
    contexts: list[BrowserContext] = []

    async def open_page(path: str = "/", **profile: object) -> Page:
        context = await chromium.new_context(**profile)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(10_000)
        await elsewhere.stand_in(context)
        page = await context.new_page()
        await page.goto(BEFORE)
        await page.goto(site.url + path)
        return page

    yield open_page
    for context in contexts:
        await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def first(open_page: Open) -> Page:
    return await open_page()


@pytest_asyncio.fixture(loop_scope="session")
async def chat(first: Page) -> Page:
    await first.get_by_role("button", name="Start", exact=True).click()
    await first.get_by_label("Your message").wait_for()
    return first
