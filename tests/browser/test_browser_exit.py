"""Leaving: blank at once, replaced, erased."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.site import BEFORE, HARMLESS, Elsewhere, Site
from tests.browser.steps import SECRET_WORDS, addresses, is_gone, write

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Way = Callable[[Page], Awaitable[None]]


async def escape(page: Page) -> None:
    await page.keyboard.press("Escape")


async def escape_while_writing(page: Page) -> None:
    await page.locator("#text").fill("half a sentence")
    await page.keyboard.press("Escape")


async def shift(page: Page) -> None:
    for _ in range(3):
        await page.keyboard.press("Shift")


async def button(page: Page) -> None:
    await page.get_by_role("button", name="Leave this site").click(no_wait_after=True)


async def first_tab_and_enter(page: Page) -> None:
    await page.locator("body").press("Tab")
    await page.keyboard.press("Enter")


WAYS = [escape, escape_while_writing, shift, button]
anyway = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)


# The page cannot be asked while a navigation is pending, so it tells by itself.
WATCH = """
const send = navigator.sendBeacon
const display = () => getComputedStyle(document.documentElement).display
navigator.sendBeacon = function (...all) {
  console.log('erasing', display(), performance.now() - event.timeStamp)
  setTimeout(() => console.log('after', JSON.stringify([document.title, document.body.textContent, display()])))
  return send.apply(navigator, all)
}
"""


@pytest_asyncio.fixture(loop_scope="session")
async def watched(open_page: Open) -> Page:
    page = await open_page()
    await page.add_init_script(WATCH)
    await page.reload()
    await page.get_by_role("button", name="Start", exact=True).click()
    await page.get_by_label("Your message").wait_for()
    return page


async def pressed_shift(page: Page, times: int) -> None:
    for _ in range(times):
        await page.keyboard.press("Shift")


@anyway
async def test_leaving_replaces_the_page_and_erases_the_conversation(
    chat: Page, site: Site, elsewhere: Elsewhere, way: Way
) -> None:
    await write(chat, SECRET_WORDS)
    await way(chat)
    await is_gone(chat)
    await site.has_left()
    assert site.conversations == 0
    assert await addresses(chat) == [BEFORE, HARMLESS]
    assert elsewhere.referers == [None]
    assert len(chat.context.pages) == 1


@anyway
async def test_the_page_is_blank_before_the_other_site_answers(watched: Page, elsewhere: Elsewhere, way: Way) -> None:
    await write(watched, SECRET_WORDS)
    elsewhere.open.clear()
    async with watched.expect_console_message(lambda message: message.text.startswith("after")) as shown:
        await way(watched)
    assert (await shown.value).text == 'after ["Loading","","none"]'
    elsewhere.open.set()
    await is_gone(watched)


@anyway
async def test_back_shows_nothing_of_the_conversation(chat: Page, way: Way) -> None:
    await write(chat, SECRET_WORDS)
    await way(chat)
    await is_gone(chat)
    await chat.go_back(wait_until="commit")
    await expect(chat).to_have_title("Before")
    await chat.go_forward(wait_until="commit")
    await expect(chat).to_have_title("Weather")


async def test_the_button_is_the_first_that_tab_reaches(first: Page) -> None:
    await first_tab_and_enter(first)
    await is_gone(first)


@pytest.mark.parametrize("path", ["/", "/receipt"])
async def test_every_page_can_be_left(open_page: Open, path: str) -> None:
    page = await open_page(path)
    await escape(page)
    await is_gone(page)
    assert await addresses(page) == [BEFORE, HARMLESS]


async def test_the_page_is_hidden_before_anything_else_is_done(watched: Page) -> None:
    async with watched.expect_console_message(lambda message: message.text.startswith("erasing")) as shown:
        await escape(watched)
    _, display, milliseconds = (await shown.value).text.split()
    assert display == "none"
    assert float(milliseconds) < 100  # far more than a frame, for slow machines; waiting for a network takes longer


async def test_leaving_does_not_wait_for_a_turn_in_flight(chat: Page, site: Site) -> None:
    site.rasa.trouble = "hang"
    await chat.locator("#text").fill(SECRET_WORDS)
    await chat.keyboard.press("Enter")
    await site.has_asked_rasa()
    await escape(chat)
    await is_gone(chat)
    await site.has_left()
    site.rasa.release.set()
    assert site.conversations == 0


async def test_leaving_works_when_our_server_is_gone(chat: Page, site: Site) -> None:
    await write(chat, SECRET_WORDS)
    await site.server.close()
    await escape(chat)
    await is_gone(chat)
    assert await addresses(chat) == [BEFORE, HARMLESS]


async def test_leaving_works_when_the_other_script_fails(open_page: Open, site: Site) -> None:
    page = await open_page()
    await page.add_init_script("document.addEventListener = () => { throw new Error('broken') }")
    await page.reload()
    await page.get_by_role("button", name="Start", exact=True).click()  # an ordinary form, for no script takes it
    await page.wait_for_url(site.url + "/chat")
    await write(page, SECRET_WORDS)
    await write(page, "and going on does not end the chat")
    await expect(page.locator("#log")).to_contain_text(SECRET_WORDS)
    await escape(page)
    await is_gone(page)
    await site.has_left()
    assert site.conversations == 0


async def test_pressing_again_and_again_still_leaves(chat: Page, elsewhere: Elsewhere) -> None:
    elsewhere.open.clear()
    for _ in range(4):
        await chat.keyboard.press("Escape")
    elsewhere.open.set()
    await is_gone(chat)


async def test_shift_says_how_often_it_must_still_be_pressed(chat: Page) -> None:
    status = chat.locator("#leave [role=status]")
    await pressed_shift(chat, 1)
    await expect(status).to_have_text("Shift: press 2 more times to leave.")
    await pressed_shift(chat, 1)
    await expect(status).to_have_text("Shift: press 1 more time to leave.")
    await chat.keyboard.press("a")
    await expect(status).to_have_text("")


async def test_capital_letters_do_not_leave(chat: Page) -> None:
    await chat.locator("#text").focus()
    for letter in "ABCD":
        await chat.keyboard.press(f"Shift+{letter}")
    await pressed_shift(chat, 2)
    await expect(chat.locator("#text")).to_have_value("ABCD")


async def test_three_shifts_count_only_when_they_follow_each_other(open_page: Open, site: Site) -> None:
    page = await open_page()
    await page.clock.install()
    await page.reload()
    await pressed_shift(page, 2)
    await page.clock.fast_forward(5_100)
    await expect(page.locator("#leave [role=status]")).to_have_text("")
    await pressed_shift(page, 2)
    assert page.url == site.url + "/"
    await pressed_shift(page, 1)
    await is_gone(page)


async def test_a_page_left_by_another_way_comes_back_empty(chat: Page, site: Site) -> None:
    await write(chat, SECRET_WORDS)
    await chat.goto(HARMLESS)
    await site.has_left()
    await chat.go_back(wait_until="commit")
    await expect(chat.get_by_role("button", name="Start", exact=True)).to_be_visible()
    await expect(chat.get_by_text(SECRET_WORDS)).to_have_count(0)
    assert site.conversations == 0


async def test_a_page_kept_in_memory_is_not_shown_again(open_page: Open) -> None:
    page = await open_page()
    kept: list[str] = []
    page.on("console", lambda message: kept.append(message.text))
    await page.add_init_script(
        "addEventListener('pageshow', event => console.log(event.persisted, document.body.textContent))"
    )
    await page.reload()
    await page.locator("h1").wait_for()
    await page.goto(HARMLESS)
    await page.go_back(wait_until="commit")
    await expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    assert "true " in kept  # restored from the browser's memory, with nothing in it


async def test_reloading_forgets_the_conversation(chat: Page, site: Site) -> None:
    await write(chat, SECRET_WORDS)
    await chat.reload()
    await expect(chat.get_by_role("button", name="Start", exact=True)).to_be_visible()
    await site.has_left()
    assert site.conversations == 0


async def test_the_whole_visit_is_one_entry_of_the_history(chat: Page, site: Site) -> None:
    await write(chat, "one")
    await write(chat, "two")
    assert await addresses(chat) == [BEFORE, site.url + "/"]


async def test_going_to_the_receipt_page_and_back_adds_no_entry(first: Page, site: Site) -> None:
    await first.get_by_role("link", name="read the answer to your report").click()
    await first.wait_for_url(site.url + "/receipt")
    await first.get_by_role("link", name="Back to the first page").click()
    await first.wait_for_url(site.url + "/")
    assert await addresses(first) == [BEFORE, site.url + "/"]


async def test_nothing_is_stored_and_nobody_else_is_asked(chat: Page, site: Site, elsewhere: Elsewhere) -> None:
    await write(chat, SECRET_WORDS)
    assert await chat.context.cookies() == []
    stored = await chat.evaluate(
        """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
        (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]"""
    )
    assert stored == [0, 0, 0, 0, 0]
    assert elsewhere.asked == [BEFORE]
    assert set(site.seen) == {"GET /", "POST /chat"}


async def test_the_button_stays_in_sight(chat: Page) -> None:
    leave = chat.get_by_role("button", name="Leave this site")
    for _ in range(3):
        await write(chat, "tell me more")
    await chat.keyboard.press("End")
    await expect(leave).to_be_in_viewport(ratio=1)
    await chat.set_viewport_size({"width": 320, "height": 256})
    await chat.locator("footer").scroll_into_view_if_needed()
    await expect(leave).to_be_in_viewport(ratio=1)
