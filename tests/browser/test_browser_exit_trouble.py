"""Leaving when something else goes wrong: our server, the network, the other site, our own scripts."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.browsers import BOTH
from tests.browser.conftest import Open
from tests.browser.elsewhere import Elsewhere
from tests.browser.site import Site
from tests.browser.steps import (
    SECRET_WORDS,
    arrives,
    escape,
    go,
    is_gone,
    leave_by_button,
    shows,
    start,
    the_visit_has_left_no_entry,
    write,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

anywhere = pytest.mark.parametrize("browser_name", BOTH)
IDLE = {"minutes": 31}
BROKEN = [
    "navigator.sendBeacon = () => { throw new Error() }",
    "Object.defineProperty(document, 'title', { set () { throw new Error() } })",
    "Object.defineProperty(document.documentElement, 'style', { get () { throw new Error() } })",
    "document.querySelectorAll = () => { throw new Error() }",
]


async def hang_a_turn(page: Page, site: Site) -> None:
    """A message is on its way, and Rasa does not answer."""
    site.rasa.trouble = "hang"
    await page.locator("#text").fill(SECRET_WORDS)
    await page.locator("#text").press("Enter")
    await site.has_asked_rasa()


@anywhere
async def test_leaving_does_not_wait_for_a_turn_in_flight(chat: Page, site: Site) -> None:
    await hang_a_turn(chat, site)
    await escape(chat)
    await is_gone(chat)
    await site.has_left()
    site.rasa.release.set()
    assert site.conversations == 0
    await the_visit_has_left_no_entry(chat)


@anywhere
async def test_leaving_does_not_wait_for_the_erasing(chat: Page, site: Site) -> None:
    await write(chat, SECRET_WORDS)
    site.erasing.clear()
    await escape(chat)
    await is_gone(chat)
    assert site.conversations == 1
    site.erasing.set()
    await site.has_left()
    assert site.conversations == 0


@anywhere
async def test_leaving_works_when_our_server_is_gone(chat: Page, site: Site) -> None:
    await write(chat, SECRET_WORDS)
    await site.server.close()
    await escape(chat)
    await is_gone(chat)
    await the_visit_has_left_no_entry(chat)


@anywhere
async def test_a_conversation_whose_end_was_never_heard_of_is_erased_by_time(chat: Page, site: Site) -> None:
    await write(chat, SECRET_WORDS)
    await chat.evaluate("navigator.sendBeacon = () => true")  # taken, and lost on its way
    await escape(chat)
    await is_gone(chat)
    assert site.conversations == 1
    site.clock.move(**IDLE)
    await site.sessions.sweep()
    assert site.conversations == 0


@anywhere
async def test_a_beacon_that_the_browser_refuses_is_sent_another_way(chat: Page, site: Site) -> None:
    await chat.evaluate("navigator.sendBeacon = () => false")
    await escape(chat)
    await is_gone(chat)
    await site.has_left()
    assert site.conversations == 0


@pytest.mark.parametrize("broken", BROKEN, ids=["beacon", "title", "hide", "clear"])
@anywhere
async def test_no_step_that_fails_stops_the_next(chat: Page, broken: str) -> None:
    await chat.evaluate(f"() => {{ {broken} }}")
    await escape(chat)
    await is_gone(chat)


@anywhere
async def test_without_a_network_the_conversation_is_out_of_sight(chat: Page, site: Site, elsewhere: Elsewhere) -> None:
    """The browser says that it could not reach the harmless page. Not our server, and nobody else can be reached."""
    await write(chat, SECRET_WORDS)
    await site.server.close()
    elsewhere.down = True
    await escape(chat)
    await expect(chat.locator("main")).to_have_count(0)
    await expect(chat.get_by_text(SECRET_WORDS)).to_have_count(0)
    elsewhere.down = False
    await go(chat, "back")
    await shows(chat, "Before")


@anywhere
async def test_leaving_works_when_the_other_script_fails(open_page: Open, site: Site) -> None:
    page = await open_page()
    await page.add_init_script("document.addEventListener = () => { throw new Error('broken') }")
    await page.reload()
    await start(page)  # an ordinary form, for no script takes it
    await arrives(page, site.url + "/chat")
    await write(page, SECRET_WORDS)
    await write(page, "and going on does not end the chat")
    await expect(page.locator("#log")).to_contain_text(SECRET_WORDS)
    await escape(page)
    await is_gone(page)
    await site.has_left()
    assert site.conversations == 0


@anywhere
async def test_an_error_of_a_script_later_does_not_stop_the_exit(chat: Page) -> None:
    await chat.evaluate("setTimeout(() => { throw new Error('broken') })")
    await chat.evaluate("document.getElementById('leave').remove()")
    await escape(chat)
    await is_gone(chat)


@anywhere
async def test_when_no_script_loads_the_page_works_and_leaves_by_its_button(
    open_page: Open, site: Site, elsewhere: Elsewhere
) -> None:
    site.no_scripts = True
    page = await open_page()
    await start(page)
    await write(page, SECRET_WORDS)
    await expect(page.get_by_text("or press Escape")).to_be_hidden()
    await expect(page.get_by_role("link", name="bbc.co.uk")).to_be_visible()
    await leave_by_button(page)
    await is_gone(page)
    assert site.conversations == 0
    assert elsewhere.referers == [None]


@anywhere
async def test_when_no_script_loads_and_our_server_is_gone_a_link_leaves(
    open_page: Open, site: Site, elsewhere: Elsewhere
) -> None:
    site.no_scripts = True
    page = await open_page()
    await site.server.close()
    await page.get_by_role("link", name="bbc.co.uk").click()
    await is_gone(page)
    assert elsewhere.referers == [None]
