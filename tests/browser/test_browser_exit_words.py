"""What was typed or read comes out of the browser by no other way: its memory of forms, and paper."""

from __future__ import annotations

import re
import zlib
from contextlib import suppress

import pytest
from playwright.async_api import Error, Page

from tests.browser.browsers import BOTH
from tests.browser.conftest import Open
from tests.browser.elsewhere import HARMLESS
from tests.browser.receipt_screens import WORDS, opened_receipt
from tests.browser.site import Site
from tests.browser.steps import SECRET_WORDS, escape, go, is_gone, leave_by_button, shows, start, write

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

anywhere = pytest.mark.parametrize("browser_name", BOTH)
anyhow = pytest.mark.parametrize("scripts", ["with scripts", "without scripts"])

TYPED = """[...document.querySelectorAll('textarea, [type=checkbox]')]
  .map(each => each.type === 'checkbox' ? each.checked : each.value)"""
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
TEXT = re.compile(rb"\bBT\b.*?\bT[jJ]\b", re.DOTALL)  # how a PDF writes letters


async def receipt_page(open_page: Open) -> Page:
    page = await open_page("/receipt")
    await page.get_by_label("Your receipt words").fill(WORDS)
    return page


async def nothing_is_typed(page: Page) -> None:
    assert not any(await page.evaluate(TYPED))


@anywhere
@anyhow
async def test_what_was_typed_is_gone_when_the_page_is_loaded_again(open_page: Open, site: Site, scripts: str) -> None:
    site.no_scripts = scripts == "without scripts"
    page = await receipt_page(open_page)
    await page.reload()
    await page.get_by_role("heading", level=1).wait_for()
    await nothing_is_typed(page)


@anywhere
async def test_what_was_typed_is_gone_when_somebody_goes_back_to_it(open_page: Open) -> None:
    page = await receipt_page(open_page)
    await page.goto(HARMLESS)
    await go(page, "back")
    await shows(page, "Help and advice")
    await nothing_is_typed(page)


@anywhere
async def test_what_was_ticked_is_gone_when_somebody_goes_back_to_it(open_page: Open) -> None:
    page = await open_page("/find")
    await page.get_by_label("Something sexual that I did not want").check()
    await page.goto(HARMLESS)
    await go(page, "back")
    await shows(page, "Help and advice")
    await nothing_is_typed(page)


@anywhere
@pytest.mark.parametrize("path", ["/receipt", "/find", "/check"])
async def test_back_does_not_bring_back_what_was_typed_when_no_script_ran(
    open_page: Open, site: Site, path: str
) -> None:
    site.no_scripts = True
    page = await open_page(path)
    for box in await page.locator("textarea, input[type=checkbox]").all():
        await (box.fill(SECRET_WORDS) if await box.get_attribute("type") is None else box.check())
    await leave_by_button(page)
    await is_gone(page)
    with suppress(Error):  # the browser has nothing to show
        await page.go_back(timeout=2_000)
    await nothing_is_typed(page)


async def letters_printed(page: Page) -> int:
    """How many pieces of text the browser would put on paper."""
    streams = [_inflated(stream) for stream in STREAM.findall(await page.pdf())]
    return sum(len(TEXT.findall(stream)) for stream in streams)


def _inflated(stream: bytes) -> bytes:
    with suppress(zlib.error):
        return zlib.decompressobj().decompress(stream)
    return b""


@anywhere
async def test_a_chat_puts_nothing_on_paper(first: Page) -> None:
    assert await letters_printed(first) > 0
    await start(first)
    await write(first, SECRET_WORDS)
    assert await letters_printed(first) == 0


@anywhere
async def test_the_answers_to_a_report_are_not_put_on_paper(open_page: Open, site: Site) -> None:
    page = await open_page()
    await opened_receipt(page, site)
    assert await letters_printed(page) == 0


@anywhere
async def test_after_leaving_the_harmless_page_is_all_that_is_printed(chat: Page, open_page: Open) -> None:
    harmless = await open_page()
    await harmless.goto(HARMLESS)
    await write(chat, SECRET_WORDS)
    await escape(chat)
    await is_gone(chat)
    assert await letters_printed(chat) == await letters_printed(harmless) > 0
