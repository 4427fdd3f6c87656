from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from typing import cast

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, Playwright, ViewportSize, async_playwright, expect

from tests.browser.browsers import TRUSTING, launch
from tests.browser.elsewhere import BEFORE, PATIENCE, Elsewhere
from tests.browser.pictures import take_pictures_of_failure
from tests.browser.site import Site, running_site

Open = Callable[..., Awaitable[Page]]
DESK: ViewportSize = {"width": 1280, "height": 720}  # what Playwright takes for one that is not named
FAILED = pytest.StashKey[bool]()

expect.set_options(timeout=PATIENCE * 1000)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def playwright() -> AsyncIterator[Playwright]:
    async with async_playwright() as playwright:
        yield playwright


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browsers(playwright: Playwright) -> AsyncIterator[dict[str, Browser]]:
    """Those already started, by name."""
    running: dict[str, Browser] = {}
    yield running
    for browser in running.values():
        await browser.close()


@pytest.fixture
def browser_name() -> str:
    """A test that runs in both browsers is parametrised with `browser_name`."""
    return "chromium"


@pytest_asyncio.fixture(loop_scope="session")
async def browser(
    playwright: Playwright, browsers: dict[str, Browser], browser_name: str, elsewhere: Elsewhere
) -> Browser:
    if browser_name not in browsers:
        browsers[browser_name] = await launch(playwright, browser_name, elsewhere.proxy)
    return browsers[browser_name]


@pytest_asyncio.fixture(loop_scope="session")
async def site() -> AsyncIterator[Site]:
    async with running_site() as site:
        yield site


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def the_rest_of_the_web() -> AsyncIterator[Elsewhere]:
    elsewhere = Elsewhere()
    async with elsewhere.running():
        yield elsewhere


@pytest.fixture
def elsewhere(the_rest_of_the_web: Elsewhere) -> Iterator[Elsewhere]:
    with the_rest_of_the_web.for_one_test() as elsewhere:
        yield elsewhere


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tells the fixtures whether the test failed."""
    report = yield
    item.stash[FAILED] = report.failed or item.stash.get(FAILED, False)
    return report


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(
    browser: Browser, site: Site, elsewhere: Elsewhere, request: pytest.FixtureRequest
) -> AsyncIterator[Open]:
    """Opens the site in a fresh browser profile, coming from another page."""
    contexts: list[BrowserContext] = []

    async def open_page(path: str = "/", **profile: object) -> Page:
        context = await browser.new_context(**TRUSTING, **profile)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(PATIENCE * 1000)
        page = await context.new_page()
        await page.goto(BEFORE)
        await page.goto(site.url + path)
        return page

    yield open_page
    for context in contexts:
        if request.node.stash.get(FAILED, False):
            await take_pictures_of_failure(context.pages, request.node.nodeid)
        await context.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shown() -> AsyncIterator[dict[str, Page]]:
    """The tabs that the tests of a module use one after another, by their profile."""
    tabs: dict[str, Page] = {}
    yield tabs
    for tab in tabs.values():
        await tab.context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def show(
    browser: Browser, site: Site, elsewhere: Elsewhere, shown: dict[str, Page], request: pytest.FixtureRequest
) -> AsyncIterator[Open]:
    """Opens the site in a tab that tests of the same profile share. Not for tests of what the browser remembers."""
    used: set[str] = set()

    async def show(path: str = "/", **profile: object) -> Page:
        key = repr(sorted(profile.items()))
        used.add(key)
        if key not in shown:
            context = await browser.new_context(**TRUSTING, **profile)  # type: ignore[arg-type]
            context.set_default_timeout(PATIENCE * 1000)
            shown[key] = await context.new_page()
        page = shown[key]
        await page.set_viewport_size(cast(ViewportSize, profile.get("viewport", DESK)))
        await page.goto(site.url + path)
        return page

    yield show
    for key in used:
        if request.node.stash.get(FAILED, False):
            page = shown.pop(key)
            await take_pictures_of_failure([page], request.node.nodeid)
            await page.context.close()
        else:
            await shown[key].context.unroute_all()
            await shown[key].goto("about:blank")  # before its server is gone


@pytest_asyncio.fixture(loop_scope="session")
async def first(open_page: Open) -> Page:
    return await open_page()


@pytest_asyncio.fixture(loop_scope="session")
async def chat(first: Page) -> Page:
    await first.get_by_role("button", name="Start", exact=True).click()
    await first.get_by_label("Your message").wait_for()
    return first
