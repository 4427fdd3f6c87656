"""The force's page with our chat in it: what it looks like, what it keeps, and what stays when we are not let in."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest
from playwright.async_api import Frame, Page, Route, expect

from tests.browser.browsers import BOTH
from tests.browser.embed.host import CHAT, FORCE, LINK, LOADER, PAGE, Host, chat_in, frame_of
from tests.browser.pictures import take_picture
from tests.browser.screens import TOO_WIDE, axe_finds_nothing
from tests.browser.site import Site
from tests.browser.steps import SECRET_WORDS, escape, is_gone, leave_by_button, start, write

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

anywhere = pytest.mark.parametrize("browser_name", BOTH)
BY_POLICY = PAGE.replace(f"script-src {CHAT}", "script-src 'none'")
NOT_LOADED = PAGE.replace(LOADER, "")
FRAME_BLOCKED = PAGE.replace(f"frame-src {CHAT}", "frame-src 'none'")
WITHOUT_LINK = PAGE.replace(LINK, "")
LONG = PAGE.replace("<footer>", "<p>More</p>" * 60 + "<footer>")
PLACE_KEPT = (
    PAGE.replace(LOADER, f'<div class="chat">{LOADER}</div>')
    .replace("<title>", "<style nonce=host>.chat { min-height: clamp(256px, 90vh, 736px) }</style><title>")
    .replace("img-src data:;", "img-src data:; style-src 'nonce-host';")
)
NARROW = {"width": 320, "height": 640}
SIZES = [NARROW, {"width": 320, "height": 256}, {"width": 1280, "height": 900}]
KEPT = """async () => [document.cookie, localStorage.length, sessionStorage.length,
  (await indexedDB.databases()).length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length]"""
OPEN_FEATURES = """['camera', 'geolocation', 'microphone', 'fullscreen']
  .filter(each => document.featurePolicy.allowsFeature(each))"""
WHERE = "[...document.querySelectorAll('iframe, footer')].map(each => JSON.stringify(each.getBoundingClientRect()))"


def ours(page: Page) -> Frame:
    frame = page.frame(url=f"{CHAT}/")
    assert frame
    return frame


@anywhere
async def test_a_strict_policy_of_the_host_is_kept_and_nothing_is_stored(host: Host) -> None:
    page = await host.open()
    await chat_in(frame_of(page))
    assert await page.context.cookies() == []
    for each in (page, ours(page)):
        assert await each.evaluate(KEPT) == ["", 0, 0, 0, 0, 0]
    await escape(page)
    await host.has_left_nothing(page)
    assert [told for told in host.said if told.startswith("violation")] == []


@anywhere
@pytest.mark.parametrize("page_without", [BY_POLICY, NOT_LOADED, FRAME_BLOCKED], ids=["policy", "script", "frame"])
async def test_without_the_script_or_the_frame_the_link_leads_to_the_chat(
    host: Host, site: Site, page_without: str
) -> None:
    host.elsewhere.pages[f"{FORCE}/"] = page_without
    page = await host.open(waiting_for=f"loaded {FORCE}")
    await page.get_by_role("link", name="Help and advice: open the chat").click()
    await start(page)
    await write(page, SECRET_WORDS)
    await leave_by_button(page)
    await is_gone(page)
    await site.has_left()
    assert site.conversations == 0


@anywhere
async def test_without_any_scripts_the_link_leads_to_the_chat(host: Host, site: Site) -> None:
    host.elsewhere.pages[f"{FORCE}/"], site.no_scripts = BY_POLICY, True
    page = await host.open(waiting_for=f"loaded {FORCE}")
    await page.get_by_role("link", name="Help and advice: open the chat").click()
    await start(page)
    await write(page, SECRET_WORDS)
    await leave_by_button(page)
    await is_gone(page)
    assert site.conversations == 0


@pytest.mark.parametrize("page_with", [PAGE, WITHOUT_LINK], ids=["theirs", "ours"])
async def test_there_is_one_link_beside_the_chat(host: Host, page_with: str) -> None:
    host.elsewhere.pages[f"{FORCE}/"] = page_with
    page = await host.open()
    await expect(page.locator(f"a[href='{CHAT}/']")).to_have_count(1)
    await page.locator(f"a[href='{CHAT}/']").click()
    await page.get_by_role("button", name="Start", exact=True).wait_for()
    assert page.url == f"{CHAT}/"


@pytest.mark.parametrize("site", [("https://another.example",)], indirect=True, ids=["another"])
@anywhere
async def test_a_site_that_is_not_named_shows_nothing_of_ours_and_can_still_be_left(host: Host) -> None:
    page = await host.open(waiting_for=f"loaded {FORCE}")
    await expect(page.locator("iframe")).to_be_visible()
    assert await frame_of(page).get_by_role("button", name="Start", exact=True).count() == 0
    await escape(page)
    await is_gone(page)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size['width']}x{size['height']}")
async def test_axe_finds_nothing_and_nothing_is_too_wide(host: Host, size: Any) -> None:
    page = await host.open(bypass_csp=True, viewport=size)
    await chat_in(frame_of(page))
    for each in (page, ours(page)):
        await axe_finds_nothing(cast("Page", each))
        assert await each.evaluate(TOO_WIDE) <= 0
    await take_picture(page, "embedded", f"{size['width']}x{size['height']}")


async def test_the_frame_says_what_it_is_and_tells_nobody_where_it_stands(host: Host) -> None:
    page = await host.open()
    frame = page.locator("iframe")
    await expect(frame).to_have_attribute("title", "Help and advice chat")
    await expect(frame).to_have_attribute("referrerpolicy", "no-referrer")
    assert await frame.evaluate("frame => frame.allow") == ""
    assert await ours(page).evaluate("document.referrer") == ""
    assert await ours(page).evaluate(OPEN_FEATURES) == []


@anywhere
async def test_nothing_around_the_chat_moves_when_it_grows_and_it_follows_the_window(host: Host) -> None:
    page = await host.open(viewport=NARROW)
    before = await page.evaluate(WHERE)
    await chat_in(frame_of(page))
    await page.evaluate("scrollTo(0, 0)")
    assert await page.evaluate(WHERE) == before
    await page.set_viewport_size({"width": 900, "height": 500})
    box = await page.locator("iframe").bounding_box()
    assert box
    assert (round(box["height"]), box["width"] > 800) == (450, True)


async def test_what_comes_after_the_chat_does_not_move_where_its_place_is_kept(host: Host) -> None:
    host.elsewhere.pages[f"{FORCE}/"] = PLACE_KEPT
    came = asyncio.Event()

    async def hold(route: Route) -> None:
        await came.wait()
        await route.continue_()

    page = await host.open()
    await page.route("**/embed.js", hold)
    await page.reload(wait_until="commit")
    await expect(page.locator("footer")).to_be_visible()
    before = await page.locator("footer").bounding_box()
    came.set()
    await frame_of(page).get_by_role("button", name="Start", exact=True).wait_for()
    assert await page.locator("footer").bounding_box() == before


@anywhere
async def test_the_way_out_stays_in_sight_when_the_frame_is_half_scrolled_away(host: Host) -> None:
    host.elsewhere.pages[f"{FORCE}/"] = LONG
    page = await host.open(viewport=NARROW)
    await chat_in(frame_of(page))
    leave = frame_of(page).locator("#leave button")
    for above in (0, 60, 200, 350):
        await page.evaluate("above => scrollTo(0, document.querySelector('iframe').offsetTop + above)", above)
        await expect(leave).to_be_in_viewport(ratio=1)
    await leave.click(no_wait_after=True)
    await host.has_left_nothing(page)
