"""The page for whoever comes back with a receipt, without JavaScript."""

from __future__ import annotations

import re
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from gateway.sessions import MemorySessions
from tests.content.reading_age import LIMIT
from tests.gateway.actions_double import STATEMENT, ActionsDouble
from tests.gateway.came_back import WORDS, known_report, opened_report
from tests.gateway.chat import DANGER
from tests.gateway.conftest import MovableClock
from tests.gateway.page_reader import PlainBrowser
from tests.gateway.page_texts import section_grades

TEXT = "He came back on Sunday.\nThe car was red."
POLICE = "He is a sergeant at the station in town."
ADD, WITHDRAW, TAKE_BACK, BACK = "Add it", "Withdraw my report", "Take my report back", "Back to my report"


@pytest.fixture
def report(actions: ActionsDouble) -> dict[str, Any]:
    """The report that the receipt opens."""
    return known_report(actions)


@pytest.fixture
async def browser(client: TestClient[Any, Any], report: dict[str, Any]) -> PlainBrowser:
    """Somebody who has opened her report."""
    return await opened_report(client)


def title(browser: PlainBrowser) -> str:
    """Which screen it is."""
    found = re.search("<h1[^>]*>([^<]+)</h1>", browser.html)
    assert found
    return found[1]


def words_on(browser: PlainBrowser) -> bool:
    return any(word in browser.html for word in WORDS.split()[:2])


async def test_something_is_added_and_said_to_be_once_it_is_stored(
    browser: PlainBrowser, actions: ActionsDouble
) -> None:
    await browser.press(ADD, text=TEXT)
    assert "Added to your report What you wrote has been added." in browser.page.text
    assert len(actions.added) == 1
    await browser.press(BACK)
    assert "Your report was received." in browser.page.text


async def test_the_number_of_additions_is_shown(browser: PlainBrowser, report: dict[str, Any]) -> None:
    for count, said in ((1, "You have added to it once."), (3, "You have added to it 3 times.")):
        report["added"] = count
        await browser.press(ADD, text=TEXT)
        await browser.press(BACK)
        assert said in browser.page.text


async def test_a_form_sent_twice_adds_once(browser: PlainBrowser, actions: ActionsDouble) -> None:
    form = next(form for form in browser.page.forms.values() if ADD in form.buttons)
    fields = {**form.fields, "text": TEXT, "do": "add"}
    await browser.send("/receipt", fields)
    await browser.send("/receipt", fields)
    assert len(actions.added) == 1


@pytest.mark.parametrize("falls", ["before", "after"])
async def test_what_could_not_be_confirmed_stays_in_the_box_and_is_added_once(
    browser: PlainBrowser, actions: ActionsDouble, falls: Any
) -> None:
    actions.falls = falls
    await browser.press(ADD, text=TEXT)
    assert "We could not confirm that this was added." in browser.page.text
    assert "has been added" not in browser.page.text
    assert browser.page.forms["/receipt"].fields["text"] == TEXT
    actions.falls = None
    await browser.press(ADD)
    assert "What you wrote has been added." in browser.page.text
    assert len(actions.added) == 1


async def test_danger_is_answered_first_and_the_words_are_kept_to_be_added(
    browser: PlainBrowser, actions: ActionsDouble
) -> None:
    await browser.press(ADD, text=DANGER)
    assert ("div", {"class": "important", "role": "alert"}) in browser.page.tags
    assert browser.page.text.index("You matter, and there is help right now.") < browser.page.text.index(
        "Nothing has been added"
    )
    assert actions.added == {}
    await browser.press("Add it all the same")
    assert ("div", {"class": "important", "role": "alert"}) in browser.page.tags
    assert "What you wrote has been added." in browser.page.text


async def test_an_answered_alert_counts_for_those_words_alone(browser: PlainBrowser, actions: ActionsDouble) -> None:
    await browser.press(ADD, text=DANGER)
    await browser.press("Add it all the same", text=f"{DANGER} he is here")
    assert "Nothing has been added yet." in browser.page.text
    assert actions.added == {}


async def test_the_plain_question_about_the_police_is_asked_before_a_local_team_gets_it(
    browser: PlainBrowser, actions: ActionsDouble
) -> None:
    actions.adds_not = "elsewhere"
    await browser.press(ADD, text=POLICE)
    assert "Make a new report" in browser.page.text
    assert actions.added == {}
    await browser.press("It is not about someone in the police. Add it")
    assert len(actions.added) == 1


@pytest.mark.parametrize("kind", ["withdrawn", "full"])
async def test_what_cannot_be_added_is_not_asked_for_again(
    browser: PlainBrowser, actions: ActionsDouble, kind: str
) -> None:
    actions.adds_not = kind
    await browser.press(ADD, text=TEXT)
    assert ADD not in browser.page.forms["/receipt"].buttons
    assert BACK in browser.page.forms["/receipt"].buttons


