"""Leaving at awkward moments: the page half there, an answer on its way, an exit that something stopped."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from playwright.async_api import Page

from tests.browser.browsers import BOTH
from tests.browser.conftest import Open
from tests.browser.elsewhere import HARMLESS, Elsewhere
from tests.browser.site import Site
from tests.browser.steps import (
    SECRET_WORDS,
    arrives,
    escape,
    is_gone,
    leave_by_button,
    start,
    the_visit_has_left_no_entry,
    write,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

anywhere = pytest.mark.parametrize("browser_name", BOTH)

TELL_THE_STEPS = """
const tell = step => console.log(JSON.stringify(
  [step, getComputedStyle(document.documentElement).visibility, document.title, document.body.textContent === '']))
const send = navigator.sendBeacon
navigator.sendBeacon = function (...all) {
  tell('beacon')
  queueMicrotask(() => tell('next'))
  return send.apply(navigator, all)
}
navigation.addEventListener('navigate', event => tell(event.navigationType))
"""
TELL_WHEN_ANSWERED = """
const send = XMLHttpRequest.prototype.send
XMLHttpRequest.prototype.send = function (...all) {
  this.addEventListener('loadend', () => setTimeout(() =>
    console.log('answered', JSON.stringify([document.title, document.body.textContent]))))
  return send.apply(this, all)
}
"""
# As when the browser's own Escape stops what it loads. With `all`, our own timer is gone too.
STOP_WHEN_TOLD = """
addEventListener('keydown', event => {
  if (event.key !== 's' && event.key !== 'a') return
  for (let timer = event.key === 'a' && setTimeout(() => {}); timer; timer -= 1) clearTimeout(timer)
  stop()
  console.log('stopped')
}, true)
"""
SWALLOW_KEYS = """() => {
  for (const type of ['keydown', 'keyup', 'keypress']) for (const there of [window, document, document.body])
    there.addEventListener(type, event => { event.preventDefault(); event.stopImmediatePropagation() }, true)
}"""
NO_CHAT_SCRIPT = "document.addEventListener = () => { throw new Error('broken') }"


async def opened_with(open_page: Open, script: str) -> Page:
    page = await open_page()
    await page.add_init_script(script)
    await page.reload()
    return page


@anywhere
async def test_the_steps_come_in_their_order_and_the_page_is_replaced(open_page: Open, elsewhere: Elsewhere) -> None:
    """Hidden, then the request to erase, then emptied, then replaced; only then whatever comes next."""
    page = await opened_with(open_page, TELL_THE_STEPS)
    await start(page)
    await write(page, SECRET_WORDS)
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    elsewhere.open.clear()
    async with page.expect_console_message(lambda message: "next" in message.text):
        await escape(page)
    elsewhere.open.set()
    await is_gone(page)
    assert [json.loads(each) for each in told] == [
        ["beacon", "hidden", "Help and advice", False],
        ["replace", "hidden", "Loading", True],
        ["next", "hidden", "Loading", True],
    ]


@anywhere
async def test_an_answer_that_comes_after_leaving_is_not_shown(
    open_page: Open, site: Site, elsewhere: Elsewhere
) -> None:
    page = await opened_with(open_page, TELL_WHEN_ANSWERED)
    await start(page)
    site.rasa.trouble = "hang"
    await page.locator("#text").fill(SECRET_WORDS)
    await page.locator("#text").press("Enter")
    await site.has_asked_rasa()
    elsewhere.open.clear()
    async with page.expect_console_message(lambda message: message.text.startswith("answered")) as told:
        await escape(page)
        await site.has_left()
        site.rasa.release.set()
    assert (await told.value).text == 'answered ["Loading",""]'
    elsewhere.open.set()
    await is_gone(page)


@anywhere
@pytest.mark.parametrize("again", ["by itself", "at the next Escape"])
async def test_an_exit_that_was_stopped_is_tried_again(open_page: Open, elsewhere: Elsewhere, again: str) -> None:
    page = await opened_with(open_page, STOP_WHEN_TOLD)
    elsewhere.open.clear()
    await escape(page)
    await elsewhere.has_been_asked(HARMLESS, times=1)
    async with page.expect_console_message(lambda message: message.text == "stopped"):
        await page.keyboard.press("s" if again == "by itself" else "a")
    if again != "by itself":
        await escape(page)
    await elsewhere.has_been_asked(HARMLESS, times=2)
    elsewhere.open.set()
    await is_gone(page)
    await the_visit_has_left_no_entry(page)


# Firefox gives no keys to a page without a body, on which there is nothing to see.
@pytest.mark.parametrize(
    ("browser_name", "end"), [("chromium", "</head>"), ("chromium", "<main"), ("firefox", "<main")]
)
async def test_a_page_that_is_only_half_there_can_be_left(open_page: Open, site: Site, end: str) -> None:
    page = await open_page()
    async with half_of(site.url, end) as half:
        await page.goto(half, wait_until="commit")
        await page.wait_for_function("document.documentElement.classList.contains('scripted')")
        await escape(page)
        await is_gone(page)


@anywhere
async def test_leaving_does_not_wait_for_a_page_that_a_form_has_asked_for(open_page: Open, site: Site) -> None:
    """As where the chat's script did not load, and the browser itself sends the form."""
    page = await opened_with(open_page, NO_CHAT_SCRIPT)
    await start(page)
    await arrives(page, site.url + "/chat")
    site.rasa.trouble = "hang"
    await page.locator("#text").fill(SECRET_WORDS)
    await page.get_by_role("button", name="Send", exact=True).click(no_wait_after=True)
    await site.has_asked_rasa()
    await escape(page)
    await is_gone(page)
    await site.has_left()
    site.rasa.release.set()
    assert site.conversations == 0


@anywhere
@pytest.mark.parametrize("keys", [["Escape"], ["Shift"] * 3], ids=["Escape", "Shift"])
async def test_keys_that_another_script_keeps_to_itself_still_leave(chat: Page, keys: list[str]) -> None:
    await chat.evaluate(SWALLOW_KEYS)
    for key in keys:
        await chat.keyboard.press(key)
    await is_gone(chat)


@anywhere
async def test_nobody_is_asked_whether_they_are_sure(chat: Page) -> None:
    asked: list[str] = []
    chat.on("dialog", lambda dialog: asked.append(dialog.type))
    await chat.locator("#text").fill(SECRET_WORDS)
    await leave_by_button(chat)
    await is_gone(chat)
    assert asked == []


@asynccontextmanager
async def half_of(url: str, end: str) -> AsyncIterator[str]:
    """The address of a server that sends the page at `url` up to `end`, and then nothing more."""
    done = asyncio.Event()

    async def answer(request: web.Request) -> web.StreamResponse:
        async with ClientSession() as client, client.get(url) as page:
            text, policy = await page.text(), page.headers["Content-Security-Policy"]
        response = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Security-Policy": policy})
        await response.prepare(request)
        await response.write(text.partition(end)[0].encode())
        await done.wait()
        return response

    app = web.Application()
    app.router.add_get("/", answer)
    async with TestServer(app) as server:
        yield str(server.make_url("/"))
        done.set()
