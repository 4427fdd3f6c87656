"""The screens beside the chat: easy words, languages, feedback, what she keeps, and the one question."""

from __future__ import annotations

from playwright.async_api import Page

from tests.browser.site import Site
from tests.browser.steps import start, write

ADVICE = "You can ask a court to keep him away.\n\n[[samaritans]]\n\n[[victim_support]]"
OFFER = "Keep what I was told"


async def easy(page: Page, site: Site) -> None:
    await page.goto(site.url + "/easy")


async def languages(page: Page, site: Site) -> None:
    await page.goto(site.url + "/languages")


async def language(page: Page, site: Site) -> None:
    await languages(page, site)
    await page.get_by_role("button", name="العربية").click()
    await page.get_by_role("heading", name="العربية").wait_for()


async def feedback(page: Page, site: Site) -> None:
    await page.goto(site.url + "/feedback")


async def told(page: Page, site: Site) -> None:
    await start(page)
    site.rasa.next = {"messages": [{"text": ADVICE}], "state": {"slots": {}, "loop": None}, "failed": False}
    await write(page, "what can a court do")
    await page.get_by_role("button", name=OFFER).wait_for()


async def warned(page: Page, site: Site) -> None:
    await told(page, site)
    await page.get_by_role("button", name=OFFER).click()
    await page.get_by_role("heading", name="Is it safe to keep it?").wait_for()


async def notes(page: Page, site: Site) -> None:
    await warned(page, site)
    await page.get_by_role("button", name="Show it, to read or print").click()
    await page.get_by_role("heading", name="Notes").wait_for()


async def asked_how_it_was(page: Page, site: Site) -> None:
    await told(page, site)
    said = {"text": "Take care.", "custom": {"keep": False, "closing": True}}
    site.rasa.next = {"messages": [said], "state": {"slots": {}, "loop": None}, "failed": False}
    await write(page, "bye")
    await page.get_by_role("group", name="Did you feel taken seriously?").wait_for()


async def thanked(page: Page, site: Site) -> None:
    await asked_how_it_was(page, site)
    await page.get_by_role("button", name="Partly").click()
    await page.get_by_text("Thank you for telling us.").wait_for()
