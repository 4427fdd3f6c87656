"""Keeping the receipt, and coming back with it, with the page's script and without."""

from __future__ import annotations

import re

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.receipt_screens import WORDS, added, asked_to_withdraw, opened_receipt, withdrawn
from tests.browser.site import Site
from tests.browser.steps import addresses, choose, is_gone, leave_by_button, reach_summary, start, write
from tests.gateway.actions_double import STATEMENT
from tests.gateway.chat import DANGER

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PLACES = ("first", "second", "third", "fourth", "fifth")


@pytest_asyncio.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"], loop_scope="session")
async def page(request: pytest.FixtureRequest, open_page: Open) -> Page:
    return await open_page(java_script_enabled=request.param)


async def is_scripted(page: Page) -> bool:
    return await page.locator("html.scripted").count() == 1


async def send_report(page: Page) -> None:
    await start(page)
    await reach_summary(page)
    for answer in ("My answers are right", "Yes, I agree", "Send my report"):
        await choose(page, answer)


async def part_asked_for(page: Page) -> str:
    """What is to be typed, from the receipt on show."""
    receipt = page.locator("#log .receipt")
    found = re.search(r"type the (\w+) (word|thing|name)", await receipt.inner_text())
    assert found
    written = await receipt.locator(".words").inner_text()
    parts = written.split() if found[2] == "word" else [line.split()[0] for line in written.splitlines()]
    return parts[PLACES.index(found[1])]


async def test_the_receipt_stands_in_one_place_until_a_part_of_it_is_typed(page: Page) -> None:
    await send_report(page)
    receipt = page.locator("#log .receipt")
    words = await receipt.locator(".words").inner_text()
    await write(page, "what happens next")
    await expect(receipt).to_have_count(1)
    await expect(page.locator("#log > .us").last.locator(".words")).to_have_text(words)
    await write(page, await part_asked_for(page))
    await expect(receipt).to_have_count(0)
    await expect(page.get_by_text(words)).to_have_count(0)


async def test_the_receipt_can_look_like_phone_numbers(page: Page) -> None:
    await send_report(page)
    await choose(page, "Show it as phone numbers")
    lines = (await page.locator("#log .receipt .words").inner_text()).splitlines()
    assert len(lines) == 5
    assert all(re.fullmatch(r"[A-Z][a-z]+ 0[\d ]+", line.strip()) for line in lines)
    await write(page, await part_asked_for(page))
    await expect(page.locator("#log .receipt")).to_have_count(0)


async def test_whoever_does_not_want_it_is_warned(page: Page) -> None:
    await send_report(page)
    await choose(page, "I do not want to keep it")
    await expect(page.locator("#log > .us").last).to_contain_text("there is no way back")
    await choose(page, "Do not keep it")
    await expect(page.locator("#log .receipt")).to_have_count(0)


async def test_she_comes_back_adds_and_returns_to_her_report(page: Page, site: Site) -> None:
    await added(page, site)
    await expect(page.get_by_text("What you wrote has been added.")).to_be_visible()
    await page.get_by_role("button", name="Back to my report").click()
    await page.get_by_role("heading", name="Your report", exact=True).wait_for()
    await expect(page.get_by_label("What you want to add")).to_have_value("")
    assert len(site.actions.added) == 1


async def test_danger_in_what_is_added_is_answered_first(page: Page, site: Site) -> None:
    await opened_receipt(page, site)
    await page.get_by_label("What you want to add").fill(DANGER)
    await page.get_by_role("button", name="Add it", exact=True).click()
    await expect(page.locator(".important")).to_be_visible()
    await expect(page.get_by_label("What you want to add")).to_have_value(DANGER)
    assert site.actions.added == {}


async def test_a_report_nobody_opened_is_erased_and_its_note_shown(page: Page, site: Site) -> None:
    await withdrawn(page, site)
    await expect(page.locator("main")).to_contain_text("It has been erased.")
    note = await page.locator(".govuk-inset-text").last.inner_text()
    assert note.split() == STATEMENT.split()


async def test_taking_it_back_can_be_thought_over(page: Page, site: Site) -> None:
    await asked_to_withdraw(page, site)
    await page.get_by_role("button", name="Keep my report").click()
    await page.get_by_role("heading", name="Your report", exact=True).wait_for()
    assert all(report["status"] == "received" for report in site.actions.reports.values())


async def test_the_words_are_in_no_address_and_on_no_page_once_they_were_given(page: Page, site: Site) -> None:
    for reach in (opened_receipt, added, asked_to_withdraw, withdrawn):
        await reach(page, site)
        content, address, title = await page.content(), page.url, await page.title()
        for word in WORDS.split()[:2]:
            assert word not in content
            assert word not in address + title
        assert page.url == f"{site.url}/receipt"


async def test_leaving_from_the_report_forgets_the_receipt_and_back_does_not_show_it(page: Page, site: Site) -> None:
    await opened_receipt(page, site)
    scripted = await is_scripted(page)
    assert site.conversations == 1
    await leave_by_button(page)
    await is_gone(page)
    await site.has_left()
    assert site.conversations == 0
    if scripted:  # the way back is one entry of the history, and leaving takes it
        assert not [address for address in await addresses(page) if "/receipt" in address]
