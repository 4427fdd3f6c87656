"""What a browser can bring back of a visit: closed tabs, the last session, its lists and its files."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Page, Playwright, expect

from tests.browser.elsewhere import BEFORE, HARMLESS, PATIENCE, Elsewhere
from tests.browser.profiles import Profile, history_list, reopen_closed_tab
from tests.browser.site import Site
from tests.browser.steps import SECRET_WORDS, addresses, escape, is_gone, start, write

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

AS_LAST_TIME = "--restore-last-session"
OPENS_AGAIN = {  # Firefox, set as it comes from Mozilla, but for how often it writes down what is open (milliseconds)
    "browser.startup.page": 3,
    "browser.sessionstore.resume_from_crash": True,
    "browser.sessionstore.interval": 200,
    "remote.prefs.recommended": False,
}
OFTEN = 100  # milliseconds, between two looks at a file
MARK = "qzxvkjwyplmr"  # so odd that it stands in a compressed file as it is


@pytest.fixture
def profile(playwright: Playwright, tmp_path: Path, elsewhere: Elsewhere) -> Profile:
    return Profile(playwright, tmp_path / "profile", elsewhere.proxy)


async def chat_in(context: BrowserContext, site: Site) -> Page:
    page = await context.new_page()
    await chat_on(page, site)
    return page


async def chat_on(page: Page, site: Site) -> None:
    await page.goto(BEFORE)
    await page.goto(site.url)
    await start(page)
    await write(page, SECRET_WORDS)


async def leave(page: Page, site: Site) -> None:
    await escape(page)
    await is_gone(page)
    await site.has_left()


async def restored(context: BrowserContext, host: str) -> Page:
    """The page of the last session that is at `host`."""
    async with asyncio.timeout(3 * PATIENCE):
        while not (found := [page for page in context.pages if host in page.url]):
            await context.cookies()  # a page is there before its address is
    return found[0]


async def test_a_left_tab_opened_again_shows_the_harmless_page(profile: Profile, site: Site) -> None:
    async with profile.chromium() as context:
        page = await chat_in(context, site)
        await leave(page, site)
        await page.close()
        reopened = await reopen_closed_tab(context)
        await is_gone(reopened)
        assert await addresses(reopened) == [BEFORE, HARMLESS]


async def test_a_closed_tab_opened_again_shows_the_start_page(profile: Profile, site: Site) -> None:
    async with profile.chromium() as context:
        page = await chat_in(context, site)
        await page.close()
        await site.has_left()
        assert site.conversations == 0
        reopened = await reopen_closed_tab(context)
        await expect(reopened.get_by_role("button", name="Start", exact=True)).to_be_visible()
        await expect(reopened.get_by_text(SECRET_WORDS)).to_have_count(0)


async def test_the_last_session_of_one_who_left_is_the_harmless_page(profile: Profile, site: Site) -> None:
    async with profile.chromium() as context:
        await leave(await chat_in(context, site), site)
    async with profile.chromium(AS_LAST_TIME) as context:
        page = await restored(context, "bbc.co.uk")
        assert await addresses(page) == [BEFORE, HARMLESS]
        assert not [each.url for each in context.pages if each.url.startswith(site.url)]


async def test_the_last_session_of_one_who_did_not_leave_is_the_start_page(profile: Profile, site: Site) -> None:
    async with profile.chromium() as context:
        await chat_in(context, site)
    async with profile.chromium(AS_LAST_TIME) as context:
        page = await restored(context, "127.0.0.1")
        await expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
        await expect(page.get_by_text(SECRET_WORDS)).to_have_count(0)


async def test_firefox_opens_the_harmless_page_again_after_it_died(
    profile: Profile, site: Site, elsewhere: Elsewhere
) -> None:
    async with profile.firefox(OPENS_AGAIN) as context:
        page = context.pages[0]
        await chat_on(page, site)
        await leave(page, site)
        await dies(profile, page)
    site.seen.clear()
    async with profile.firefox(OPENS_AGAIN):
        await elsewhere.has_been_asked(f"{HARMLESS}?{MARK}", times=1)
    assert site.seen == []


async def test_firefox_opens_the_start_page_after_it_died_in_a_chat(profile: Profile, site: Site) -> None:
    """What it opened again, the test cannot see; but what is asked for is the start page, and nothing is sent again."""
    async with profile.firefox(OPENS_AGAIN) as context:
        page = context.pages[0]
        await chat_on(page, site)
        await page.locator("#text").fill(SECRET_WORDS)
        await dies(profile, page)
    site.seen.clear()
    async with profile.firefox(OPENS_AGAIN):
        await site.has_been_asked(f"GET /?{MARK}", times=1)
    assert set(site.seen) == {f"GET /?{MARK}"}


async def dies(profile: Profile, page: Page) -> None:
    """Firefox ends as when the power goes, once it has written down what is open."""
    await page.evaluate("mark => history.replaceState(null, '', '?' + mark)", MARK)
    async with asyncio.timeout(3 * PATIENCE):  # it waits its usual 15 seconds now and then
        while MARK.encode() not in profile.firefox_session():
            await page.wait_for_timeout(OFTEN)
    profile.kill_firefox()


async def test_chromium_does_not_list_the_visit_of_one_who_left(profile: Profile, site: Site) -> None:
    async with profile.chromium() as context:
        page = await chat_in(context, site)
        assert [each for each in await history_list(context) if each.startswith(site.url)]
        await leave(page, site)
        assert set(await history_list(context)) == {BEFORE, HARMLESS}


@pytest.mark.parametrize("leaves", [True, False], ids=["left", "not left"])
async def test_no_file_of_chromium_holds_what_was_said(profile: Profile, site: Site, leaves: bool) -> None:
    async with profile.chromium() as context:
        page = await chat_in(context, site)
        await page.locator("#text").fill(SECRET_WORDS)
        if leaves:
            await leave(page, site)
    assert profile.files_with("127.0.0.1")
    assert profile.files_with(SECRET_WORDS) == []


async def test_firefox_lists_the_visit_of_one_who_left_without_its_title(profile: Profile, site: Site) -> None:
    async with profile.firefox() as context:
        await leave(await chat_in(context, site), site)
    with sqlite3.connect(profile.folder / "places.sqlite") as places:
        titles = dict(places.execute("SELECT url, title FROM moz_places"))
    assert titles[f"{site.url}/"] == "Loading"
    assert titles[HARMLESS] == "Weather"
    assert profile.files_with(SECRET_WORDS) == []
