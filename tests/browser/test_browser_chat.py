"""The chat with JavaScript: the same page, without reloading."""

from __future__ import annotations

import pytest
import pytest_asyncio
from playwright.async_api import Page, Route, expect

from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.steps import SECRET_WORDS, choose, reach_summary, write
from tests.gateway.chat import DANGER

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def first(show: Open) -> Page:
    """The first page, in the tab of the test before."""
    return await show()


async def test_enter_sends_and_the_focus_stays(chat: Page) -> None:
    box = chat.get_by_label("Your message")
    await box.fill("tell me more")
    await box.press("Enter")
    await expect(chat.get_by_role("log")).to_contain_text("Here is an answer.")
    await expect(box).to_be_focused()
    await expect(box).to_have_value("")


async def test_shift_and_enter_begins_a_new_line(chat: Page, site: Site) -> None:
    box = chat.get_by_label("Your message")
    await box.press_sequentially("one")
    await box.press("Shift+Enter")
    await box.press_sequentially("two")
    await expect(box).to_have_value("one\ntwo")
    assert not site.rasa.requests


async def test_what_was_written_meanwhile_is_sent_next(chat: Page, site: Site) -> None:
    site.rasa.trouble = "hang"
    box = chat.get_by_label("Your message")
    await box.fill("first")
    await box.press("Enter")
    await expect(chat.locator("#status")).to_have_text("Writing a reply")
    await box.fill("second")
    await box.press("Enter")
    site.rasa.release.set()
    await expect(chat.locator("#log > .you")).to_have_count(2)
    await expect(chat.locator("#log")).to_contain_text("second")
    await expect(box).to_have_value("")
    assert [request["text"] for request in site.rasa.requests] == ["first", "second"]


async def test_what_was_written_meanwhile_and_not_sent_is_kept(chat: Page, site: Site) -> None:
    site.rasa.trouble = "hang"
    box = chat.get_by_label("Your message")
    await box.fill("first")
    await box.press("Enter")
    await box.fill("second")
    site.rasa.release.set()
    await expect(chat.locator("#log > .you")).to_have_count(1)
    await expect(chat.locator("#status")).to_have_text("")
    await expect(box).to_have_value("second")
    assert len(site.rasa.requests) == 1


async def test_a_choice_gone_hands_the_focus_to_the_new_ones(chat: Page) -> None:
    await choose(chat, "I want to report something")
    await expect(chat.locator("#choices")).to_be_focused()
    await chat.keyboard.press("Tab")
    await expect(chat.get_by_role("button", name="Report here")).to_be_focused()


async def test_the_reply_is_brought_into_sight(chat: Page) -> None:
    await chat.set_viewport_size({"width": 360, "height": 500})
    replies = chat.locator("#log > .us")
    for count in range(2, 6):
        await chat.get_by_label("Your message").fill("tell me more " * 40)
        await chat.keyboard.press("Enter")
        await expect(replies).to_have_count(count)
    await expect(replies.last.get_by_role("heading")).to_be_in_viewport(ratio=1)


async def test_a_failure_keeps_the_words_and_can_be_tried_again(chat: Page, site: Site) -> None:
    await chat.context.route("**/chat", lambda route: route.abort())
    box = chat.get_by_label("Your message")
    await box.fill(SECRET_WORDS)
    await box.press("Enter")
    await expect(chat.get_by_role("alert")).to_contain_text("We could not confirm that this arrived.")
    await expect(box).to_have_value(SECRET_WORDS)
    await expect(box).to_be_focused()
    await chat.context.unroute("**/chat")
    await chat.get_by_role("button", name="Try again").click()
    await expect(chat.get_by_role("log")).to_contain_text(SECRET_WORDS)
    await expect(chat.get_by_role("alert")).to_have_count(0)
    await expect(box).to_have_value("")


