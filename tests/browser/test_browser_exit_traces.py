"""What the browser keeps of a visit: one entry, nothing stored, nothing shown again."""

from __future__ import annotations

from contextlib import suppress

import pytest
from playwright.async_api import Error, Page, expect

from tests.browser.browsers import BOTH
from tests.browser.conftest import Open
from tests.browser.elsewhere import BEFORE, HARMLESS, Elsewhere
from tests.browser.site import Site
from tests.browser.steps import (
    SECRET_WORDS,
    addresses,
    escape,
    go,
    is_gone,
    leave_by_button,
    start,
    the_visit_has_left_no_entry,
    write,
)
from tests.browser.test_browser_exit import Way
from tests.gateway.page_texts import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

anywhere = pytest.mark.parametrize("browser_name", BOTH)
TELLING = ("abuse", "assault", "crime", "police", "rape", "report", "victim", "violence", "women")


async def the_start_page_is_there(page: Page) -> None:
    await expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    await expect(page.get_by_text(SECRET_WORDS)).to_have_count(0)


@anywhere
async def test_a_page_left_by_another_way_comes_back_empty(chat: Page, site: Site) -> None:
    await write(chat, SECRET_WORDS)
    await chat.locator("#text").fill("half a sentence")
    await chat.goto(HARMLESS)
    await go(chat, "back")
    await the_start_page_is_there(chat)
    await expect(chat.locator("textarea")).to_have_count(0)


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
    await the_start_page_is_there(page)
    assert "true " in kept  # restored from the browser's memory, with nothing in it


@anywhere
async def test_a_page_that_says_it_comes_from_memory_is_loaded_anew(chat: Page, site: Site) -> None:
    """As a browser that keeps more than Firefox does would say it."""
    await write(chat, SECRET_WORDS)
    await chat.evaluate("setTimeout(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))")
    await the_start_page_is_there(chat)
    await site.has_left()
    assert site.conversations == 0


@anywhere
async def test_reloading_forgets_the_conversation(chat: Page, site: Site) -> None:
    await write(chat, SECRET_WORDS)
    await chat.reload()
    await the_start_page_is_there(chat)
    await site.has_left()
    assert site.conversations == 0


@pytest.mark.parametrize("away", [lambda page: page.close(), lambda page: page.goto(HARMLESS)], ids=["close", "go"])
async def test_a_conversation_left_by_another_way_is_erased(chat: Page, site: Site, away: Way) -> None:
    """Firefox loses some of these requests with the process of the page; the idle time erases those conversations."""
    await write(chat, SECRET_WORDS)
    await away(chat)
    await site.has_left()
    assert site.conversations == 0


@anywhere
async def test_the_whole_visit_is_one_entry_of_the_history(first: Page) -> None:
    for link in ("read the answer to your report", "Back to the first page", "Find help", "Who can promise what"):
        await first.get_by_role("link", name=link, exact=True).first.click()
        await first.get_by_role("heading", level=1).wait_for()
    await escape(first)
    await is_gone(first)
    await the_visit_has_left_no_entry(first)


async def test_turns_add_no_entry(chat: Page, site: Site) -> None:
    await write(chat, "one")
    await write(chat, "two")
    assert await addresses(chat) == [BEFORE, site.url + "/"]


@anywhere
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
    await escape(chat)
    await is_gone(chat)
    await site.has_left()
    assert site.seen[-1] == "POST /exit"
    assert elsewhere.visited == [BEFORE, HARMLESS]


@pytest.mark.parametrize("path", [*PAGES, "/chat"])
async def test_no_title_icon_or_address_tells_what_the_page_is_about(open_page: Open, path: str) -> None:
    page = await open_page(path)
    head = await page.evaluate(
        "[document.title, ...[...document.querySelectorAll('meta, link')].map(each => each.outerHTML)].join(' ')"
    )
    assert "Help and advice" in head
    assert 'href="data:,"' in head
    assert not [word for word in TELLING if word in (head + path).lower()]


async def test_no_form_lets_the_browser_remember_what_was_typed(open_page: Open) -> None:
    for path in PAGES:
        page = await open_page(path)
        forms = await page.evaluate("[...document.forms].map(form => form.autocomplete)")
        assert set(forms) == {"off"}, path


@anywhere
async def test_back_shows_nothing_when_no_script_ran(open_page: Open, site: Site) -> None:
    site.no_scripts = True
    page = await open_page()
    await start(page)
    await write(page, SECRET_WORDS)
    await leave_by_button(page)
    await is_gone(page)
    with suppress(Error):  # the browser has nothing to show
        await page.go_back(timeout=2_000)
    await expect(page.get_by_text(SECRET_WORDS)).to_have_count(0)
