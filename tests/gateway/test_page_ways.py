"""The first page in other ways: easy words, and what there is of it in other languages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from content.languages import INTERPRETERS, Languages
from gateway.app import make_app
from gateway.gateway import Gateway
from gateway.sessions import MemorySessions
from tests.content.reading_age import LIMIT, grade
from tests.gateway.page_reader import PlainBrowser


async def speaking(client: TestClient[Any, Any], tag: str) -> PlainBrowser:
    return await PlainBrowser(client).send("/languages", {"language": tag})


# The first page


async def test_the_first_page_says_all_that_must_be_known_first(
    client: TestClient[Any, Any],
) -> None:
    browser = await PlainBrowser(client).open("/")
    for words in (
        "Has someone hurt you, scared you or tried to control you?",  # what this is
        "A machine answers.",
        "What is kept",
        "The police may try to trace someone whose life is at risk.",  # the limit of staying anonymous
        "In danger now? Call 999",
        "call from a mobile and press 55 when you are asked to",
        "Is it safe to use this phone or computer?",
        "Talk to someone who is not the police",
        "Easy read",
        "In your own language",
    ):
        assert words in browser.page.text.replace(" .", "."), words
    assert "textarea" not in {tag for tag, _ in browser.page.tags}
    cards = re.findall(r'<div class="card">\s*<h3>(.*?)</h3>', browser.html)
    assert cards[:2] == ["Crimestoppers", "National Domestic Abuse Helpline"]


async def test_it_leads_to_both_and_names_languages_as_those_who_read_them_do(client: TestClient[Any, Any]) -> None:
    browser = await PlainBrowser(client).open("/")
    for path in ("/easy", "/languages"):
        assert ("a", {"href": path, "data-replace": None}) in browser.page.tags
    assert '<bdi lang="pl" dir="ltr">polski</bdi>' in browser.html
    assert '<bdi lang="ur" dir="rtl">اردو</bdi>' in browser.html


# Easy words


async def test_the_easy_words_are_shown_one_line_each(gateway: Gateway, client: TestClient[Any, Any]) -> None:
    browser = await PlainBrowser(client).open("/easy")
    for section in gateway.guides.easy_read.sections:
        assert f"<h2>{section.heading}</h2>" in browser.html
    for line in ("Call 999.", "A machine answers you.", "You do not have to tell us your name."):
        assert f"<p>{line}</p>" in browser.html or "999" in line
    assert "<h3>Crimestoppers</h3>" in browser.html
    lines = [line for section in gateway.guides.easy_read.sections for line in section.lines if "[[" not in line]
    assert grade("\n".join(lines)) < LIMIT - 3


async def test_the_easy_words_say_how_long_a_chat_is_really_kept(gateway: Gateway) -> None:
    shorter = replace(gateway, sessions=MemorySessions(gateway.clock, timedelta(minutes=12)))
    async with TestClient(TestServer(make_app(shorter))) as client:
        text = (await PlainBrowser(client).open("/easy")).page.text
    assert "We erase it 12 minutes after you last wrote." in text
    assert "{" not in text.split("One moment")[0].split("const")[0]


async def test_the_chat_starts_from_the_easy_words_too(client: TestClient[Any, Any]) -> None:
    browser = await (await PlainBrowser(client).open("/easy")).press("Start the chat")
    assert "What would you like to do?" in browser.page.text


# Other languages


async def test_every_language_can_be_chosen_by_its_own_name(client: TestClient[Any, Any], languages: Languages) -> None:
    browser = await PlainBrowser(client).open("/languages")
    assert browser.page.forms["/languages"].buttons == {
        language.name: ("language", tag) for tag, language in languages.languages.items()
    }
    shown = {
        each["value"]: (each["lang"], each["dir"]) for _, each in browser.page.tags if each.get("name") == "language"
    }
    assert shown == {tag: (tag, language.direction) for tag, language in languages.languages.items()}


async def test_a_chosen_language_shows_what_is_known_in_it_and_who_interprets(
    client: TestClient[Any, Any], gateway: Gateway
) -> None:
    browser = await PlainBrowser(client).open("/languages")
    await browser.press("العربية")
    arabic = gateway.languages.languages["ar"]
    assert '<h1 tabindex="-1" lang="ar" dir="rtl">العربية</h1>' in browser.html
    text = unescape(browser.page.text)
    number = gateway.directory["emergency"].numbers[0].display
    assert f"اتصل على {number}" in text.replace(" .", ".")
    for sentence in (arabic.danger, arabic.calm):
        first = sentence.split("{")[0].split("\n")[0].strip()
        assert first in text, first
    lines = [gateway.directory[service] for service in gateway.languages.help_lines]
    assert all(INTERPRETERS in line.ways and line.name in text for line in lines)
    await browser.press(arabic.go_on)
    assert "What would you like to do?" in browser.page.text


async def test_words_nobody_has_checked_are_said_to_be_so(gateway: Gateway) -> None:
    said = gateway.guides.pages.languages.unchecked
    assert gateway.languages.languages["pl"].checked == "unchecked"
    polish = gateway.languages.languages["pl"].model_copy(update={"checked": "Anna, who speaks it"})
    languages = gateway.languages.model_copy(update={"languages": {**gateway.languages.languages, "pl": polish}})
    async with TestClient(TestServer(make_app(replace(gateway, languages=languages)))) as client:
        assert said not in (await speaking(client, "pl")).page.text
        assert said in (await speaking(client, "ro")).page.text


async def test_every_language_has_its_page(client: TestClient[Any, Any], languages: Languages) -> None:
    for tag, language in languages.languages.items():
        browser = await speaking(client, tag)
        assert f'lang="{tag}" dir="{language.direction}">{language.name}</h1>' in browser.html
        assert "{" not in unescape(browser.html).split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("tag", ["", "en", "xx", "<b>", "pl-Arab"])
async def test_a_language_that_is_not_here_shows_those_that_are(client: TestClient[Any, Any], tag: str) -> None:
    browser = await speaking(client, tag)
    assert browser.response.status == 200
    assert "polski" in browser.page.forms["/languages"].buttons


async def test_the_language_is_in_no_address_and_kept_nowhere(client: TestClient[Any, Any], gateway: Gateway) -> None:
    browser = await speaking(client, "pl")
    assert browser.addresses[-1].endswith("/languages")
    assert "<title>Help and advice</title>" in browser.html
    assert "Set-Cookie" not in browser.response.headers
    assert len(gateway.sessions) == 0  # type: ignore[arg-type]