async def test_an_answer_lost_on_its_way_is_fetched_without_a_second_turn(chat: Page, site: Site) -> None:
    async def lose(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await chat.context.route("**/chat", lose)
    await chat.get_by_label("Your message").fill("tell me more")
    await chat.keyboard.press("Enter")
    await expect(chat.get_by_role("alert")).to_be_visible()
    await chat.context.unroute("**/chat")
    await chat.get_by_role("button", name="Try again").click()
    await expect(chat.locator("#log > .us")).to_have_count(2)
    assert len(site.rasa.requests) == 1


async def test_a_chat_that_has_ended_gives_back_what_was_not_sent(chat: Page, site: Site) -> None:
    await chat.get_by_label("Your message").fill(SECRET_WORDS)
    token = await chat.locator("#leave [name=token]").input_value()
    await site.sessions.erase(token)
    await chat.get_by_role("button", name="Send").click()
    await expect(chat.get_by_text("No chat is open now.")).to_be_visible()
    await chat.get_by_role("button", name="Start", exact=True).click()
    await expect(chat.get_by_label("Your message")).to_have_value(SECRET_WORDS)


async def test_starting_again_shows_nothing_of_before(chat: Page, site: Site) -> None:
    await write(chat, SECRET_WORDS)
    await chat.get_by_role("button", name="Erase this chat and start again").click()
    await expect(chat.locator("#log > li")).to_have_count(1)
    await expect(chat.get_by_text(SECRET_WORDS)).to_have_count(0)
    assert site.conversations == 1


async def test_danger_is_announced_and_the_chat_goes_on(chat: Page) -> None:
    await write(chat, DANGER)
    await expect(chat.get_by_role("alert")).to_contain_text("999")
    await choose(chat, "Carry on with what I wrote")
    await expect(chat.get_by_role("log")).to_contain_text("Here is an answer.")


async def test_the_console_stays_silent(open_page: Open) -> None:
    page = await open_page("/receipt")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    await page.reload()
    await page.get_by_label("Your receipt words").fill("one two")
    await page.get_by_role("button", name="Show my report").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await page.get_by_role("link", name="Back to the first page").click()
    await page.get_by_role("button", name="Start", exact=True).click()
    await write(page, DANGER)
    await page.get_by_label("Your message").fill("x" * 4001)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert").last).to_contain_text("too long")
    await page.keyboard.press("Escape")
    await expect(page).to_have_title("Weather")
    assert said == []


@pytest.mark.parametrize("width", [320, 360, 1280])
async def test_nothing_is_wider_than_the_screen(chat: Page, site: Site, width: int) -> None:
    await chat.set_viewport_size({"width": width, "height": 740})
    text = "[[herts_domestic_abuse_helpline]]\n\n[[silent_solution]]\n\n" + "w" * 90
    site.rasa.next = {"messages": [{"text": text}], "state": {"slots": {}, "loop": None}, "failed": False}
    await write(chat, "x" * 200)
    await reach_summary(chat)
    assert await chat.evaluate("document.documentElement.scrollWidth") <= width


async def test_every_target_is_large_enough(chat: Page) -> None:
    await reach_summary(chat)
    small = await chat.evaluate(
        """[...document.querySelectorAll('button:not([hidden]), .leave a:not(.govuk-skip-link), .card a')]
        .filter(each => each.offsetHeight < 44).map(each => each.textContent)"""
    )
    assert small == []


async def test_the_focus_is_never_under_the_bar(chat: Page) -> None:
    await reach_summary(chat)
    await chat.set_viewport_size({"width": 320, "height": 256})
    for _ in range(3):
        await chat.keyboard.press("Shift+Tab")
    for _ in range(30):
        await chat.keyboard.press("Shift+Tab")
        hidden = await chat.evaluate(
            """(() => {
              const focused = document.activeElement
              if (focused === document.body || focused.closest('#leave')) return null
              const box = focused.getBoundingClientRect()
              const bar = document.querySelector('#leave').getBoundingClientRect()
              return box.bottom <= bar.bottom || box.top >= innerHeight ? focused.outerHTML : null
            })()"""
        )
        assert hidden is None
