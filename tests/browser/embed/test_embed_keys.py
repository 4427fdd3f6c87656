"""What must not take the tab away, and what must not keep it: messages of others, letters, a browser that stops."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.browsers import BOTH
from tests.browser.embed.host import CHAT, FORCE, LOADER, PAGE, Host, chat_in, frame_of
from tests.browser.site import Site
from tests.browser.steps import escape, is_gone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

anywhere = pytest.mark.parametrize("browser_name", BOTH)
STRANGER = "https://stranger.example"
WITH_STRANGER = PAGE.replace(f"frame-src {CHAT}", f"frame-src {CHAT} {STRANGER}").replace(
    LOADER, f"{LOADER}<iframe title='Stranger' src='{STRANGER}/'></iframe>"
)
ASK_ALL_TO_LEAVE = """() => {
  for (let n = 0; n < parent.length; n++) parent[n].postMessage('leave', '*')
  parent.postMessage('leave', '*')
}"""
ASK_WRONGLY = "() => parent.postMessage({ leave: 'https://stranger.example/', to: 'https://stranger.example/' }, '*')"
# Two that come near: another window of ours, and a page of the force that is not around the chat.
WITH_OTHERS = PAGE.replace(f"frame-src {CHAT}", f"frame-src {CHAT} {FORCE}").replace(
    LOADER,
    f"{LOADER}<iframe title='Ours' src='{CHAT}/tips'></iframe><iframe title='Theirs' src='{FORCE}/other'></iframe>",
)
COMPOSING = ["{ key: 'Escape', isComposing: true }", "{ key: 'Escape', keyCode: 229 }"]
STOP = "if (self === top) navigation.onnavigate = event => { console.log('asked'); event.preventDefault() }"


CHAT_FRAME = f"iframe[src='{CHAT}/']"


async def still_there(page: Page, site: Site) -> None:
    assert page.url == f"{FORCE}/"
    await expect(page.get_by_role("heading", name="Get help")).to_be_visible()
    await expect(page.frame_locator(CHAT_FRAME).get_by_label("Your message")).to_be_visible()
    assert site.conversations == 1


async def tell(page: Page, url: str, asking: str, heard_at: str) -> None:
    """The frame at `url` asks, and the page or frame at `heard_at` has heard it."""
    frame = page.frame(url=url)
    assert frame
    async with page.expect_console_message(lambda message: message.text.endswith(f"at {heard_at}")):
        await frame.evaluate(asking)


@anywhere
@pytest.mark.parametrize("heard_at", [FORCE, CHAT])
async def test_what_another_site_asks_is_not_done(host: Host, site: Site, heard_at: str) -> None:
    host.elsewhere.pages[f"{FORCE}/"] = WITH_STRANGER
    page = await host.open()
    await chat_in(page.frame_locator(CHAT_FRAME))
    await tell(page, f"{STRANGER}/", ASK_ALL_TO_LEAVE, heard_at)
    await still_there(page, site)


@anywhere
@pytest.mark.parametrize(("asker", "heard_at"), [(f"{CHAT}/tips", FORCE), (f"{FORCE}/other", CHAT)])
async def test_what_another_window_asks_is_not_done(host: Host, site: Site, asker: str, heard_at: str) -> None:
    host.elsewhere.pages[f"{FORCE}/"] = WITH_OTHERS
    page = await host.open()
    await chat_in(page.frame_locator(CHAT_FRAME))
    await tell(page, asker, ASK_ALL_TO_LEAVE, heard_at)
    await still_there(page, site)


async def test_what_another_site_asks_in_the_place_of_the_chat_is_not_done(host: Host) -> None:
    host.elsewhere.pages[f"{FORCE}/"] = WITH_STRANGER
    host.elsewhere.pages[f"{STRANGER}/here"] = "<script>parent.postMessage('leave', '*')</script>"
    page = await host.open()
    frame = page.frame(url=f"{CHAT}/")
    assert frame
    async with page.expect_console_message(lambda message: message.text == f"heard leave at {FORCE}"):
        await frame.evaluate(f"location.replace('{STRANGER}/here')")
    await expect(page.get_by_role("heading", name="Get help")).to_be_visible()
    assert page.url == f"{FORCE}/"


@anywhere
async def test_what_the_page_says_to_itself_or_the_chat_says_otherwise_is_not_done(host: Host, site: Site) -> None:
    page = await host.open()
    await chat_in(frame_of(page))
    await tell(page, f"{CHAT}/", ASK_WRONGLY, FORCE)
    await still_there(page, site)
    async with page.expect_console_message(lambda message: message.text == f"heard leave at {FORCE}"):
        await page.evaluate("window.postMessage('leave', '*')")
    await still_there(page, site)


@anywhere
@pytest.mark.parametrize("event", COMPOSING, ids=["composing", "229"])
async def test_escape_while_a_word_is_being_composed_on_the_page_does_not_leave(
    host: Host, site: Site, event: str
) -> None:
    page = await host.open()
    await chat_in(frame_of(page))
    assert await page.evaluate(f"dispatchEvent(new KeyboardEvent('keydown', {{ ...{event}, cancelable: true }}))")
    await still_there(page, site)


@anywhere
async def test_letters_and_a_shift_held_for_the_mouse_do_not_leave(host: Host, site: Site) -> None:
    page = await host.open()
    await chat_in(frame_of(page))
    await page.get_by_role("link", name="Skip to main content").focus()
    for letter in "ABCD":
        await page.keyboard.press(f"Shift+{letter}")
    for _ in range(3):
        await page.locator("h1").click(modifiers=["Shift"])
    for key in ("Shift", "Shift", "a", "Shift", "Shift"):
        await page.keyboard.press(key)
    await still_there(page, site)


async def test_three_shifts_on_the_page_count_only_when_they_follow_each_other(host: Host) -> None:
    page = await host.open()
    await page.clock.install()
    await page.reload()
    await frame_of(page).get_by_role("button", name="Start", exact=True).wait_for()
    await page.locator("h1").click()
    for _ in range(2):
        await page.keyboard.press("Shift")
    await page.clock.fast_forward(5_100)
    for _ in range(2):
        await page.keyboard.press("Shift")
    await expect(page.get_by_role("heading", name="Get help")).to_be_visible()
    await page.keyboard.press("Shift")
    await is_gone(page)


async def test_the_browser_is_asked_again_when_it_stopped_the_first_attempt(host: Host) -> None:
    page = await host.open()
    await page.clock.install()
    await page.add_init_script(STOP)
    await page.reload()
    await frame_of(page).get_by_role("button", name="Start", exact=True).wait_for()
    async with page.expect_console_message(lambda _: host.said.count("asked") == 3):
        await escape(page)
        await page.clock.fast_forward(2_600)
        await escape(page)
    assert host.said.count("asked") == 3
