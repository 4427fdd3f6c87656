"""The page in a frame of another site: only where the settings allow it, and leaving takes the whole tab.

Playwright cannot press a key inside such a frame in Firefox.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import FrameLocator, Page, expect

from tests.browser.browsers import BOTH
from tests.browser.conftest import Open
from tests.browser.elsewhere import Elsewhere
from tests.browser.site import Site, running_site
from tests.browser.steps import SECRET_WORDS, is_gone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FORCE = "https://www.force.example"
ALLOWED = pytest.mark.parametrize("site", [(FORCE,)], indirect=True, ids=["allowed"])


@pytest_asyncio.fixture(loop_scope="session")
async def site(request: pytest.FixtureRequest) -> AsyncIterator[Site]:
    """A site that the sites of `request.param` may frame."""
    async with running_site(gateway_frame_ancestors=request.param) as site:
        yield site


@pytest_asyncio.fixture(loop_scope="session")
async def host(open_page: Open, site: Site, elsewhere: Elsewhere) -> Page:
    """A page of the force with ours in a frame."""
    page = await open_page()
    elsewhere.pages[f"{FORCE}/"] = f"<title>Force</title><iframe src='{site.url}/' width=500 height=600></iframe>"
    await page.goto(FORCE)
    return page


async def chat_in(frame: FrameLocator) -> None:
    await frame.get_by_role("button", name="Start", exact=True).press("Enter")
    await frame.get_by_label("Your message").fill(SECRET_WORDS)
    await frame.get_by_label("Your message").press("Enter")
    await expect(frame.locator("#log > .us")).to_have_count(2)


@ALLOWED
async def test_escape_in_a_frame_takes_the_whole_tab(host: Page, site: Site) -> None:
    frame = host.frame_locator("iframe")
    await chat_in(frame)
    await frame.get_by_label("Your message").press("Escape", no_wait_after=True)
    await is_gone(host)
    await site.has_left()
    assert site.conversations == 0


@ALLOWED
async def test_the_button_in_a_frame_takes_the_whole_tab_without_scripts(host: Page, site: Site) -> None:
    site.no_scripts = True
    await host.reload()
    await host.frame_locator("iframe").locator("#leave button").press("Enter", no_wait_after=True)
    await is_gone(host)


@ALLOWED
async def test_a_frame_that_may_not_move_the_tab_leaves_alone(host: Page, site: Site, elsewhere: Elsewhere) -> None:
    elsewhere.pages[f"{FORCE}/"] = elsewhere.pages[f"{FORCE}/"].replace(
        "<iframe", "<iframe sandbox='allow-scripts allow-forms allow-same-origin'"
    )
    await host.reload()
    frame = host.frame_locator("iframe")
    await chat_in(frame)
    await frame.get_by_label("Your message").press("Escape", no_wait_after=True)
    await expect(frame.get_by_role("heading", name="Weather")).to_be_visible()
    await site.has_left()
    assert site.conversations == 0


@pytest.mark.parametrize("site", [(), ("https://another.example",)], indirect=True, ids=["nobody", "another"])
@pytest.mark.parametrize("browser_name", BOTH)
async def test_no_other_site_can_show_ours_in_a_frame(host: Page) -> None:
    await expect(host.locator("iframe")).to_be_visible()
    assert await host.frame_locator("iframe").get_by_role("button", name="Start", exact=True).count() == 0
