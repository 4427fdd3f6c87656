"""With the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.screens import Reach, check_answers, choices, question, refused, start
from tests.browser.site import Site
from tests.browser.steps import addresses

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FOCUSED = "document.activeElement.id === 'text' ? 'text' : document.activeElement.textContent.trim()"
# How the focused element differs from how it looks without the focus.
LOOKS = """() => {
  const looks = each => {
    const { outlineStyle, outlineColor, boxShadow, backgroundColor, borderColor, color } = getComputedStyle(each)
    const outline = outlineStyle === 'none' || outlineColor === 'rgba(0, 0, 0, 0)' ? '' : outlineColor
    return JSON.stringify([outline, boxShadow, backgroundColor, borderColor, color])
  }
  const focused = document.activeElement
  const before = looks(focused)
  focused.blur()
  const after = looks(focused)
  focused.focus()
  return before !== after
}"""
REPORT = [
    *("I want to report something", "Report here", "Spiking", "it was last year", "Today"),
    *("No, I want to stay anonymous", "My answers are right", "Yes, I agree", "Send my report"),
]


async def tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        await page.keyboard.press("Tab")
        if name == await page.evaluate(FOCUSED):
            assert await page.evaluate(LOOKS), f"The focus on “{name}” cannot be seen."
            return
    raise AssertionError(f"not reached: {name}")


async def test_a_whole_report_to_its_receipt(first: Page) -> None:
    await tab_to(first, "Start")
    await first.keyboard.press("Enter")
    await first.get_by_role("log").wait_for()
    replies = first.locator("#log > .us")
    for count, answer in enumerate(REPORT, start=2):
        if await first.get_by_role("button", name=answer, exact=True).count():
            await tab_to(first, answer)
        else:
            await tab_to(first, "text")
            await first.keyboard.type(answer)
        await first.keyboard.press("Enter")
        await expect(replies).to_have_count(count)
    await expect(replies.last).to_contain_text("Your report is stored.")
    await expect(replies.last).to_contain_text("Your receipt words are:")


async def test_an_answer_is_changed_from_the_summary(first: Page, site: Site) -> None:
    await check_answers(first, site)
    await tab_to(first, "Change: What happened")
    await first.keyboard.press("Enter")
    await expect(first.get_by_label("Your answer")).to_be_visible()
    await tab_to(first, "Keep my answer: it was at a party last year")
    await first.keyboard.press("Enter")
    await expect(first.get_by_role("button", name="My answers are right")).to_be_visible()


async def test_each_question_can_be_left_backwards_or_altogether(first: Page, site: Site) -> None:
    await question(first, site)
    await tab_to(first, "Go back")
    await first.keyboard.press("Enter")
    await expect(first.get_by_role("button", name="Stalking or harassment")).to_be_visible()
    await tab_to(first, "Stop this report")
    await first.keyboard.press("Space")
    await expect(first.get_by_role("log")).to_contain_text("Nothing was kept.")


@pytest.mark.parametrize(
    ("reach", "link", "target"),
    [(start, "Skip to main content", "main"), (refused, "Go to the box", "text")],
    ids=["skip link", "error"],
)
async def test_a_link_within_the_page_moves_the_focus_and_leaves_no_entry(
    first: Page, site: Site, reach: Reach, link: str, target: str
) -> None:
    await reach(first, site)
    await tab_to(first, link)
    await expect(first.get_by_role("link", name=link)).to_be_in_viewport(ratio=1)
    await first.keyboard.press("Enter")
    await expect(first.locator(f"#{target}")).to_be_focused()
    assert "#" not in "".join(await addresses(first))


@pytest.mark.parametrize(
    "name", ["Leave this site", "In danger? Call 999", "Spiking", "Send", "Stop this report", "Erase this chat"]
)
async def test_the_focus_is_seen_also_where_the_pointer_rests(first: Page, site: Site, name: str) -> None:
    await choices(first, site)
    target = first.locator("button, a").filter(has_text=name).first
    await first.keyboard.press("Tab")
    await target.focus()
    await target.hover()
    assert await first.evaluate(LOOKS)


async def test_what_is_wrong_is_said_at_the_box_until_it_is_put_right(first: Page, site: Site) -> None:
    await refused(first, site)
    box = first.get_by_label("Your message")
    await expect(box).to_have_accessible_description(
        "Error: There was nothing in that message. Write something, or choose one of the answers."
    )
    await expect(box).to_have_attribute("aria-invalid", "true")
    await box.fill("tell me more")
    await box.press("Enter")
    await expect(first.get_by_role("alert")).to_have_count(0)
    await expect(box).not_to_have_attribute("aria-invalid", "true")
    await expect(box).to_have_accessible_description("")
