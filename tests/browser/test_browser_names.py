"""What a screen reader is told: the accessibility tree of the main screens, and of words that run right to left."""

from __future__ import annotations

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.beside_screens import asked_how_it_was, language, warned
from tests.browser.conftest import Open
from tests.browser.screens import another_language, chat, check_answers, choices, question, receipt_shown
from tests.browser.site import ARABIC, Site
from tests.browser.steps import write

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ANSWERING = """
- text: Your {label}
- textbox "Your {label}"
- button "Send"
- status
"""
LATEST = """
- listitem:
  - /children: equal
  - heading "Reply" [level=3]"""


@pytest_asyncio.fixture(loop_scope="session")
async def first(show: Open) -> Page:
    """The first page, in the tab of the test before."""
    return await show()


async def form_is(page: Page, tree: str) -> None:
    """The form below the conversation is this and nothing else."""
    await expect(page.locator("#chat")).to_match_aria_snapshot(f"- /children: equal\n{tree.strip()}")


async def latest_is(page: Page, tree: str) -> None:
    """The latest reply is this and nothing else, below its heading."""
    reply = page.locator("#log > .us").last
    await expect(reply).to_match_aria_snapshot(LATEST + tree)


async def test_the_bar_comes_first_and_has_a_name(first: Page) -> None:
    await expect(first.locator("body")).to_match_aria_snapshot("""
      - form "Leave this site fast":
        - /children: equal
        - button "Leave this site"
        - text: or press Escape
        - link "In danger? Call 999":
          - /url: tel:999
        - link "Skip to main content"
        - status
      - main
      - contentinfo
    """)


async def test_the_banner_comes_before_the_page_and_says_how_new_it_is(first: Page, site: Site) -> None:
    banner = first.get_by_role("banner")
    await expect(banner).to_match_aria_snapshot("""
      - banner:
        - /children: equal
        - paragraph:
          - strong: Beta
          - text: This is a new service.
          - link "Tell us what you think of it":
            - /url: /feedback
    """)
    await chat(first, site)
    await expect(banner.get_by_role("link")).to_have_count(0)


async def test_the_first_page(first: Page) -> None:
    await expect(first.locator("main")).to_match_aria_snapshot("""
      - main:
        - strong:
          - text: "Important: In danger now? Call"
          - link "999":
            - /url: tel:999
        - heading "Help and advice" [level=1]
        - navigation "Other ways to read this":
          - /children: equal
          - link "Easy read":
            - /url: /easy
          - link /^In your own language. polski, română, اردو, .*…$/:
            - /url: /languages
        - heading "Before you start" [level=2]
        - list
        - button "Start"
        - status
        - heading "Come back to a report" [level=2]
        - heading "What is kept" [level=2]
        - heading "What leaving cannot do" [level=2]
        - heading "Talk to someone who is not the police" [level=2]
        - heading "Crimestoppers" [level=3]
        - paragraph:
          - text: "Call:"
          - link "0800 555 111":
            - /url: tel:+44800555111
    """)
    await expect(first.get_by_role("contentinfo")).to_match_aria_snapshot("""
      - contentinfo:
        - /children: equal
        - navigation "About this site":
          - link "Find help"
          - link "Who can promise what"
          - link "What leaving cannot hide"
          - link "Your privacy"
          - link "Accessibility"
        - paragraph: Hertfordshire Constabulary runs this site.
        - button "Leave this site"
    """)


async def test_the_chat(first: Page, site: Site) -> None:
    await chat(first, site)
    await expect(first.get_by_role("log")).to_have_count(1)
    await expect(first.locator("main")).to_match_aria_snapshot(r"""
      - main:
        - heading "Help and advice" [level=1]
        - paragraph: /A machine answers here\. No one is watching this chat\./
        - heading "Your chat" [level=2]
        - log "Your chat":
          - list:
            - listitem:
              - heading "Reply" [level=3]
    """)
    choices = """
- group "What would you like to do? Choose one, or write below":
  - button "I want to talk about something"
  - button "I want to report something"
  - button "I am worried about someone else"
  - button "Is this private?"
"""
    await form_is(first, choices.rstrip() + ANSWERING.format(label="message"))


async def test_a_question_with_choices_says_where_it_is_and_its_choices_are_a_group_with_its_name(
    first: Page, site: Site
) -> None:
    await choices(first, site)
    await latest_is(
        first,
        """
  - paragraph: The police may try to trace someone whose life is at risk.
  - paragraph: "Part 1 of 3: what happened. Step 1 of up to 3."
  - heading "What kind of thing is it?" [level=4]
""",
    )
    group = """
- group "What kind of thing is it? Choose one":
  - button "Spiking"
  - button "Stalking or harassment"
"""
    await form_is(first, group.rstrip() + ANSWERING.format(label="message") + '- button "Stop this report"')


