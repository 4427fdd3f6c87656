"""The keys that leave, and those that must not."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.browsers import BOTH
from tests.browser.conftest import Open
from tests.browser.elsewhere import Elsewhere
from tests.browser.site import Site
from tests.browser.steps import SECRET_WORDS, escape, is_gone, write

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

anywhere = pytest.mark.parametrize("browser_name", BOTH)

OPEN_DIALOG = """() => {
  const dialog = document.createElement('dialog')
  dialog.append(document.createElement('input'))
  document.body.append(dialog)
  dialog.showModal()
}"""
OPEN_POPOVER = """() => {
  const popover = document.createElement('div')
  popover.popover = 'auto'
  popover.textContent = 'More'
  document.body.append(popover)
  popover.showPopover()
}"""
PRESS_AND_TELL = """() => setTimeout(() => {
  const press = () => dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', cancelable: true }))
  console.log('browser may act:', press(), press())
})"""
# What a keyboard for Japanese sends while a word is being chosen. Safari says it only with the number 229.
COMPOSING = ["{ key: 'Escape', isComposing: true }", "{ key: 'Escape', keyCode: 229 }"]


async def press_shift(page: Page, times: int) -> None:
    for _ in range(times):
        await page.keyboard.press("Shift")


@anywhere
@pytest.mark.parametrize("opening", [OPEN_DIALOG, OPEN_POPOVER], ids=["dialog", "popover"])
async def test_the_first_escape_leaves_also_with_something_open_over_the_page(chat: Page, opening: str) -> None:
    await write(chat, SECRET_WORDS)
    await chat.evaluate(opening)
    await escape(chat)
    await is_gone(chat)


@anywhere
async def test_escape_leaves_from_an_open_list_of_details(open_page: Open) -> None:
    page = await open_page("/tips")
    await page.locator("summary").first.click()
    await escape(page)
    await is_gone(page)


@anywhere
@pytest.mark.parametrize("event", COMPOSING, ids=["composing", "229"])
async def test_escape_while_a_word_is_being_composed_does_not_leave(chat: Page, site: Site, event: str) -> None:
    went_on = await chat.evaluate(
        f"document.getElementById('text').dispatchEvent(new KeyboardEvent('keydown', {{ ...{event},"
        " bubbles: true, cancelable: true }))"
    )
    assert went_on
    await write(chat, "still here")
    assert site.conversations == 1


async def test_escape_ends_a_real_composition_and_the_next_one_leaves(chat: Page, site: Site) -> None:
    await chat.locator("#text").focus()
    session = await chat.context.new_cdp_session(chat)
    await session.send("Input.imeSetComposition", {"text": "か", "selectionStart": 1, "selectionEnd": 1})
    await expect(chat.locator("#text")).to_have_value("か")
    await session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Escape", "windowsVirtualKeyCode": 229})
    await session.send("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})
    await expect(chat.locator("#text")).to_have_value("")
    assert site.conversations == 1
    await escape(chat)
    await is_gone(chat)


@anywhere
async def test_escape_does_not_also_do_what_browsers_do_with_it(chat: Page) -> None:
    """Such as to stop the harmless page from loading."""
    async with chat.expect_console_message() as told:
        await chat.evaluate(PRESS_AND_TELL)
    assert (await told.value).text == "browser may act: false false"
    await is_gone(chat)


@anywhere
async def test_pressing_again_and_again_still_leaves(chat: Page, elsewhere: Elsewhere) -> None:
    elsewhere.open.clear()
    for _ in range(4):
        await escape(chat)
    elsewhere.open.set()
    await is_gone(chat)


@anywhere
async def test_holding_escape_down_leaves(chat: Page, site: Site) -> None:
    await write(chat, SECRET_WORDS)
    for _ in range(5):
        await chat.keyboard.down("Escape")  # every one after the first is a repeat
    await is_gone(chat)
    await site.has_left()
    assert site.conversations == 0


@anywhere
async def test_shift_says_how_often_it_must_still_be_pressed(chat: Page) -> None:
    status = chat.locator("#leave [role=status]")
    await press_shift(chat, 1)
    await expect(status).to_have_text("Shift: press 2 more times to leave.")
    await press_shift(chat, 1)
    await expect(status).to_have_text("Shift: press 1 more time to leave.")
    await chat.keyboard.press("a")
    await expect(status).to_have_text("")


@anywhere
async def test_capital_letters_do_not_leave(chat: Page) -> None:
    await chat.locator("#text").focus()
    for letter in "ABCD":
        await chat.keyboard.press(f"Shift+{letter}")
    await press_shift(chat, 2)
    await expect(chat.locator("#text")).to_have_value("ABCD")


@anywhere
async def test_a_shift_that_is_held_counts_once(chat: Page) -> None:
    for _ in range(5):
        await chat.keyboard.down("Shift")  # every one after the first is a repeat
    await chat.keyboard.up("Shift")
    await expect(chat.locator("#leave [role=status]")).to_have_text("Shift: press 2 more times to leave.")


@anywhere
async def test_either_shift_counts(chat: Page) -> None:
    for key in ("ShiftRight", "ShiftLeft", "ShiftRight"):
        await chat.keyboard.press(key)
    await is_gone(chat)


async def test_a_shift_held_for_the_mouse_does_not_count(chat: Page) -> None:
    for _ in range(3):
        await chat.locator("h1").click(modifiers=["Shift"])
    await press_shift(chat, 2)
    await expect(chat.locator("#leave [role=status]")).to_have_text("Shift: press 1 more time to leave.")


@anywhere
async def test_three_shifts_count_only_when_they_follow_each_other(open_page: Open, site: Site) -> None:
    page = await open_page()
    status = page.locator("#leave [role=status]")
    await page.clock.install()
    await page.reload()
    await press_shift(page, 2)
    await page.clock.fast_forward(5_100)
    await expect(status).to_have_text("You have not left. Press Shift 3 times to leave.")
    await page.clock.fast_forward(5_100)
    await expect(status).to_have_text("")
    await press_shift(page, 2)
    assert page.url == site.url + "/"
    await press_shift(page, 1)
    await is_gone(page)


async def test_the_browser_is_asked_again_when_it_stopped_the_first_attempt(open_page: Open) -> None:
    page = await open_page()
    await page.clock.install()
    asked: list[str] = []
    page.on("console", lambda message: asked.append(message.text))
    await page.add_init_script("navigation.onnavigate = event => { console.log('asked'); event.preventDefault() }")
    await page.reload()
    async with page.expect_console_message(lambda _: len(asked) == 3):
        await escape(page)
        await page.clock.fast_forward(2_600)
        await escape(page)
    assert asked == ["asked"] * 3
