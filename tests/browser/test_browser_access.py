"""What axe finds on every screen and state, in every colour and size: nothing."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Open
from tests.browser.screens import COLOURS, DESK, EVERY, PHONE, TOO_WIDE, Reach, axe_finds_nothing, chat
from tests.browser.site import Site
from tests.browser.steps import addresses, is_gone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize("reach", EVERY, ids=lambda reach: reach.__name__)
async def test_axe_finds_nothing(show: Open, site: Site, reach: Reach) -> None:
    page = await show(bypass_csp=True, viewport=PHONE)
    await reach(page, site)
    for colours in COLOURS.values():
        await page.emulate_media(**colours)
        await axe_finds_nothing(page)
    await page.emulate_media(**COLOURS["light"])
    await page.set_viewport_size(DESK)
    assert await page.evaluate(TOO_WIDE) <= 0
    await axe_finds_nothing(page)


async def test_the_links_to_the_notices_are_gone_while_a_chat_is_open(open_page: Open, site: Site) -> None:
    page = await open_page()
    notices = page.locator("#notices a")
    await expect(notices).to_have_count(5)
    await chat(page, site)
    await expect(notices).to_have_count(0)
    await site.sessions.erase(await page.locator("#leave [name=token]").input_value())
    await page.get_by_role("button", name="I want to report something").click()
    await expect(notices).to_have_count(5)


async def test_a_notice_leaves_no_entry_of_its_own_and_leaves_at_one_key(open_page: Open) -> None:
    page = await open_page()
    for link in ("Your privacy", "What leaving cannot hide"):
        await page.locator("#notices").get_by_role("link", name=link, exact=True).click()
        await page.get_by_role("heading", name=link, exact=True).wait_for()
    assert [each.split("/")[-1] for each in await addresses(page)] == ["", "tips"]
    await page.keyboard.press("Escape")
    await is_gone(page)
