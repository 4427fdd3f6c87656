"""The screens of a report that is saved to decide later, and how a person gets there."""

from __future__ import annotations

from playwright.async_api import Page

from tests.browser.receipt_screens import receipt
from tests.browser.site import Site
from tests.browser.steps import choose, start, write

SAVE, GO_ON, ERASE, REALLY = "Save it and decide later", "Go on with my report", "Erase what I saved", "Yes, erase it"


async def saved(page: Page, _site: Site) -> None:
    await start(page)
    await write(page, "i want to report")
    for answer in ("Report here", "Spiking"):
        await choose(page, answer)
    await write(page, "it was at a party last year")
    await choose(page, SAVE)
    await page.locator("#log .receipt").wait_for()


async def came_back(page: Page, site: Site) -> None:
    await saved(page, site)
    words = await page.locator("#log .receipt .words").inner_text()
    await receipt(page, site)
    await page.get_by_label("Your receipt words").fill(words)
    await page.get_by_role("button", name="Show my report").click()
    await page.get_by_role("heading", name="Your saved report").wait_for()


async def gone_on(page: Page, site: Site) -> None:
    await came_back(page, site)
    await page.get_by_role("button", name=GO_ON).click()
    await page.get_by_text("Here is what you saved.").wait_for()


async def asked_to_erase(page: Page, site: Site) -> None:
    await came_back(page, site)
    await page.get_by_role("button", name=ERASE).click()
    await page.get_by_role("heading", name="Erase what you saved").wait_for()


async def erased_draft(page: Page, site: Site) -> None:
    await asked_to_erase(page, site)
    await page.get_by_role("button", name=REALLY).click()
    await page.get_by_role("heading", name="It is erased").wait_for()
