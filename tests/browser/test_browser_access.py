"""What axe finds on every screen and state: nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.steps import choose, reach_summary, write
from tests.gateway.chat import DANGER

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LIGHT = {"viewport": {"width": 360, "height": 740}}
DARK = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}
DESK = {"viewport": {"width": 1280, "height": 900}}

Reach = Callable[[Page, Site], Awaitable[None]]


async def first(_page: Page, _site: Site) -> None:
    pass


async def chat(page: Page, _site: Site) -> None:
    await page.get_by_role("button", name="Start", exact=True).click()
    await page.get_by_label("Your message").wait_for()


async def services(page: Page, site: Site) -> None:
    await chat(page, site)
    text = "Call 999.\n\n[[samaritans]]\n\n[[shout]]"
    site.rasa.next = {"messages": [{"text": text}], "state": {"slots": {}, "loop": None}, "failed": False}
    await write(page, "tell me more")


async def alert(page: Page, site: Site) -> None:
    await chat(page, site)
    await write(page, DANGER)


async def summary(page: Page, site: Site) -> None:
    await chat(page, site)
    await reach_summary(page)


async def sent(page: Page, site: Site) -> None:
    await summary(page, site)
    for answer in ("My answers are right", "Yes, I agree", "Send my report"):
        await choose(page, answer)


async def refused(page: Page, site: Site) -> None:
    await chat(page, site)
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_role("alert")).to_be_visible()


async def not_sent(page: Page, site: Site) -> None:
    await chat(page, site)
    await page.context.route("**/chat", lambda route: route.abort())
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_role("alert")).to_be_visible()


async def ended(page: Page, site: Site) -> None:
    await chat(page, site)
    await site.sessions.erase(await page.locator("#leave [name=token]").input_value())
    await page.get_by_role("button", name="I want to report something").click()
    await expect(page.get_by_text("No chat is open now.")).to_be_visible()


async def receipt(page: Page, _site: Site) -> None:
    await page.get_by_role("link", name="read the answer to your report").click()
    await page.get_by_label("Your receipt words").wait_for()


async def unknown_receipt(page: Page, site: Site) -> None:
    await receipt(page, site)
    await page.get_by_label("Your receipt words").fill("one two")
    await page.get_by_role("button", name="Show my report").click()
    await expect(page.get_by_role("alert")).to_be_visible()


STATES = [first, chat, services, alert, summary, sent, refused, not_sent, ended, receipt, unknown_receipt]


@pytest.mark.parametrize("screen", [LIGHT, DARK, DESK], ids=["light", "dark", "desk"])
@pytest.mark.parametrize("reach", STATES, ids=lambda reach: reach.__name__)
async def test_axe_finds_nothing(open_page: Open, site: Site, reach: Reach, screen: dict[str, object]) -> None:
    page = await open_page(bypass_csp=True, **screen)
    await reach(page, site)
    results = await Axe().run(page, options=RULES)
    assert results.violations_count == 0, results.generate_report()
