"""Every screen and state on the smallest screens and zoomed in. Nothing moves, and nothing forbidden is tried."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import ConsoleMessage, Error, Page, ViewportSize

from tests.browser.conftest import Open
from tests.browser.screens import EVERY, PHONE, TOO_WIDE, Reach, check_answers
from tests.browser.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NARROW: ViewportSize = {"width": 320, "height": 640}
ZOOMED: ViewportSize = {"width": 320, "height": 256}  # 1280 by 1024 pixels at 400 %
EXPECTED = ("net::ERR_FAILED", "400 (Bad Request)")  # of the states that are about a failure

# What has the focus, when a part of it is under something else or out of sight: null when all of it can be seen.
HIDDEN_FOCUS = """() => {
  const focused = document.activeElement
  if (focused === document.body) return null
  const { left, top, right, bottom } = focused.getBoundingClientRect()
  const seen = (x, y) => {
    const there = document.elementFromPoint(x, y)
    return there && (focused.contains(there) || [...(focused.labels || [])].some(each => each.contains(there)))
  }
  const middle = (left + right) / 2
  const inside = [Math.max(top, 0) + 3, Math.min(bottom, innerHeight) - 3]
  return inside.some(y => seen(middle, y) || seen(left + 3, y)) ? null : focused.outerHTML
}"""
FOCUS = f"""() => {{
  const focused = document.activeElement === document.body ? null : document.activeElement.outerHTML.slice(0, 200)
  return [focused, ({HIDDEN_FOCUS})()]
}}"""
TELL_OF_VIOLATIONS = "addEventListener('securitypolicyviolation', e => console.log(e.blockedURI))"
MOVING = """() => [...document.querySelectorAll('*')].filter(each => {
  const style = getComputedStyle(each)
  return style.transitionDuration !== '0s' || style.animationName !== 'none' || style.scrollBehavior !== 'auto'
}).map(each => each.outerHTML)"""

CUT_OFF = """() => [...document.querySelectorAll('button, a, p, dt, dd, legend, label')].filter(each =>
  !each.closest('.govuk-visually-hidden, .govuk-skip-link') && each.scrollHeight > each.clientHeight + 1
  && getComputedStyle(each).overflow !== 'visible').map(each => each.outerHTML)"""


@asynccontextmanager
async def watched(page: Page) -> AsyncIterator[list[str]]:
    """What the browser complains about meanwhile: errors, and what the page's own policy forbids."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        said.append(message.text)

    def note(error: Error) -> None:
        said.append(str(error))

    page.on("console", hear)
    page.on("pageerror", note)
    async with await page.add_init_script(TELL_OF_VIOLATIONS):
        await page.reload()
        yield said
    page.remove_listener("console", hear)
    page.remove_listener("pageerror", note)


@pytest.mark.parametrize("reach", EVERY, ids=lambda reach: reach.__name__)
async def test_at_four_hundred_per_cent_all_is_in_sight_and_nothing_forbidden_is_tried(
    show: Open, site: Site, reach: Reach
) -> None:
    page = await show(viewport=NARROW)
    async with watched(page) as said:
        await reach(page, site)
        assert await page.evaluate(TOO_WIDE) <= 0
        await focus_is_never_hidden(page, "Shift+Tab")
        await page.set_viewport_size(ZOOMED)
        assert await page.evaluate(TOO_WIDE) <= 0
        for key in ("Tab", "Shift+Tab"):
            await focus_is_never_hidden(page, key)
    assert [each for each in said if not any(part in each for part in EXPECTED)] == []


async def focus_is_never_hidden(page: Page, key: str) -> None:
    """Goes once around the page."""
    await page.evaluate("document.activeElement.blur()")
    first = None
    for _ in range(120):
        await page.keyboard.press(key)
        focused, hidden = await page.evaluate(FOCUS)
        if focused is None or focused == first:
            return
        first = first or focused
        assert hidden is None
    raise AssertionError("The focus does not come around.")


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
async def test_nothing_moves_by_itself(open_page: Open, site: Site, motion: str) -> None:
    page = await open_page(viewport=PHONE, reduced_motion=motion)
    await check_answers(page, site)
    assert await page.evaluate(MOVING) == []


async def test_wider_letters_and_lines_cut_nothing_off(open_page: Open, site: Site) -> None:
    page = await open_page(viewport=NARROW, bypass_csp=True)
    await check_answers(page, site)
    await page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
        "p { margin-bottom: 2em !important }"
    )
    assert await page.evaluate(TOO_WIDE) <= 0
    cut = await page.evaluate(CUT_OFF)
    assert cut == []
