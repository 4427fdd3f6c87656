"""Messages in other languages: answered in them, with who can interpret, and never in the way of a report."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from content.languages import Languages
from gateway.app import make_app
from gateway.gateway import Gateway
from safety import Finding, check
from tests.gateway.chat import Chat
from tests.gateway.page_reader import PlainBrowser
from tests.gateway.rasa_double import RasaDouble

POLISH, ARABIC, KOREAN, ROMAN = (
    "szukam pomocy dla siostry",
    "اريد معلومات",
    "도움이 필요해요",
    "mainu jaankari chahidi hai",
)
KINDS = {POLISH: "pl", ARABIC: "ar", KOREAN: "und", ROMAN: "pa-Latn", "on mnie bije": "pl", "أنا في خطر": "ar"}
HELP_LINES = ["Hertfordshire Domestic Abuse Helpline", "National Domestic Abuse Helpline"]


def hears(text: str) -> Finding:
    """The real patterns, and a recogniser that knows these messages."""
    return replace(check(text), language=KINDS.get(text))


@pytest.fixture
async def client(gateway: Gateway) -> AsyncIterator[TestClient[Any, Any]]:
    async with TestClient(TestServer(make_app(replace(gateway, check=hears)))) as client:
        yield client


@pytest.fixture
async def chat(client: TestClient[Any, Any]) -> Chat:
    return await Chat(client).start()


async def test_a_calm_message_is_answered_in_its_language_with_interpreters_and_goes_nowhere(
    chat: Chat, rasa: RasaDouble
) -> None:
    await chat.say(POLISH)
    (message,) = chat.messages
    assert message["language"] == "pl"
    assert "Heard umie pisać tylko po angielsku." in chat.text
    assert "Zadzwoń i powiedz: „Polish, please”." in chat.text
    assert [service["name"] for service in message["services"]][:2] == HELP_LINES
    assert chat.titles == ["Dalej po angielsku", "Linie pomocy"]
    assert chat.alerts == []
    assert rasa.requests == []


async def test_the_emergency_number_comes_from_the_directory(chat: Chat, gateway: Gateway) -> None:
    await chat.say(ARABIC)
    assert f"اتصل على {gateway.directory['emergency'].numbers[0].display}." in chat.text


async def test_going_on_in_english_answers_what_was_written_and_is_not_said_again(chat: Chat, rasa: RasaDouble) -> None:
    await chat.say(POLISH)
    await chat.choose("Dalej po angielsku")
    assert rasa.requests[-1]["text"] == POLISH
    await chat.say(ARABIC)
    assert chat.messages[0]["language"] is None
    assert rasa.requests[-1]["text"] == ARABIC


async def test_without_that_choice_the_next_message_is_answered_in_its_language_too(chat: Chat) -> None:
    await chat.say(POLISH)
    await chat.say(ARABIC)
    assert chat.messages[0]["language"] == "ar"


async def test_more_help_lines_are_one_choice_away(chat: Chat, rasa: RasaDouble) -> None:
    await chat.say(POLISH)
    await chat.choose("Linie pomocy")
    assert rasa.requests[-1]["choice"]["intent"] == "language"


async def test_a_language_that_is_not_here_is_answered_in_english(chat: Chat, rasa: RasaDouble) -> None:
    await chat.say(KOREAN)
    assert "This looks like another language." in chat.text
    assert "Go on in English" in chat.titles
    assert chat.messages[0]["language"] is None
    assert rasa.requests == []


async def test_people_who_write_it_in_latin_letters_read_them(chat: Chat) -> None:
    await chat.say(ROMAN)
    assert chat.messages[0]["language"] == "pa-Latn"
    assert "Heard sirf English vich likh sakda hai." in chat.text


@pytest.mark.parametrize(
    ("asking", "tags"),
    [
        ("polish please", ["pl"]),
        ("Do you speak Somali?", ["so"]),
        ("urdu", ["ur"]),
        ("pls speak urdu or punjabi", ["ur", "pa"]),
        ("i speak farsi only", ["fa"]),
    ],
)
async def test_a_language_can_be_asked_for_by_its_name(
    chat: Chat, rasa: RasaDouble, asking: str, tags: list[str]
) -> None:
    await chat.say(asking)
    assert [message["language"] for message in chat.messages] == tags
    assert rasa.requests == []


@pytest.mark.parametrize("said", ["my polish neighbour shouts at her", "i am scared", "is there any help", "english"])
def test_a_language_that_is_only_mentioned_is_not_asked_for(languages: Languages, said: str) -> None:
    assert languages.asked_for(said) == ()


@pytest.mark.parametrize(("said", "number"), [("on mnie bije", "zadzwoń pod 999"), ("أنا في خطر", "اتصل على 999")])
async def test_danger_is_answered_in_its_language_and_then_in_english(
    chat: Chat, rasa: RasaDouble, said: str, number: str
) -> None:
    await chat.say(said)
    (message,) = chat.messages
    assert message["language"] == KINDS[said]
    assert message["alert"] == "danger"
    assert 0 <= chat.text.index(number) < chat.text.index("If you are in danger now, call 999")
    assert "55" in chat.text
    assert rasa.requests == []


async def test_danger_is_answered_in_its_language_after_english_was_chosen(chat: Chat) -> None:
    await chat.say(POLISH)
    await chat.choose("Dalej po angielsku")
    await chat.say("on mnie bije")
    assert chat.messages[0]["language"] == "pl"


async def test_what_was_written_in_danger_can_be_carried_on_with(chat: Chat, rasa: RasaDouble) -> None:
    await chat.say("on mnie bije")
    await chat.choose("Kontynuuj z tym, co napisałam/napisałem")
    assert rasa.requests[-1]["text"] == "on mnie bije"


async def test_thoughts_of_suicide_are_answered_in_their_language(gateway: Gateway) -> None:
    found = Finding(danger=False, self_harm=True, reasons=(), language="lt")
    async with TestClient(TestServer(make_app(replace(gateway, check=lambda _: found)))) as client:
        chat = await (await Chat(client).start()).say("anything")
    assert "Jūsų gyvybė svarbi." in chat.text
    assert "Samaritans, 116 123" in chat.text
    assert chat.alerts == ["self_harm"]


async def test_a_report_takes_an_answer_in_any_language(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("what_happened")
    await chat.say(POLISH)
    assert chat.text.startswith("When did it happen?")
    assert rasa.requests[-1]["choice"]["entities"]["what_happened"].startswith("sealed:")
    assert POLISH.encode() not in rasa.bytes


async def test_a_refusal_too_is_said_in_the_language_of_danger(client: TestClient[Any, Any]) -> None:
    response = await client.post("/api/receipts/open", json={"receipt": "on mnie bije"})
    assert "Polish" in (await response.json())["messages"][0]["text"]


async def test_the_page_names_the_language_and_the_way_it_runs(client: TestClient[Any, Any]) -> None:
    browser = await PlainBrowser(client).open("/")
    await browser.press("Start")
    await browser.press("Send", text=ARABIC)
    arabic = [
        tag for tag, attributes in browser.page.tags if attributes.get("lang") == "ar" and attributes["dir"] == "rtl"
    ]
    assert {*arabic} == {"p", "button"}
    assert ("html", {"lang": "en-GB"}) in browser.page.tags


def test_every_language_of_the_danger_check_is_spoken(languages: Languages) -> None:
    wanted = {"pl", "ro", "ur", "pa", "bn", "hi", "gu", "ar", "es", "pt", "fr", "it", "tr", "uk", "ru", "fa", "ps"}
    wanted |= {"so", "ta", "zh", "sq", "lt"}
    assert [tag for tag in wanted if languages.find(tag) != tag] == []
    assert all(language.checked for language in languages.languages.values())


def test_what_is_called_out_in_english_is_a_name_that_can_be_asked_for(languages: Languages) -> None:
    for tag, language in languages.languages.items():
        assert languages.asked_for(language.english[0]) == (tag.partition("-")[0],)
