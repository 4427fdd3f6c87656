"""Leaving from the force's page with our chat in it: by every key and button, wherever the focus is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page

from tests.browser.browsers import BOTH
from tests.browser.elsewhere import HARMLESS
from tests.browser.embed.host import CHAT, FOCUS_FRAME, FORCE, PAGE, Host, chat_in, frame_of
from tests.browser.site import Site
from tests.browser.steps import SECRET_WORDS, escape, go, is_firefox, is_gone, shows
from tests.browser.test_browser_exit_keys import OPEN_DIALOG

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

anywhere = pytest.mark.parametrize("browser_name", BOTH)
COUNTY = "https://www.county.example"
Way = Callable[[Page], Awaitable[object]]

TELL_AFTER = """
addEventListener('keydown', event => setTimeout(() => {
  const { visibility } = getComputedStyle(document.documentElement)
  console.log('after', location.origin, visibility, document.title, event.defaultPrevented)
}), true)
"""


TELL_WHEN_ASKED = """
if (self !== top) addEventListener('message', () => setTimeout(() => {
  console.log('asked', document.body.textContent, document.title, document.documentElement.style.visibility)
}))
"""


async def into_the_chat(page: Page) -> None:
    await frame_of(page).get_by_label("Your message").focus()


async def onto_the_page(page: Page) -> None:
    await page.get_by_role("link", name="Skip to main content").focus()


async def by_escape_on_the_page(page: Page) -> None:
    await onto_the_page(page)
    await escape(page)


async def by_escape_in_the_chat(page: Page) -> None:
    await into_the_chat(page)
    await escape(page)


async def by_shift_on_the_page(page: Page) -> None:
    await onto_the_page(page)
    await shift(page)


async def by_shift_in_the_chat(page: Page) -> None:
    await into_the_chat(page)
    await shift(page)


async def by_the_button_in_the_chat(page: Page) -> None:
    await frame_of(page).locator("#leave button").click(no_wait_after=True)


async def shift(page: Page) -> None:
    for _ in range(3):
        await page.keyboard.press("Shift")


WAYS: list[Way] = [by_escape_on_the_page, by_escape_in_the_chat, by_shift_on_the_page, by_shift_in_the_chat]
WAYS += [by_the_button_in_the_chat]
anyhow = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)


@anywhere
@anyhow
async def test_leaving_takes_the_whole_tab_and_erases_the_chat(host: Host, site: Site, way: Way) -> None:
    page = await host.open()
    await chat_in(frame_of(page))
    assert site.conversations == 1
    await way(page)
    await host.has_left_nothing(page)
    await site.has_left()
    assert site.conversations == 0


@anywhere
@pytest.mark.parametrize("key", ["Escape", "Shift"])
@pytest.mark.parametrize("focus", ["page", "chat"])
async def test_a_key_takes_the_tab_though_nothing_was_ever_clicked(host: Host, key: str, focus: str) -> None:
    if focus == "chat":
        host.scripts.append(FOCUS_FRAME)
    page = await host.open()
    for _ in range(1 if key == "Escape" else 3):
        await page.keyboard.press(key)
    await host.has_left_nothing(page)
    was_clicked = is_firefox(page)  # its driver counts as a click
    assert f"active {str(was_clicked).lower()} {CHAT if focus == 'chat' else FORCE}" in host.said


@pytest.mark.parametrize("site", [(FORCE, COUNTY)], indirect=True, ids=["both"])
@pytest.mark.parametrize("focus", ["page", "chat"])
async def test_a_page_of_another_site_that_is_named_is_left_by_one_key(host: Host, focus: str) -> None:
    """The browser keeps such a frame in another process. Playwright cannot press a key there in Firefox."""
    host.force, host.elsewhere.pages[f"{COUNTY}/"] = COUNTY, PAGE
    if focus == "chat":
        host.scripts.append(FOCUS_FRAME)
    page = await host.open()
    await escape(page)
    await host.has_left_nothing(page)
    assert f"active false {CHAT if focus == 'chat' else COUNTY}" in host.said


@anywhere
@pytest.mark.parametrize("focus", ["page", "chat"])
async def test_both_pages_are_blank_before_the_other_site_answers(host: Host, focus: str) -> None:
    host.scripts += [TELL_AFTER, FOCUS_FRAME] if focus == "chat" else [TELL_AFTER]
    pressed_in = CHAT if focus == "chat" else FORCE
    page = await host.open()
    host.elsewhere.open.clear()
    async with page.expect_console_message(lambda message: message.text.startswith("after")) as told:
        await escape(page)
    assert (await told.value).text == f"after {pressed_in} hidden Loading true"
    host.elsewhere.open.set()
    await is_gone(page)


@anywhere
async def test_a_chat_is_erased_and_emptied_before_the_other_site_answers(host: Host, site: Site) -> None:
    host.scripts.append(TELL_WHEN_ASKED)
    page = await host.open()
    await chat_in(frame_of(page))
    host.elsewhere.open.clear()
    async with page.expect_console_message(lambda message: message.text.startswith("asked")) as told:
        await by_escape_on_the_page(page)
    assert (await told.value).text == "asked  Loading hidden"
    await site.has_left()
    assert site.conversations == 0
    host.elsewhere.open.set()
    await is_gone(page)


@anywhere
async def test_the_first_escape_leaves_also_with_something_open_over_the_page(host: Host) -> None:
    page = await host.open()
    await page.evaluate(OPEN_DIALOG)
    await escape(page)
    await host.has_left_nothing(page)


@anywhere
@pytest.mark.parametrize("way", [by_escape_on_the_page, by_escape_in_the_chat])
async def test_leaving_does_not_wait_for_a_turn_in_flight(host: Host, site: Site, way: Way) -> None:
    page = await host.open()
    await chat_in(frame_of(page))
    site.rasa.trouble = "hang"
    box = frame_of(page).get_by_label("Your message")
    await box.fill(SECRET_WORDS)
    await box.press("Enter")
    await site.has_asked_rasa()
    await way(page)
    await host.has_left_nothing(page)
    await site.has_left()
    site.rasa.release.set()
    assert site.conversations == 0


@anywhere
@pytest.mark.parametrize("way", [by_escape_on_the_page, by_escape_in_the_chat, by_the_button_in_the_chat])
async def test_leaving_works_when_our_server_is_gone(host: Host, site: Site, way: Way) -> None:
    page = await host.open()
    await chat_in(frame_of(page))
    await site.server.close()
    await way(page)
    await host.has_left_nothing(page)


@anywhere
async def test_a_chat_left_by_another_way_is_erased_and_comes_back_as_new(host: Host, site: Site) -> None:
    page = await host.open()
    await chat_in(frame_of(page))
    await page.goto(HARMLESS)
    await site.has_left()
    assert site.conversations == 0
    await go(page, "back")
    await shows(page, "Get help")
    await site.has_been_asked("GET /", times=2)  # the browsers' drivers lose sight of the frame
