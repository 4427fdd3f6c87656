"""Leaving from every screen and in every look of it, to the place that the settings name."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from playwright.async_api import Error, Page, Playwright, expect

from tests.browser.browsers import BOTH
from tests.browser.conftest import Open
from tests.browser.elsewhere import BEFORE, HARMLESS, Elsewhere
from tests.browser.profiles import Profile
from tests.browser.screens import COLOURS, EVERY, Reach
from tests.browser.site import Site, running_site
from tests.browser.steps import SECRET_WORDS, addresses, arrives, escape, is_gone, leave_by_button, start, write
from tests.browser.test_browser_exit_traces import TELLING
from tests.gateway.page_texts import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

anywhere = pytest.mark.parametrize("browser_name", BOTH)
anyhow = pytest.mark.parametrize("scripts", ["with scripts", "without scripts"])

ANOTHER = "https://cakes.example/recipes"
LEAST = 44  # pixels, both ways
OWN_COLOURS = {"browser.display.document_color_use": 2}  # Firefox: never the page's
BORDER = "getComputedStyle(document.querySelector('#leave button')).borderTopWidth"
IS_FORCED = "matchMedia('(forced-colors: active)').matches"


@pytest.mark.parametrize("reach", EVERY, ids=lambda reach: reach.__name__)
async def test_every_screen_and_state_looks_harmless_and_is_replaced(open_page: Open, site: Site, reach: Reach) -> None:
    page = await open_page()
    await reach(page, site)
    assert (await page.title()).removeprefix("Error: ") == "Help and advice"
    assert not [word for word in (*TELLING, "?", "#") if word in page.url]
    before = await addresses(page)
    await escape(page)
    await is_gone(page)
    assert await addresses(page) == [*before[:-1], HARMLESS]


@anywhere
@anyhow
async def test_the_settings_say_where_leaving_leads(open_page: Open, scripts: str) -> None:
    async with running_site(exit_url=ANOTHER) as site:
        site.no_scripts = scripts == "without scripts"
        page = await open_page()
        await page.goto(site.url)
        await expect(page.locator("main")).to_contain_text("you see another website (cakes.example)")
        await (leave_by_button(page) if site.no_scripts else escape(page))
        await arrives(page, ANOTHER)


@anywhere
async def test_a_tab_that_another_site_opened_keeps_nothing_of_the_visit(
    open_page: Open, site: Site, elsewhere: Elsewhere
) -> None:
    elsewhere.pages[BEFORE] = f"<title>Before</title><a href='{site.url}/' target=_blank rel=opener>Chat</a>"
    page = await open_page()
    await page.goto(BEFORE)
    async with page.expect_popup() as opened:
        await page.get_by_role("link").click()
    tab = await opened.value
    await start(tab)
    await write(tab, SECRET_WORDS)
    assert await tab.evaluate("opener") is None
    await escape(tab)
    await is_gone(tab)
    assert await tab.evaluate("history.length") == 1


@anywhere
async def test_the_button_is_seen_and_works_in_the_readers_own_colours(
    open_page: Open, playwright: Playwright, tmp_path: Path, site: Site, elsewhere: Elsewhere, browser_name: str
) -> None:
    if browser_name == "chromium":
        page = await open_page()
        await page.emulate_media(**COLOURS["forced"])
        await is_left_in_forced_colours(page)
        return
    async with Profile(playwright, tmp_path / "profile", elsewhere.proxy).firefox(OWN_COLOURS) as context:
        page = await context.new_page()
        await page.goto(site.url)
        await is_left_in_forced_colours(page)


async def is_left_in_forced_colours(page: Page) -> None:
    assert await page.evaluate(IS_FORCED)
    assert float((await page.evaluate(BORDER)).removesuffix("px")) >= 1
    await expect(page.locator("#leave button")).to_be_in_viewport(ratio=1)
    await leave_by_button(page)
    await is_gone(page)


@anywhere
@pytest.mark.parametrize(("width", "height"), [(320, 568), (320, 256), (1280, 900)])
async def test_the_button_is_large_enough_for_a_thumb(chat: Page, width: int, height: int) -> None:
    await chat.set_viewport_size({"width": width, "height": height})
    box = await chat.locator("#leave button").bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= LEAST


@anywhere
async def test_nobody_is_signed_out_of_the_forces_other_pages(chat: Page, site: Site) -> None:
    """A cookie of another page at the same place: it would tell of the visit if it were suddenly gone."""
    await chat.context.add_cookies([{"name": "signed-in", "value": "yes", "url": site.url}])
    await escape(chat)
    await is_gone(chat)
    await site.has_left()
    assert [cookie["name"] for cookie in await chat.context.cookies(site.url)] == ["signed-in"]


@anywhere
async def test_no_page_asks_anybody_but_us(open_page: Open, site: Site) -> None:
    page = await open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        await page.goto(site.url + path)
    assert asked
    assert [address for address in asked if not address.startswith((site.url, "data:"))] == []


@anywhere
async def test_nothing_is_found_on_the_way_back_through_a_whole_chat_when_no_script_ran(
    open_page: Open, site: Site
) -> None:
    site.no_scripts = True
    page = await open_page()
    await start(page)
    for _ in range(2):
        await write(page, SECRET_WORDS)
    entries = await page.evaluate("history.length")
    await leave_by_button(page)
    await is_gone(page)
    for way in [page.go_back] * entries + [page.go_forward] * entries:
        with suppress(Error):  # the browser has nothing to show
            await way(timeout=2_000)
        await expect(page.get_by_text(SECRET_WORDS)).to_have_count(0)