async def test_what_taking_it_back_does_is_said_before_it_is_done(
    browser: PlainBrowser, report: dict[str, Any]
) -> None:
    await browser.press(WITHDRAW)
    assert "We erase it, and all you added." in browser.page.text
    assert "The law can make the police keep it." in browser.page.text
    assert report["status"] == "received"
    await browser.press("Keep my report")
    assert title(browser) == "Your report"


async def test_a_report_nobody_opened_is_erased_and_the_note_is_shown(browser: PlainBrowser) -> None:
    await browser.press(WITHDRAW)
    await browser.press(TAKE_BACK)
    assert "It has been erased. That was on 26 November 2026." in browser.page.text
    assert " ".join(STATEMENT.split()) in browser.page.text


async def test_a_report_that_was_opened_is_said_to_stay(browser: PlainBrowser, report: dict[str, Any]) -> None:
    report["status"] = "opened"
    await browser.press(WITHDRAW)
    await browser.press(TAKE_BACK)
    assert "The law can make the police keep what they have read." in browser.page.text
    assert "A note that you can keep" not in browser.page.text


@pytest.mark.parametrize("falls", ["before", "after"])
async def test_it_is_not_said_to_be_taken_back_before_that_is_sure(
    browser: PlainBrowser, actions: ActionsDouble, falls: Any
) -> None:
    await browser.press(WITHDRAW)
    actions.falls = falls
    await browser.press(TAKE_BACK)
    assert "We could not confirm that your report was taken back." in browser.page.text
    assert "You took" not in browser.page.text
    actions.falls = None
    await browser.press(TAKE_BACK)
    assert "You took this report back." in browser.page.text


async def test_a_receipt_of_a_report_taken_back_opens_its_own_screen(browser: PlainBrowser) -> None:
    await browser.press(WITHDRAW)
    await browser.press(TAKE_BACK)
    await browser.open("/receipt")
    await browser.press("Show my report", words=WORDS)
    assert title(browser) == "You took your report back"
    assert " ".join(STATEMENT.split()) in browser.page.text


async def test_the_receipt_is_on_no_page_and_in_no_address_and_nothing_may_be_stored(browser: PlainBrowser) -> None:
    for press in (ADD, BACK, WITHDRAW, "Keep my report", WITHDRAW, TAKE_BACK):
        assert not words_on(browser)
        assert browser.response.headers["Cache-Control"] == "no-store"
        await browser.press(press, **({"text": TEXT} if press == ADD else {}))
    assert not words_on(browser)
    assert {address.rsplit("/", 1)[1] for address in browser.addresses} == {"receipt"}


async def test_leaving_forgets_the_receipt(browser: PlainBrowser, sessions: MemorySessions) -> None:
    assert len(sessions) == 1
    await browser.press("Leave this site")
    assert (browser.response.status, len(sessions)) == (303, 0)


async def test_a_page_that_was_open_too_long_asks_again_and_keeps_what_she_wrote(
    browser: PlainBrowser, clock: MovableClock, actions: ActionsDouble
) -> None:
    clock.move(minutes=31)
    await browser.press(ADD, text=TEXT)
    assert "please write your receipt once more" in browser.page.text
    await browser.press("Show my report", words="no such words")
    await browser.press("Show my report", words=WORDS)
    assert browser.page.text.count("The car was red.") == 1
    await browser.press(ADD)
    assert len(actions.added) == 1


async def test_danger_written_on_a_page_that_was_open_too_long_is_answered(
    browser: PlainBrowser, clock: MovableClock
) -> None:
    clock.move(minutes=31)
    await browser.press(ADD, text=DANGER)
    assert ("div", {"class": "important", "role": "alert"}) in browser.page.tags


async def test_the_token_of_a_report_is_no_conversation_with_it(
    browser: PlainBrowser, client: TestClient[Any, Any]
) -> None:
    token = browser.page.forms["leave"].fields["token"]
    answer = await client.post("/chat", data={"token": token})
    assert "abstract" not in await answer.text()


async def test_every_screen_can_be_read_at_the_age_of_nine(
    browser: PlainBrowser, actions: ActionsDouble, report: dict[str, Any]
) -> None:
    grades = dict(section_grades("report", browser.html))
    actions.adds_not = "elsewhere"
    for press in (ADD, "It is not about someone in the police. Add it", BACK, WITHDRAW, TAKE_BACK):
        await browser.press(press, **({"text": POLICE} if press == ADD else {}))
        grades |= section_grades(press, browser.html)
    report.update(status="withdrawn", withdrawal={"at": "2026-11-26T09:00:00Z", "erased": False, "statement": None})
    await browser.open("/receipt")
    await browser.press("Show my report", words=WORDS)
    grades |= section_grades("marked", browser.html)
    hard = {name: value for name, value in grades.items() if value > LIMIT and "note" not in name}
    assert len(grades) > 8
    assert hard == {}
