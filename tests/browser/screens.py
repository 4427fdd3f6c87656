"""Every screen of the site and every state it can be in, and how a person gets there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, ViewportSize, expect

from tests.browser.beside_screens import (
    asked_how_it_was,
    easy,
    feedback,
    language,
    languages,
    notes,
    thanked,
    told,
    warned,
)
from tests.browser.draft_screens import asked_to_erase, came_back, erased_draft, gone_on, saved
from tests.browser.receipt_screens import (
    added,
    asked_to_withdraw,
    checked_note,
    file_looked_at,
    file_refused,
    file_sent,
    nothing_added,
    opened_receipt,
    receipt,
    unknown_receipt,
    withdrawn,
)
from tests.browser.site import ARABIC, Site
from tests.browser.steps import choose, reach_summary, write
from tests.gateway.chat import DANGER

Reach = Callable[[Page, Site], Awaitable[None]]

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # of what is right, nothing is collected: that is most of axe's work
}
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}
COLOURS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}
AXE, AXE_IN_PLACE = Axe(), Axe("0")
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"  # pixels
SERVICES = "Call 999.\n\n[[samaritans]]\n\n[[shout]]"


async def axe_finds_nothing(page: Page, rules: Mapping[str, Any] = RULES) -> None:
    """Runs axe on the page as it is, from its top: what is half under the bar would count as small."""
    await page.evaluate("scrollTo(0, 0)")
    axe = AXE_IN_PLACE if await page.evaluate("'axe' in window") else AXE
    results = await axe.run(page, options=dict(rules))
    assert results.violations_count == 0, results.generate_report()


async def start(_page: Page, _site: Site) -> None:
    pass


async def chat(page: Page, _site: Site) -> None:
    await page.get_by_role("button", name="Start", exact=True).click()
    await page.get_by_label("Your message").wait_for()


async def services(page: Page, site: Site) -> None:
    await chat(page, site)
    site.rasa.next = {"messages": [{"text": SERVICES}], "state": {"slots": {}, "loop": None}, "failed": False}
    await write(page, "tell me more")


async def alert(page: Page, site: Site) -> None:
    await chat(page, site)
    await write(page, DANGER)


async def another_language(page: Page, site: Site) -> None:
    await chat(page, site)
    await write(page, ARABIC)


async def choices(page: Page, site: Site) -> None:
    await chat(page, site)
    await write(page, "i want to report")
    await choose(page, "Report here")


async def question(page: Page, site: Site) -> None:
    await choices(page, site)
    await choose(page, "Spiking")
    await page.get_by_label("Your answer").wait_for()


async def alert_in_a_question(page: Page, site: Site) -> None:
    await question(page, site)
    await write(page, DANGER)


async def check_answers(page: Page, site: Site) -> None:
    await chat(page, site)
    await reach_summary(page)


async def receipt_shown(page: Page, site: Site) -> None:
    await check_answers(page, site)
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


async def erased(page: Page, site: Site) -> None:
    await chat(page, site)
    await site.sessions.erase(await page.locator("#leave [name=token]").input_value())
    await page.get_by_role("button", name="I want to report something").click()
    await expect(page.get_by_text("No chat is open now.")).to_be_visible()


async def broken(page: Page, site: Site) -> None:
    await finder(page, site)
    await page.evaluate(
        "for (let n = 0; n < 99; n++) document.forms[1].append(document.getElementById('a0').cloneNode())"
    )
    await page.evaluate("for (const box of document.forms[1]) box.checked = true")
    await page.get_by_role("button", name="Show help").click()
    await page.get_by_role("heading", name="There is a problem").wait_for()


async def finder(page: Page, site: Site) -> None:
    await page.goto(site.url + "/find")


async def found(page: Page, site: Site) -> None:
    await finder(page, site)
    await page.get_by_label("Something sexual that I did not want").check()
    await page.get_by_label("By phone").check()
    await page.get_by_role("button", name="Show help").click()
    await page.get_by_role("heading", name="Help that may fit").wait_for()


async def card(page: Page, site: Site) -> None:
    await page.goto(site.url + "/card")


async def promises(page: Page, site: Site) -> None:
    await page.goto(site.url + "/promises")
    await page.locator("summary").click()


async def privacy(page: Page, site: Site) -> None:
    await page.goto(site.url + "/privacy")


async def accessibility(page: Page, site: Site) -> None:
    await page.goto(site.url + "/accessibility")


async def tips(page: Page, site: Site) -> None:
    await page.goto(site.url + "/tips")
    for summary in await page.locator("summary").all():
        await summary.click()


EVERY: tuple[Reach, ...] = (
    *(start, erased, chat, services, choices, question, check_answers, receipt_shown, another_language),
    *(alert, alert_in_a_question, refused, not_sent, broken),
    *(
        receipt,
        unknown_receipt,
        opened_receipt,
        added,
        nothing_added,
        file_looked_at,
        file_sent,
        file_refused,
        asked_to_withdraw,
        withdrawn,
        checked_note,
    ),
    *(file_looked_at, file_sent, file_refused),
    *(saved, came_back, gone_on, asked_to_erase, erased_draft),
    *(finder, found, card, promises, privacy, accessibility, tips),
    *(easy, languages, language, feedback, told, warned, notes, asked_how_it_was, thanked),
)
