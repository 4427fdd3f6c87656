"""What a person does on the page."""

from __future__ import annotations

import asyncio

from playwright.async_api import Frame, Page

from tests.browser.elsewhere import BEFORE, HARMLESS, PATIENCE

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
    await replies.nth(count).wait_for(state="attached")
    assert await replies.count() == count + 1


async def reach_summary(page: Page) -> None:
    """Walks through the report to the check of the answers."""
    await write(page, "i want to report")
    for answer in ("Report here", "Spiking", "it was at a party last year", "Today", "No, I want to stay anonymous"):
        is_choice = await page.get_by_role("button", name=answer, exact=True).count()
        await (choose(page, answer) if is_choice else write(page, answer))


async def start(page: Page) -> None:
    """Begins a chat, with the page's script or without."""
    await page.get_by_role("button", name="Start", exact=True).click()
    await page.get_by_label("Your message").wait_for()


async def escape(page: Page) -> None:
    """The key that the force's own site promises."""
    await page.keyboard.press("Escape")


async def leave_by_button(page: Page) -> None:
    """The button at the top."""
    await page.locator("#leave button").click(no_wait_after=True)


async def addresses(page: Page) -> list[str]:
    """The entries of the tab's history, oldest first (Chromium)."""
    session = await page.context.new_cdp_session(page)
    history = await session.send("Page.getNavigationHistory")
    await session.detach()
    return [entry["url"] for entry in history["entries"] if entry["url"] != "about:blank"]


async def is_gone(page: Page) -> None:
    """The harmless page is there."""
    await arrives(page, HARMLESS)
    await shows(page, "Weather")


async def arrives(page: Page, url: str) -> None:
    """The page at `url` is there. Of several attempts to go, Playwright would fail with the one that was dropped.

    The page that is left is asked nothing: that would count as a click in it.
    """
    there = asyncio.Event()

    def look(_frame: Frame | None = None) -> None:
        if page.url == url:
            there.set()

    page.on("framenavigated", look)
    look()
    try:
        async with asyncio.timeout(PATIENCE):
            await there.wait()
    finally:
        page.remove_listener("framenavigated", look)


async def shows(page: Page, title: str) -> None:
    """The page has this title, also when the browser has taken it from its memory."""
    await page.wait_for_function("title => document.title === title", arg=title)


async def go(page: Page, way: str) -> None:
    """Goes `back` or `forward` as the browser's buttons do. A page from the browser's memory tells nobody it came."""
    await page.evaluate(f"setTimeout(() => history.{way}())")


async def the_visit_has_left_no_entry(page: Page) -> None:
    """The tab went from the page before to the harmless one; Back and Forward show no third."""
    blank = 0 if is_firefox(page) else 1  # the entry that a new tab has in Chromium
    assert await page.evaluate("history.length") == blank + len([BEFORE, HARMLESS])
    await go(page, "back")
    await shows(page, "Before")
    await go(page, "forward")
    await shows(page, "Weather")


def is_firefox(page: Page) -> bool:
    """Whether this is Firefox."""
    browser = page.context.browser
    return browser is not None and browser.browser_type.name == "firefox"
