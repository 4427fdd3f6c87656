"""A chat that nobody goes on with: warned of in time, kept when asked to, wiped at its end."""

from __future__ import annotations

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.browsers import BOTH
from tests.browser.conftest import Open
from tests.browser.elsewhere import BEFORE
from tests.browser.screens import COLOURS, axe_finds_nothing
from tests.browser.site import Site
from tests.browser.steps import SECRET_WORDS, addresses, escape, is_gone, start, write

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

UNTIL_WARNED = 27 * 60 + 31  # seconds of the 30 minutes
FIRST_WARNING = "Your chat will be erased in 2 minutes. Do you want more time?"
LAST_WARNING = "Your chat will be erased in 1 minute. Do you want more time?"
# After the page's own scripts, and before the browser has gone anywhere.
TELL_WHAT_IS_LEFT = """() => addEventListener('expired', () => console.log(
  getComputedStyle(document.documentElement).visibility, document.title + document.body.textContent))"""
# Whether the warning lies over all of it.
IS_FOCUS_HIDDEN = """() => {
  const focused = document.activeElement.getBoundingClientRect()
  const warning = document.getElementById('idle')
  if (warning.contains(document.activeElement) || document.activeElement === document.body) return false
  const over = warning.getBoundingClientRect()
  return focused.top >= over.top && focused.bottom <= over.bottom
}"""

