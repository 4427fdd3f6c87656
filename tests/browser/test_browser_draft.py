"""Saving a report to decide later, and coming back to it, with the page's script and without."""

from __future__ import annotations

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.draft_screens import SAVE, erased_draft, gone_on, saved
from tests.browser.site import Site
from tests.browser.steps import choose, escape, is_gone, leave_by_button, start, write

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"], loop_scope="session")
async def page(request: pytest.FixtureRequest, open_page: Open) -> Page:
    return await open_page(java_script_enabled=request.param)


async def test_she_saves_leaves_comes_back_and_goes_on_in_the_chat(page: Page, site: Site) -> None:
    await gone_on(page, site)
    await expect(page.locator("#log > .us").last).to_contain_text("it was at a party last year")
    await choose(page, "Today")
    await expect(page.locator("#log > .us").last).to_contain_text("May the police contact you?")
    await expect(page.locator("#leave [name=token]")).not_to_have_value("")


async def test_she_erases_what_she_saved(page: Page, site: Site) -> None:
    await erased_draft(page, site)
    await expect(page.locator("main")).to_contain_text("It is gone")
    assert site.actions.drafts == {}


async def test_what_stood_in_the_box_is_taken_with_it(page: Page, site: Site) -> None:
    await start(page)
    await write(page, "i want to report")
    for answer in ("Report here", "Spiking"):
        await choose(page, answer)
    await page.locator("#text").fill("he had followed me and")
    await choose(page, SAVE)
    await expect(page.locator("#text")).to_have_value("")


async def test_leaving_forgets_the_chat_and_not_what_was_saved(page: Page, site: Site) -> None:
    await saved(page, site)
    is_scripted = await page.locator("html.scripted").count()
    await (escape(page) if is_scripted else leave_by_button(page))
    await is_gone(page)
    await site.has_left()
    assert site.conversations == 0
    assert len(site.actions.drafts) == 1
