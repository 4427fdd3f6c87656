"""She is told something, keeps it, makes a report and says how it was: through the real processes, on the page."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.steps import choose, write
from tests.journeys.reporting import ANONYMOUS, Type
from tests.journeys.test_page_journey import HARMLESS, browser, page, reports

__all__ = ["browser", "page"]  # fixtures

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HERS = "my husband follows me and reads my phone zqkeepquokka"
ASKED = "Did you feel taken seriously?"


def answers_with_hers() -> list[str]:
    """What she types in the report."""
    return [step.text for step in ANONYMOUS.values() if isinstance(step, Type)]


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


async def test_she_keeps_what_she_was_told_and_nothing_of_hers_is_in_it(page: Page) -> None:
    await press(page, "Start")
    await expect(page.get_by_role("button", name="Keep what I was told")).to_have_count(0)
    await write(page, HERS)
    told = await page.locator("#log > .us").last.locator("p").first.inner_text()
    await press(page, "Keep what I was told")
    await expect(page.get_by_role("heading", name="Is it safe to keep it?")).to_be_visible()
    async with page.expect_download() as download:
        await press(page, "Save it as a file")
    file = await download.value
    assert file.suggested_filename == "notes.txt"
    text = (await file.path()).read_text(encoding="utf-8")
    assert told in text
    assert HERS not in text
    assert "quokka" not in text
    await press(page, "Show it, to read or print")
    await expect(page.get_by_role("heading", name="Notes")).to_be_visible()
    await expect(page.get_by_text(told)).to_be_visible()
    assert "quokka" not in await page.content()
    await press(page, "Back to the chat")
    await expect(page.get_by_text(HERS)).to_be_visible()
    await page.get_by_role("button", name="Leave this site").first.click()
    await page.wait_for_url(f"{HARMLESS}**")


async def test_after_her_report_she_says_how_it_was_once(page: Page) -> None:
    receipt = await reports(page)
    await choose(page, "I do not want to keep it")
    await choose(page, "Do not keep it")
    await expect(page.get_by_role("group", name=ASKED)).to_be_visible()
    await press(page, "Partly")
    await expect(page.get_by_text("Your answer cannot be linked to you.")).to_be_visible()
    await expect(page.get_by_role("group", name=ASKED)).to_have_count(0)
    await page.locator("#text").fill("goodbye")
    await press(page, "Send")
    await expect(page.locator("#log > .you").last).to_contain_text("goodbye")
    await expect(page.get_by_role("group", name=ASKED)).to_have_count(0)
    await press(page, "Keep what I was told")
    await press(page, "Show it, to read or print")
    shown = await page.content()
    for secret in (receipt, *answers_with_hers(), "Your report is stored."):
        assert secret not in shown
