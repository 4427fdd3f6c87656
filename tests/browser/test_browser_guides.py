"""The support finder, the card and the table of promises in a real browser."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Open
from tests.browser.screens import DESK, found
from tests.browser.site import Site
from tests.browser.steps import addresses, is_gone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NARROW = {"viewport": {"width": 320, "height": 640}}
CSS_MM = 96 / 25.4  # pixels

SEEN_IN_PRINT = """() => [...document.querySelectorAll('body *')].filter(each => each.checkVisibility()
    && !each.closest('.fold') && !each.querySelector('.fold')).map(each => each.tagName)"""


async def test_the_finder_works_by_keyboard_without_reloading_or_another_entry(open_page: Open) -> None:
    page = await open_page()
    await page.get_by_role("navigation").get_by_role("link", name="Find help", exact=True).click()
    await page.get_by_label("By phone").focus()
    await page.keyboard.press("Space")
    await expect(page.get_by_label("By phone")).to_be_checked()
    await page.get_by_role("button", name="Show help").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Help that may fit")).to_be_focused()
    await expect(page.get_by_label("By phone")).to_be_checked()
    await page.get_by_role("button", name="Make a small card to print").click()
    await expect(page.get_by_role("heading", name="A small card with numbers")).to_be_focused()
    assert [each.split("/")[-1] for each in await addresses(page)] == ["", "find"]
    await page.keyboard.press("Escape")
    await is_gone(page)


async def test_the_finder_and_the_table_work_without_javascript(open_page: Open, site: Site) -> None:
    page = await open_page(java_script_enabled=False)
    await found(page, site)
    await expect(page.get_by_role("link", name="0808 500 2222")).to_be_visible()
    await page.get_by_role("button", name="Make a small card to print").click()
    await expect(page.locator(".fold").get_by_role("link", name="0808 500 2222")).to_be_visible()
    await page.get_by_role("link", name="Find help", exact=True).first.click()
    await page.get_by_role("link", name="Who can promise what").first.click()
    await page.get_by_role("button", name="Hate because of who I am").click()
    await expect(page.get_by_role("columnheader", name="A third party centre")).to_be_visible()
    await page.get_by_role("button", name="Leave this site").first.click()
    await is_gone(page)


async def test_the_table_becomes_lists_on_a_small_screen_and_each_answer_says_whose_it_is(open_page: Open) -> None:
    page = await open_page("/promises", **NARROW)
    table = page.get_by_role("table")
    await expect(table.get_by_role("columnheader")).to_have_count(0)
    await expect(table.get_by_role("row", name="Do I have to give my name?")).to_contain_text("Crimestoppers")
    cells = await table.get_by_role("cell").all()
    boxes = [await cell.bounding_box() for cell in cells[:3]]
    assert len({box["x"] for box in boxes if box}) == 1
    await page.set_viewport_size({"width": 1280, "height": 900})
    await expect(table.get_by_role("columnheader", name="Crimestoppers")).to_be_visible()
    await expect(table.get_by_text("Crimestoppers", exact=True)).to_have_count(8)


async def test_only_the_card_is_printed_and_its_parts_are_as_big_as_a_bank_card(open_page: Open) -> None:
    page = await open_page("/card", viewport=DESK)
    await page.emulate_media(media="print")
    assert await page.evaluate(SEEN_IN_PRINT) == []
    for part in await page.locator(".fold > *").all():
        box = await part.bounding_box()
        assert box
        assert box["width"] <= 85 * CSS_MM + 1
        assert box["height"] <= 62 * CSS_MM
