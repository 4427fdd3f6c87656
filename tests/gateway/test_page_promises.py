"""Side by side: what the police and others can promise."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from content.promises import Promises
from gateway.app import make_app
from gateway.gateway import Gateway
from gateway.guides import Guides
from tests.content.reading_age import LIMIT
from tests.gateway.page_reader import PlainBrowser
from tests.gateway.page_texts import section_grades

QUESTIONS = [
    "Do I have to give my name?",
    "Who will know?",
    "Can they come to help now?",
    "Can it lead to court?",
    "Can I change my mind?",
    "What if I am under 18?",
    "Will they get in touch with me?",
]
SEXUAL = "Rape, or something sexual I did not want"


@pytest.fixture
def promises(guides: Guides) -> Promises:
    return guides.promises


async def opened(client: TestClient[Any, Any], about: str | None = None) -> PlainBrowser:
    browser = await PlainBrowser(client).open("/promises")
    return await browser.press(about) if about else browser


def heads(browser: PlainBrowser, scope: str) -> list[str]:
    return [unescape(name) for name in re.findall(rf'<th scope="{scope}"[^>]*>(.*?)</th>', browser.html)]


def cell(browser: PlainBrowser, question: str, place: str) -> str:
    row = unescape(browser.html).split(f">{question}</th>")[1].split("</tr>")[0]
    found = next(each for each in row.split("<td")[1:] if f">{place}</span>" in each)
    return " ".join(re.sub(r"<.*?>", " ", found.split("</span>", 1)[1]).split())


# Journeys


async def test_she_sees_what_each_can_promise_before_she_tells_anyone(client: TestClient[Any, Any]) -> None:
    first = await PlainBrowser(client).open("/")
    assert ("a", {"href": "/promises", "data-replace": None}) in first.page.tags
    browser = await opened(client)
    names = heads(browser, "col")
    assert [name.split(":")[0] for name in names] == [
        "The police", "Crimestoppers", "A helpline", "A sexual assault centre (SARC)", "A third party centre",
    ]  # fmt: skip
    assert heads(browser, "row") == QUESTIONS
    assert cell(browser, QUESTIONS[0], "Crimestoppers") == "No. You never give your name."
    assert "Yes, if you call 999" in cell(browser, QUESTIONS[2], "The police")
    assert "It is not for emergencies." in cell(browser, QUESTIONS[2], "Crimestoppers")
    assert "textarea" not in {tag for tag, _ in browser.page.tags}


async def test_she_says_what_it_is_about_and_sees_who_is_there_for_it(client: TestClient[Any, Any]) -> None:
    browser = await opened(client, SEXUAL)
    assert [address.split("/")[-1] for address in browser.addresses] == ["promises", "promises"]
    assert "A helpline: Rape and Sexual Abuse Support Line" in heads(browser, "col")
    assert "A sexual assault centre (SARC)" in heads(browser, "col")
    assert f'<h2 id="table">{SEXUAL}</h2>' in browser.html
    assert '<a class="number" href="tel:+448085002222">0808 500 2222</a>' in browser.html
    assert '<a href="tel:+448001111">0800 1111</a>' in browser.html, "the number within a sentence is a link"
    current = re.search(r'<button[^>]*aria-current="true">(.*?)</button>', browser.html, re.DOTALL)
    assert current
    assert current[1].strip() == SEXUAL


async def test_who_was_hurt_by_someone_in_the_police_is_not_shown_the_police(client: TestClient[Any, Any]) -> None:
    browser = await opened(client, "Someone in the police did it")
    assert "The police" not in heads(browser, "col")
    assert "tel:101" not in browser.html.split('<template id="not-sent">')[0]


# Rules


async def test_a_promise_nobody_has_seen_is_not_made_up(client: TestClient[Any, Any], promises: Promises) -> None:
    browser = await opened(client)
    assert promises.places["crimestoppers"].answers.under_18 is None
    assert cell(browser, "What if I am under 18?", "Crimestoppers") == promises.unknown


async def test_each_promise_says_where_it_was_read_and_who_checked_it(
    client: TestClient[Any, Any], promises: Promises
) -> None:
    for number, concern in enumerate(promises.concerns):
        browser = PlainBrowser(client)
        await browser.send("/promises", {"about": str(number)})
        text = unescape(browser.page.text)
        for key in concern.places:
            for _, said in promises.places[key].answers:
                assert said is None or f"{said.source}. Read on 21 November 2026: {said.checked_by}." in text


async def test_no_promise_is_made_twice_in_different_words_about_the_limit_of_staying_unnamed(
    promises: Promises,
) -> None:
    contact = promises.places["police"].answers.contact
    assert contact
    assert "they may still try to find" in contact.say
    assert "whose life is at risk" in contact.say


@pytest.mark.parametrize("about", ["99", "-1", "<b>", "police"])
async def test_a_concern_nobody_offered_shows_everything(client: TestClient[Any, Any], about: str) -> None:
    browser = PlainBrowser(client)
    await browser.send("/promises", {"about": about})
    assert browser.response.status == 200
    assert len(heads(browser, "col")) == 5


async def test_what_the_file_says_is_escaped(gateway: Gateway, promises: Promises) -> None:
    shown = promises.model_copy(update={"unknown": "Ask <them> & see."})
    guides = replace(gateway.guides, promises=shown)
    async with TestClient(TestServer(make_app(replace(gateway, guides=guides)))) as client:
        assert "Ask &lt;them&gt; &amp; see." in (await PlainBrowser(client).open("/promises")).html


async def test_nothing_is_kept_of_what_it_is_about(client: TestClient[Any, Any], gateway: Gateway) -> None:
    browser = await opened(client, SEXUAL)
    assert browser.page.forms["/promises"].method == "post"
    assert browser.response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in browser.response.headers
    assert len(gateway.sessions) == 0  # type: ignore[arg-type]


async def test_the_table_keeps_its_meaning_when_it_is_shown_as_lists(client: TestClient[Any, Any]) -> None:
    browser = await opened(client)
    roles = {tag: each.get("role") for tag, each in browser.page.tags if tag in ("table", "tr", "td", "thead", "tbody")}
    assert roles == {"table": "table", "tr": "row", "td": "cell", "thead": "rowgroup", "tbody": "rowgroup"}
    ways = {each.get("role") for tag, each in browser.page.tags if tag == "th"}
    assert ways == {"columnheader", "rowheader"}


async def test_every_table_is_easy_to_read(client: TestClient[Any, Any], promises: Promises) -> None:
    for number, concern in enumerate(promises.concerns):
        browser = PlainBrowser(client)
        await browser.send("/promises", {"about": str(number)})
        grades = section_grades("/promises", browser.html)
        harder = {name for name, grade in grades.items() if grade > LIMIT}
        assert harder <= {"/promises Where we read this"}, concern.label
