"""What stands beside the chat, in a real browser: what she keeps, the one question, easy words and languages."""

from __future__ import annotations

import pytest
from playwright.async_api import Download, Page, expect

from tests.browser.beside_screens import OFFER, asked_how_it_was, notes, told, warned
from tests.browser.browsers import BOTH
from tests.browser.conftest import Open
from tests.browser.elsewhere import HARMLESS
from tests.browser.site import Site
from tests.browser.steps import SECRET_WORDS, addresses, escape, is_gone, write
from tests.browser.test_browser_idle import UNTIL_WARNED, wait
from tests.gateway.test_page_feeling import felt

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SHOW, FILE, BACK = "Show it, to read or print", "Save it as a file", "Back to the chat"
HERS = "what can a court do"
scripts_or_none = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


async def saved(page: Page) -> Download:
    """What the browser saves when she asks for the file."""
    async with page.expect_download() as download:
        await press(page, FILE)
    return await download.value


async def text_of(download: Download) -> str:
    return (await download.path()).read_text(encoding="utf-8")


# What she keeps


@scripts_or_none
async def test_she_is_warned_sees_it_and_comes_back_to_the_chat(open_page: Open, site: Site, scripts: bool) -> None:
    page = await open_page(java_script_enabled=scripts)
    await notes(page, site)
    await expect(page.get_by_text("You can ask a court to keep him away.")).to_be_visible()
    await expect(page.get_by_role("link", name="116 123")).to_be_visible()
    await expect(page.get_by_text(HERS)).to_have_count(0)
    await press(page, BACK)
    await expect(page.get_by_text(HERS)).to_be_visible()
    await write(page, "and what then")
    await expect(page.get_by_role("button", name=OFFER)).to_be_visible()


async def test_with_scripts_it_is_one_page_and_one_entry_and_a_screen_reader_is_told_where_it_is(
    first: Page, site: Site
) -> None:
    await told(first, site)
    await first.locator("#text").fill("half a sen")
    await press(first, OFFER)
    await expect(first.get_by_role("heading", name="Is it safe to keep it?")).to_be_focused()
    assert "half a sen" not in await first.content()
    await press(first, SHOW)
    await expect(first.get_by_role("heading", name="Notes")).to_be_focused()
    await press(first, BACK)
    await expect(first.locator("#text")).to_have_value("half a sen")
    assert [each.split("/")[-1] for each in await addresses(first)] == ["", ""]


@pytest.mark.parametrize("browser_name", BOTH)
@scripts_or_none
async def test_the_file_is_saved_under_a_harmless_name_and_the_page_stays(
    open_page: Open, site: Site, scripts: bool
) -> None:
    page = await open_page(java_script_enabled=scripts)
    await warned(page, site)
    download = await saved(page)
    assert download.suggested_filename == "notes.txt"
    text = await text_of(download)
    assert "You can ask a court to keep him away." in text
    assert HERS not in text
    await expect(page.get_by_role("heading", name="Is it safe to keep it?")).to_be_visible()
    await press(page, BACK)
    await expect(page.get_by_text(HERS)).to_be_visible()


@pytest.mark.parametrize("browser_name", BOTH)
async def test_after_a_file_was_saved_closing_the_page_still_erases(open_page: Open, site: Site) -> None:
    page = await open_page()
    await warned(page, site)
    await saved(page)
    assert site.conversations == 1
    await page.goto(HARMLESS)
    await site.has_left()
    assert site.conversations == 0


@scripts_or_none
async def test_she_can_leave_at_once_from_what_she_keeps(open_page: Open, site: Site, scripts: bool) -> None:
    page = await open_page(java_script_enabled=scripts)
    await notes(page, site)
    await (escape(page) if scripts else page.locator("#leave button").click(no_wait_after=True))
    await is_gone(page)
    await site.has_left()
    assert site.conversations == 0


async def test_only_what_she_keeps_is_printed(first: Page, site: Site) -> None:
    await notes(first, site)
    await first.emulate_media(media="print")
    for part in (".leave", "#phase p", "main form", "footer p"):
        assert not [each for each in await first.locator(part).all() if await each.is_visible()]
    await expect(first.get_by_text("You can ask a court to keep him away.")).to_be_visible()
    await expect(first.get_by_text("116 123")).to_be_visible()


async def test_the_warning_before_the_end_comes_here_too_and_more_time_can_be_had(open_page: Open, site: Site) -> None:
    page = await open_page()
    await page.clock.install()
    await page.reload()
    await notes(page, site)
    await wait(page, site, UNTIL_WARNED)
    await press(page, "Continue")
    await expect(page.locator("#idle [role=status]")).to_have_text("Your chat is still open.")
    await expect(page.get_by_role("heading", name="Notes")).to_be_focused()
    await wait(page, site, 29 * 60 + 31)
    await expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    await expect(page.get_by_text("You can ask a court")).to_have_count(0)


# The one question


@scripts_or_none
async def test_she_answers_and_goes_on_or_does_not_answer_and_is_not_asked_again(
    open_page: Open, site: Site, scripts: bool
) -> None:
    page = await open_page(java_script_enabled=scripts)
    await asked_how_it_was(page, site)
    question = page.get_by_role("group", name="Did you feel taken seriously?")
    await expect(question).to_have_accessible_description(
        "You do not have to say. We only count the answers in each month. We do not know who gave them."
    )
    await page.locator("#text").fill(SECRET_WORDS)
    await press(page, "Partly")
    await expect(page.locator("#log > .us").last).to_contain_text("Thank you for telling us.")
    await expect(question).to_have_count(0)
    await expect(page.locator("#text")).to_have_value(SECRET_WORDS)
    assert felt(site.gateway) == ["partly"]
    await press(page, "Send")
    await expect(page.locator("#log > .you").last).to_contain_text(SECRET_WORDS)
    await expect(question).to_have_count(0)


async def test_the_question_does_not_move_the_focus_and_is_gone_after_the_next_message(first: Page, site: Site) -> None:
    await asked_how_it_was(first, site)
    question = first.get_by_role("group", name="Did you feel taken seriously?")
    assert await first.evaluate("!document.activeElement.closest('#asides')")
    await write(first, "one more thing")
    await expect(question).to_have_count(0)
    assert felt(site.gateway) == []


# Easy words and languages


@scripts_or_none
async def test_the_chat_starts_from_her_language_and_from_the_easy_words(
    open_page: Open, site: Site, scripts: bool
) -> None:
    page = await open_page(java_script_enabled=scripts)
    await page.get_by_role("link", name="Easy read").click()
    await expect(page.get_by_role("heading", name="Easy read")).to_be_visible()
    await page.get_by_role("link", name="Back to the first page").click()
    await page.get_by_role("link", name="In your own language").click()
    await page.get_by_role("button", name="polski").click()
    await expect(page.locator("main p[lang=pl]").first).to_be_visible()
    await page.get_by_role("button", name="Dalej po angielsku").click()
    await page.get_by_label("Your message").wait_for()


async def test_the_easy_words_are_large(open_page: Open) -> None:
    page = await open_page("/easy")
    size = await page.locator("main > p").first.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
    assert size >= 24
