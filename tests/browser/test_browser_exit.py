"""Leaving, by every way and in both browsers: blank at once, replaced, erased, nothing to come back to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.browsers import BOTH
from tests.browser.conftest import Open
from tests.browser.elsewhere import BEFORE, HARMLESS, Elsewhere
from tests.browser.site import Site
from tests.browser.steps import (
    SECRET_WORDS,
    addresses,
    escape,
    is_gone,
    leave_by_button,
    start,
    the_visit_has_left_no_entry,
    write,
)
from tests.gateway.page_texts import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Way = Callable[[Page], Awaitable[object]]


async def escape_while_writing(page: Page) -> None:
    await page.locator("#text").fill("half a sentence")
    await escape(page)


async def shift(page: Page) -> None:
    for _ in range(3):
        await page.keyboard.press("Shift")


async def first_tab_and_enter(page: Page) -> None:
    await page.locator("body").press("Tab")
    await page.keyboard.press("Enter")


async def button_at_the_end(page: Page) -> None:
    await page.locator("footer button[form=leave]").focus()
    await page.keyboard.press("Enter")


WAYS = [escape, escape_while_writing, shift, leave_by_button, button_at_the_end]
anyhow = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
anywhere = pytest.mark.parametrize("browser_name", BOTH)


# The page cannot be asked while a navigation is pending, so it tells by itself.
WATCH = """
const send = navigator.sendBeacon
const seen = () => getComputedStyle(document.documentElement).visibility
let frames = 0
addEventListener('keydown', () => { frames = 0; requestAnimationFrame(() => { frames += 1 }) }, true)
navigator.sendBeacon = function (...all) {
  console.log('erasing', seen(), frames)
  setTimeout(() => console.log('after', JSON.stringify([document.title, document.body.textContent, seen()])))
  return send.apply(navigator, all)
}
"""


# Where on the page the middle of the button is not to be seen.
COVERED = """() => {
  const button = document.querySelector('#leave button')
  const found = []
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight / 2) {
    scrollTo({ top, behavior: 'instant' })
    const box = button.getBoundingClientRect()
    const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    if (seen !== button) found.push([top, seen && seen.outerHTML])
  }
  return found
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def watched(open_page: Open) -> Page:
    page = await open_page()
    await page.add_init_script(WATCH)
    await page.reload()
    await start(page)
    return page


@anywhere
@anyhow
async def test_leaving_replaces_the_page_and_erases_the_conversation(
    chat: Page, site: Site, elsewhere: Elsewhere, way: Way
) -> None:
    await write(chat, SECRET_WORDS)
    await way(chat)
    await is_gone(chat)
    await site.has_left()
    assert site.conversations == 0
    assert set(elsewhere.referers) == {None}
    assert elsewhere.visited == [BEFORE, HARMLESS]
    assert len(chat.context.pages) == 1
    await the_visit_has_left_no_entry(chat)


@anywhere
@anyhow
async def test_the_page_is_blank_before_the_other_site_answers(watched: Page, elsewhere: Elsewhere, way: Way) -> None:
    await write(watched, SECRET_WORDS)
    elsewhere.open.clear()
    async with watched.expect_console_message(lambda message: message.text.startswith("after")) as shown:
        await way(watched)
    assert (await shown.value).text == 'after ["Loading","","hidden"]'
    elsewhere.open.set()
    await is_gone(watched)


@anywhere
async def test_the_page_is_hidden_before_anything_else_is_done_and_before_a_frame(watched: Page) -> None:
    async with watched.expect_console_message(lambda message: message.text.startswith("erasing")) as shown:
        await escape(watched)
    assert (await shown.value).text == "erasing hidden 0"


@anywhere
async def test_the_button_is_the_first_that_tab_reaches(first: Page) -> None:
    await first_tab_and_enter(first)
    await is_gone(first)


async def test_the_button_is_the_first_to_be_reached_on_a_touch_screen(open_page: Open) -> None:
    page = await open_page(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 640})
    assert await page.evaluate("document.querySelector('a, button, input:not([type=hidden])').form.id") == "leave"
    await page.get_by_role("button", name="Start", exact=True).scroll_into_view_if_needed()
    await page.locator("#leave button").tap(no_wait_after=True)
    await is_gone(page)


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_can_be_left(open_page: Open, path: str) -> None:
    page = await open_page(path)
    await escape(page)
    await is_gone(page)
    assert await addresses(page) == [BEFORE, HARMLESS]


@anywhere
async def test_the_button_stays_in_sight(chat: Page) -> None:
    leave = chat.locator("#leave button")
    for _ in range(3):
        await write(chat, "tell me more")
    await chat.keyboard.press("End")
    await expect(leave).to_be_in_viewport(ratio=1)
    await chat.set_viewport_size({"width": 320, "height": 256})
    await chat.locator("footer").scroll_into_view_if_needed()
    await expect(leave).to_be_in_viewport(ratio=1)


@anywhere
async def test_nothing_covers_the_button_anywhere_on_the_page(chat: Page) -> None:
    for _ in range(3):
        await write(chat, "tell me more " * 40)
    await nothing_covers_the_button(chat)


@anywhere
async def test_nothing_covers_the_button_on_any_page(open_page: Open, site: Site) -> None:
    page = await open_page()
    for path in PAGES:
        await page.goto(site.url + path)
        await nothing_covers_the_button(page)


async def nothing_covers_the_button(page: Page) -> None:
    for width, height in ((320, 256), (360, 740), (1280, 900)):
        await page.set_viewport_size({"width": width, "height": height})
        assert await page.evaluate(COVERED) == []
