"""The page without JavaScript."""

from __future__ import annotations

from contextlib import suppress

import pytest
import pytest_asyncio
from playwright.async_api import Error, Page, expect

from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.steps import SECRET_WORDS, arrives, choose, is_gone, leave_by_button, reach_summary, write

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def plain(open_page: Open) -> Page:
    page = await open_page(java_script_enabled=False)
    await page.get_by_role("button", name="Start", exact=True).click()
    return page


async def test_a_report_is_made_without_javascript(plain: Page) -> None:
    await reach_summary(plain)
    await expect(plain.locator("dl")).to_contain_text("it was at a party last year")
    for answer in ("My answers are right", "Yes, I agree", "Send my report"):
        await choose(plain, answer)
    await expect(plain.locator("#latest")).to_contain_text("Your report is stored.")


async def test_the_latest_reply_is_in_sight(plain: Page) -> None:
    for _ in range(4):
        await write(plain, "tell me more")
    await expect(plain.locator("#latest")).to_be_in_viewport(ratio=1)


async def test_the_button_erases_and_leaves_without_javascript(plain: Page, site: Site) -> None:
    await write(plain, SECRET_WORDS)
    await leave_by_button(plain)
    await is_gone(plain)
    assert site.conversations == 0


async def test_back_shows_nothing_without_javascript(plain: Page) -> None:
    await write(plain, SECRET_WORDS)
    await leave_by_button(plain)
    await is_gone(plain)
    with suppress(Error):  # the browser has nothing to show
        await plain.go_back()
    await expect(plain.get_by_text(SECRET_WORDS)).to_have_count(0)


async def test_the_way_out_may_lead_to_a_site_that_is_not_in_the_settings(plain: Page, site: Site) -> None:
    site.way_out = "https://weather.example/"  # as when the harmless site sends the browser on
    await leave_by_button(plain)
    await arrives(plain, site.way_out)


async def test_keys_that_need_javascript_are_not_promised(open_page: Open) -> None:
    page = await open_page(java_script_enabled=False)
    await expect(page.get_by_text("or press Escape")).to_be_hidden()
    await expect(page.get_by_text("On a keyboard, press Escape once")).to_be_hidden()
    await expect(page.get_by_text("The Escape and Shift keys do not work in this browser.")).to_be_visible()
