"""What a person does on the page."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.browser.site import HARMLESS

SECRET_WORDS = "words that only she may see"


async def write(page: Page, text: str) -> None:
    """Writes and sends, and waits for the reply."""
    await page.locator("#text").fill(text)
    await _and_wait(page, "Send")


async def choose(page: Page, title: str) -> None:
    """Picks a choice, and waits for the reply."""
    await _and_wait(page, title)


async def _and_wait(page: Page, button: str) -> None:
    replies = page.locator("#log > .us")
    count = await replies.count()
    await page.get_by_role("button", name=button, exact=True).click()
    await expect(replies).to_have_count(count + 1)


async def reach_summary(page: Page) -> None:
    """Walks through the report to the check of the answers."""
    await write(page, "i want to report")
    for answer in ("Report here", "Spiking", "it was at a party last year", "Today", "No, I want to stay anonymous"):
        is_choice = await page.get_by_role("button", name=answer, exact=True).count()
        await (choose(page, answer) if is_choice else write(page, answer))


async def addresses(page: Page) -> list[str]:
    """The entries of the tab's history, oldest first."""
    session = await page.context.new_cdp_session(page)
    history = await session.send("Page.getNavigationHistory")
    await session.detach()
    return [entry["url"] for entry in history["entries"] if entry["url"] != "about:blank"]


async def is_gone(page: Page) -> None:
    """The harmless page is there."""
    await page.wait_for_url(HARMLESS)
    await expect(page).to_have_title("Weather")
