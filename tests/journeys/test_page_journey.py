"""The whole way on the page, in a real browser, through the real processes."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.browser.browsers import CHROMIUM
from tests.browser.steps import choose, write
from tests.journeys.inbox import Inboxes
from tests.journeys.reporting import ANONYMOUS, Press
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
HARMLESS = "https://www.bbc.co.uk/weather"
ADDED = "I have kept the letters he sent last year."


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest_asyncio.fixture(params=["with JavaScript", "without JavaScript"], loop_scope="session")
async def page(request: pytest.FixtureRequest, browser: Browser, stack: Stack) -> AsyncIterator[Page]:
    context = await browser.new_context(java_script_enabled=request.param == "with JavaScript")
    await context.route(f"{HARMLESS}**", lambda route: route.fulfill(body="Weather"))
    page = await context.new_page()
    await page.goto(stack.url)
    yield page
    await context.close()


async def test_she_reports_on_the_page_reads_the_answer_there_and_leaves(page: Page, inboxes: Inboxes) -> None:
    before = await inboxes.ids("daisu")
    receipt = await reports(page)
    await page.get_by_role("button", name="Leave this site").first.click()
    await page.wait_for_url(f"{HARMLESS}**")

    (report,) = await inboxes.ids("daisu") - before
    code, said = await inboxes.run("reply", "daisu", report, "--text", "We believe you.", "--yes")
    assert code == 0, said

    await comes_back(page, inboxes, receipt)
    await expect(page.get_by_text("We believe you.")).to_be_visible()
    assert not set(receipt.split()) & set(re.split(r"\W+", page.url))


async def test_she_adds_to_it_on_the_page_the_team_reads_it_and_she_takes_it_back(page: Page, inboxes: Inboxes) -> None:
    before = await inboxes.ids("daisu")
    receipt = await reports(page)
    (report,) = await inboxes.ids("daisu") - before
    await comes_back(page, inboxes, receipt)
    await page.get_by_label("What you want to add").fill(ADDED)
    await page.get_by_role("button", name="Add it", exact=True).click()
    await expect(page.get_by_text("What you wrote has been added.")).to_be_visible()
    assert ADDED in (await inboxes.run("open", "daisu", report))[1]
    await page.get_by_role("button", name="Back to my report").click()
    await page.get_by_role("button", name="Withdraw my report").click()
    await page.get_by_role("button", name="Take my report back").click()
    await expect(page.get_by_text("The law can make the police keep what they have read.")).to_be_visible()
    assert "WITHDRAWN" in (await inboxes.run("open", "daisu", report))[1]


async def reports(page: Page) -> str:
    """Sends a report on the page; the receipt words."""
    await page.get_by_role("button", name="Start", exact=True).click()
    await write(page, "i want to report what my husband does")
    await choose(page, "Report here")
    for step in ANONYMOUS.values():
        await (choose(page, step.title) if isinstance(step, Press) else write(page, step.text))
    latest = page.locator("#log > .us").last
    await expect(latest).to_contain_text("Your report is stored.")
    return (await latest.locator(".receipt .words").inner_text()).strip()


async def comes_back(page: Page, inboxes: Inboxes, receipt: str) -> None:
    """Goes to the first page, and from there opens the receipt."""
    await page.goto(inboxes.stack.url)
    await page.get_by_role("link", name="Read the answer").first.click()
    await page.get_by_label("Your receipt words").fill(receipt)
    await page.get_by_role("button", name="Show my report").click()
