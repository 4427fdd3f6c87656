"""What axe finds on every screen and state: nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.steps import addresses, choose, is_gone, reach_summary, write
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


async def test_axe_finds_nothing_on_the_notices_light_or_dark(open_page: Open) -> None:
    page = await open_page(bypass_csp=True, **LIGHT)
    for link, last in (
        ("Your privacy", "If you are not happy"),
        ("Accessibility", "Preparation of this accessibility statement"),
        ("What leaving cannot hide", "Other things to clear"),
    ):
        await page.locator("#notices").get_by_role("link", name=link, exact=True).click()
        await page.get_by_role("heading", name=last).wait_for()
        for summary in await page.locator("summary").all():
            await summary.click()
        for scheme in ("light", "dark"):
            await page.emulate_media(color_scheme=scheme)
            results = await Axe().run(page, options=RULES)
            assert results.violations_count == 0, results.generate_report()


async def test_the_links_to_the_notices_are_gone_while_a_chat_is_open(open_page: Open, site: Site) -> None:
    page = await open_page()
    notices = page.locator("#notices a")
    await expect(notices).to_have_count(5)
    await chat(page, site)
    await expect(notices).to_have_count(0)
    await site.sessions.erase(await page.locator("#leave [name=token]").input_value())
    await page.get_by_role("button", name="I want to report something").click()
    await expect(notices).to_have_count(5)


async def test_a_notice_leaves_no_entry_of_its_own_and_leaves_at_one_key(open_page: Open) -> None:
    page = await open_page()
    for link in ("Your privacy", "What leaving cannot hide"):
        await page.locator("#notices").get_by_role("link", name=link, exact=True).click()
        await page.get_by_role("heading", name=link, exact=True).wait_for()
    assert [each.split("/")[-1] for each in await addresses(page)] == ["", "tips"]
    await page.keyboard.press("Escape")
    await is_gone(page)