# Its timers stand still, also in the first moment.
WAKE_AFTER_HOURS = """() => {
  for (let timer = setTimeout(() => {}); timer; timer -= 1) clearInterval(timer)
  const later = Date.now() + 3 * 3600 * 1000
  Date.now = () => later
  setTimeout(() => document.dispatchEvent(new Event('visibilitychange')))
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def waiting(open_page: Open) -> Page:
    """A chat whose clock the test moves."""
    page = await open_page()
    await page.clock.install()
    await page.reload()
    await start(page)
    await write(page, SECRET_WORDS)
    return page


async def wait(page: Page, site: Site, seconds: int) -> None:
    """Time passes, for the page and for the server."""
    site.clock.move(seconds=seconds)
    await page.clock.fast_forward(seconds * 1000)


async def the_chat_is_wiped(page: Page, site: Site) -> None:
    await expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    await expect(page.get_by_text(SECRET_WORDS)).to_have_count(0)
    await site.has_left()
    assert site.conversations == 0


@pytest.mark.parametrize("browser_name", BOTH)
async def test_the_warning_comes_two_minutes_before_and_again_one_minute_before(waiting: Page, site: Site) -> None:
    status, button = waiting.locator("#idle [role=status]"), waiting.get_by_role("button", name="Continue")
    await wait(waiting, site, UNTIL_WARNED - 10)
    await expect(status).to_have_text("")
    await expect(button).to_be_hidden()
    await wait(waiting, site, 10)
    await expect(status).to_have_text(FIRST_WARNING)
    await expect(status).to_be_in_viewport()
    await expect(button).to_be_in_viewport(ratio=1)
    await wait(waiting, site, 60)
    await expect(status).to_have_text(LAST_WARNING)
    assert site.conversations == 1


async def test_the_chat_can_be_kept_more_than_ten_times(waiting: Page, site: Site) -> None:
    for _ in range(11):
        await wait(waiting, site, UNTIL_WARNED)
        await waiting.get_by_role("button", name="Continue").click()
        await expect(waiting.locator("#idle [role=status]")).to_have_text("Your chat is still open.")
        await expect(waiting.get_by_label("Your message")).to_be_focused()
    await write(waiting, "and it goes on")
    await expect(waiting.get_by_role("log")).to_contain_text(SECRET_WORDS)


async def test_a_message_begins_the_time_anew(waiting: Page, site: Site) -> None:
    await wait(waiting, site, UNTIL_WARNED)
    await expect(waiting.get_by_role("button", name="Continue")).to_be_visible()
    await write(waiting, "still here")
    await expect(waiting.get_by_role("button", name="Continue")).to_be_hidden()
    await wait(waiting, site, UNTIL_WARNED - 10)
    await expect(waiting.locator("#idle [role=status]")).to_have_text("")


async def test_at_the_end_nothing_is_seen_while_the_start_page_is_fetched(waiting: Page, site: Site) -> None:
    await waiting.evaluate(TELL_WHAT_IS_LEFT)
    async with waiting.expect_console_message() as told:
        await wait(waiting, site, 30 * 60)
    assert (await told.value).text == "hidden Loading"


@pytest.mark.parametrize("browser_name", BOTH)
async def test_at_the_end_the_page_wipes_itself_before_the_server_forgets(waiting: Page, site: Site) -> None:
    await wait(waiting, site, 29 * 60 + 31)
    await the_chat_is_wiped(waiting, site)


async def test_the_end_leaves_one_entry_and_can_still_be_left(waiting: Page, site: Site) -> None:
    await wait(waiting, site, 30 * 60)
    await the_chat_is_wiped(waiting, site)
    assert await addresses(waiting) == [BEFORE, site.url + "/"]
    await escape(waiting)
    await is_gone(waiting)


async def test_a_device_that_slept_shows_nothing_when_it_wakes(chat: Page, site: Site) -> None:
    await write(chat, SECRET_WORDS)
    await chat.evaluate(WAKE_AFTER_HOURS)
    await the_chat_is_wiped(chat, site)


async def test_continue_does_not_bring_back_a_chat_that_was_erased(waiting: Page, site: Site) -> None:
    await wait(waiting, site, UNTIL_WARNED)
    await site.sessions.erase(await waiting.locator("#leave [name=token]").input_value())
    await waiting.get_by_role("button", name="Continue").click()
    await the_chat_is_wiped(waiting, site)


async def test_continue_that_fails_says_so_and_can_be_pressed_again(waiting: Page, site: Site) -> None:
    await wait(waiting, site, UNTIL_WARNED)
    await waiting.context.route("**/stay", lambda route: route.abort())
    await waiting.get_by_role("button", name="Continue").click()
    status = waiting.locator("#idle [role=status]")
    await expect(status).to_have_text("That did not work. Press “Continue” again.")
    await waiting.context.unroute("**/stay")
    await waiting.get_by_role("button", name="Continue").click()
    await expect(status).to_have_text("Your chat is still open.")


async def test_a_turn_at_the_very_end_is_waited_for(waiting: Page, site: Site) -> None:
    await wait(waiting, site, 29 * 60 + 18)
    site.rasa.trouble = "hang"
    await waiting.get_by_label("Your message").fill("one more thing")
    await waiting.keyboard.press("Enter")
    await site.has_asked_rasa()
    await wait(waiting, site, 14)  # past the end, and sooner than the page gives up waiting
    site.rasa.release.set()
    await expect(waiting.get_by_role("log")).to_contain_text("one more thing")


async def test_pages_without_a_chat_are_left_alone(open_page: Open, site: Site) -> None:
    page = await open_page()
    await page.clock.install()
    await page.reload()
    await page.clock.fast_forward(3600 * 1000)
    await expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    assert "POST /exit" not in site.seen


async def test_axe_finds_nothing_in_the_warning(open_page: Open, site: Site) -> None:
    page = await open_page(bypass_csp=True)
    await page.clock.install()
    await page.reload()
    await start(page)
    await wait(page, site, UNTIL_WARNED)
    await expect(page.get_by_role("button", name="Continue")).to_be_visible()
    for colours in COLOURS.values():
        await page.emulate_media(**colours)
        await axe_finds_nothing(page)


@pytest.mark.parametrize(("width", "height"), [(320, 256), (360, 740)])
async def test_the_warning_is_seen_and_does_not_hide_what_has_the_focus(
    waiting: Page, site: Site, width: int, height: int
) -> None:
    await waiting.set_viewport_size({"width": width, "height": height})
    for _ in range(3):
        await write(waiting, "tell me more")
    await waiting.get_by_label("Your message").focus()
    await wait(waiting, site, UNTIL_WARNED)
    await expect(waiting.get_by_role("button", name="Continue")).to_be_in_viewport(ratio=1)
    for _ in range(20):
        await waiting.keyboard.press("Shift+Tab")
        assert await waiting.evaluate(IS_FOCUS_HIDDEN) is False