async def test_a_question_in_her_own_words(first: Page, site: Site) -> None:
    await question(first, site)
    await latest_is(
        first,
        """
  - paragraph: "Part 1 of 3: what happened. Step 2 of up to 3."
  - heading "What happened?" [level=4]
""",
    )
    steps = ("Skip this question", "Go back", "Save it and decide later", "Stop this report")
    await form_is(first, ANSWERING.format(label="answer") + "\n".join(f'- button "{step}"' for step in steps))


async def test_the_check_of_the_answers_and_each_change_has_its_own_name(first: Page, site: Site) -> None:
    await check_answers(first, site)
    rows = {"Kind": "Spiking", "What happened": "it was at a party last year", "When": "Today"}
    rows["Contact"] = "No, I want to stay anonymous"
    for label, answer in rows.items():
        await expect(first.locator("dl")).to_match_aria_snapshot(
            f"- term: {label}\n- definition: {answer}\n- definition:\n  - 'button /Change ?: {label}/'"
        )
    await expect(first.locator("dd:empty")).to_have_count(0)


async def test_the_receipt(first: Page, site: Site) -> None:
    await receipt_shown(first, site)
    await expect(first.locator("#log > .us").last).to_match_aria_snapshot("""
      - listitem:
        - heading "Reply" [level=3]
        - paragraph: Your report is stored.
        - paragraph: "Your receipt words are:"
        - paragraph: /^[a-z]+( [a-z]+){8}$/
    """)
    await expect(first.locator("dl button, dd:empty")).to_have_count(0)


async def test_what_she_keeps(first: Page, site: Site) -> None:
    await warned(first, site)
    await expect(first.locator("main form")).to_match_aria_snapshot("""
      - /children: equal
      - button "Back to the chat"
      - button "Show it, to read or print"
      - button "Save it as a file"
      - status
    """)
    await first.get_by_role("button", name="Show it, to read or print").click()
    await expect(first.locator("main")).to_match_aria_snapshot("""
      - main:
        - heading "Notes" [level=1]
        - paragraph
        - heading "Numbers you can use" [level=2]
        - heading "Samaritans" [level=3]
        - heading "Victim Support" [level=3]
        - heading "Good to know" [level=2]
        - paragraph: You can ask a court to keep him away.
        - paragraph:
          - button "Print"
        - button "Back to the chat"
        - button "Save it as a file"
    """)


async def test_the_one_question_is_a_group_with_its_name_below_the_form(first: Page, site: Site) -> None:
    await asked_how_it_was(first, site)
    await expect(first.locator("#asides")).to_match_aria_snapshot("""
      - /children: equal
      - group "Did you feel taken seriously?":
        - paragraph: You do not have to say. We only count the answers in each month. We do not know who gave them.
        - button "Yes"
        - button "Partly"
        - button "No"
        - button "I would rather not say"
      - paragraph:
        - button "Keep what I was told"
    """)


async def test_a_page_in_her_language_says_which_and_runs_its_way(first: Page, site: Site) -> None:
    await language(first, site)
    heading = first.get_by_role("heading", name="العربية", level=1)
    await expect(heading).to_have_attribute("lang", "ar")
    for words in [heading, *await first.locator("main p[lang=ar][dir=rtl]").all()]:
        assert await starts_at_the(words) == "right"
    await expect(first.get_by_role("button", name="المتابعة بالإنجليزية")).to_have_attribute("dir", "rtl")
    assert await starts_at_the(first.get_by_role("heading", name="National Domestic Abuse Helpline")) == "left"


async def test_arabic_says_its_language_and_runs_from_right_to_left(first: Page, site: Site) -> None:
    await another_language(first, site)
    words = first.locator("#log > .us").last.locator("p[lang=ar][dir=rtl]")
    await expect(words).to_have_count(3)
    for paragraph in [*await words.all(), first.locator("#log > .you p").last]:
        assert await starts_at_the(paragraph) == "right"
    button = first.locator("button[lang=ar][dir=rtl]").first
    await expect(button).to_have_text("المتابعة بالإنجليزية")
    assert await starts_at_the(button) == "right"
    assert await starts_at_the(first.locator("#log > .us p").first) == "left"
    await first.locator("#text").fill(ARABIC)
    await expect(first.locator("#text")).to_have_css("direction", "rtl")
    await write(first, "in english")
    assert await starts_at_the(first.locator("#log > .you p").last) == "left"


async def starts_at_the(block: Locator) -> str:
    """The side at which the last line of a text begins: the one it is nearer to."""
    return str(
        await block.evaluate(
            """block => {
              const range = document.createRange()
              range.selectNodeContents(block)
              const lines = range.getClientRects()
              const line = lines[lines.length - 1]
              const { left, right } = block.getBoundingClientRect()
              return right - line.right < line.left - left ? 'right' : 'left'
            }"""
        )
    )
