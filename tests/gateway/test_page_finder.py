"""Finding help without a chat, and the card that folds small."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from content.support import Directory
from gateway.app import make_app
from gateway.finding import MOST_ON_A_CARD, NO_POLICE, Choices, coded
from gateway.gateway import Gateway
from gateway.guides import Guides
from tests.content.reading_age import LIMIT
from tests.gateway.page_reader import PlainBrowser
from tests.gateway.page_texts import section_grades

HOME = "Someone at home, or a partner, hurts or scares me"
SEXUAL = "Something sexual that I did not want"
POLICE_DID = "Someone in the police did it"
FOLLOWED = "Someone follows me, or will not leave me alone"
CHILD, ADULT, MAN = "Someone under 18", "Someone who is 18 or over", "A man or a boy"
DEAF = "Someone who is deaf or disabled"
PHONE, FACE, NOT_POLICE = "By phone", "Face to face", "Leave out the police"


def code_of(browser: PlainBrowser, label: str) -> str:
    found = re.search(rf'<label [^>]*for="(\w+)">\s*{re.escape(label)}\s*</label>', unescape(browser.html))
    assert found, label
    return found[1]


async def find(client: TestClient[Any, Any], *labels: str) -> PlainBrowser:
    """Opens the page, ticks the boxes with these labels, and presses the button."""
    browser = await PlainBrowser(client).open("/find")
    return await browser.send("/find", {code_of(browser, label): "yes" for label in labels})


def cards(browser: PlainBrowser) -> list[str]:
    return [unescape(name) for name in re.findall(r'<div class="card">\s*<h3>(.*?)</h3>', browser.html)]


# Journeys


async def test_she_finds_help_by_ticking_what_fits_and_takes_a_card_with_her(client: TestClient[Any, Any]) -> None:
    browser = await PlainBrowser(client).open("/")
    assert ("a", {"href": "/find", "data-replace": None}) in browser.page.tags
    browser = await find(client, HOME, PHONE)
    assert browser.response.status == 200
    assert cards(browser)[:2] == ["Crimestoppers", "Hertfordshire Domestic Abuse Helpline"]
    assert '<a class="number" href="tel:+448088088088">08 088 088 088</a>' in browser.html
    assert "24 hours a day, every day" in browser.page.text
    assert "For anyone under 19, about anything." in browser.page.text
    card = await press_card(browser)
    assert "Useful numbers" in card.page.text
    assert '<a href="tel:+448088088088">08 088 088 088</a>' in card.html


async def test_she_changes_what_she_chose_and_nothing_else_is_lost(client: TestClient[Any, Any]) -> None:
    browser = await find(client, HOME, DEAF)
    ticked = {name for tag, each in browser.page.tags if "checked" in each for name in [each["name"]] if tag == "input"}
    assert ticked == {code_of(browser, HOME), code_of(browser, DEAF)}
    assert "SignHealth domestic abuse service" in cards(browser)
    assert "999 BSL" in cards(browser)


async def test_who_wants_no_police_is_shown_none_and_still_999(client: TestClient[Any, Any]) -> None:
    browser = await find(client, SEXUAL, NOT_POLICE)
    assert cards(browser)[0] == "Crimestoppers"
    assert "<h2>The police</h2>" not in browser.html
    assert "herts.police.uk" not in browser.html
    assert 'In danger now? Call <a href="tel:999">999</a>' in browser.html
    assert not {"True Vision", "Independent Office for Police Conduct (IOPC)", "CEOP Safety Centre"} & {*cards(browser)}


async def test_who_was_hurt_by_someone_in_the_police_is_not_sent_to_the_police(client: TestClient[Any, Any]) -> None:
    names = cards(await find(client, POLICE_DID))
    assert names == [
        "Police Anti-Corruption and Abuse Reporting Service",
        "Independent Office for Police Conduct (IOPC)",
        "Crimestoppers",
    ]


async def test_when_nothing_fits_it_says_so_kindly_and_shows_who_is_there_for_anyone(
    client: TestClient[Any, Any],
) -> None:
    browser = await find(client, FOLLOWED, FACE)
    assert "We found no one who fits all that you chose. That is not your fault." in browser.page.text
    assert cards(browser) == ["Crimestoppers", "Victim Support", "Samaritans"]
    assert "<h2>Change what you chose</h2>" in browser.html


async def test_who_chooses_nothing_sees_every_route(
    client: TestClient[Any, Any], guides: Guides, directory: Directory
) -> None:
    browser = await find(client)
    every = {service.name for service in directory if service.id not in guides.finder.left_out}
    assert {*cards(browser)} == every
    assert cards(browser)[0] == "Crimestoppers"


# Rules


def found(guides: Guides, directory: Directory, *codes: str) -> dict[str, list[str]]:
    result = Choices(guides.finder, frozenset(codes)).find(directory)
    return {name: [each.id for each in getattr(result, name)] for name in ("services", "others", "police")}


def code(guides: Guides, label: str) -> str:
    finder = guides.finder
    questions: list[Any] = [finder.happened, finder.wanted, finder.who, finder.how]
    every = (
        pair for letter, question in zip("abcd", questions, strict=True) for pair in coded(letter, question.answers)
    )
    return next(each for each, answer in every if answer.label == label)


def test_crimestoppers_is_first_of_the_routes_that_are_not_the_police(guides: Guides, directory: Directory) -> None:
    for answer in guides.finder.happened.answers:
        services = found(guides, directory, code(guides, answer.label))["services"]
        if "police_anti_corruption" not in services:
            assert services[0] == "crimestoppers", answer.label


def test_the_police_come_last_and_apart(guides: Guides, directory: Directory) -> None:
    result = found(guides, directory)
    police = {*guides.finder.police.services}
    assert {*result["police"]} == police
    assert not police & {*result["services"], *result["others"]}
    without = found(guides, directory, NO_POLICE)
    assert not without["police"]
    assert not {*police, *guides.finder.police.told} & {*without["services"], *without["others"]}


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [
        (CHILD, "childline", "revenge_porn_helpline"),
        (CHILD, "report_remove", "stopncii"),
        (ADULT, "stopncii", "report_remove"),
        (MAN, "mens_advice_line", "womens_aid_chat"),
        ("Someone who is LGBT+", "galop", ""),
        ("An older person", "hourglass", "childline"),
        ("Someone from a minority group", "southall_black_sisters", ""),
        (DEAF, "signhealth", ""),
    ],
)
def test_those_who_need_help_see_who_is_there_for_them(
    guides: Guides, directory: Directory, who: str, shown: str, hidden: str
) -> None:
    result = found(guides, directory, code(guides, who))
    assert shown in result["services"]
    assert hidden not in [*result["services"], *result["others"]]


def test_help_for_other_people_is_shown_below_and_not_hidden(guides: Guides, directory: Directory) -> None:
    result = found(guides, directory, code(guides, HOME))
    assert {"mens_advice_line", "galop", "childline"} <= {*result["others"]}


def test_two_answers_that_cannot_both_be_true_hide_no_help_for_a_child(guides: Guides, directory: Directory) -> None:
    assert "childline" in found(guides, directory, code(guides, CHILD), code(guides, ADULT))["services"]


def test_what_fits_more_answers_comes_earlier(guides: Guides, directory: Directory) -> None:
    services = found(guides, directory, code(guides, HOME), code(guides, "To find a safe place to stay"))["services"]
    assert services.index("safer_places") < services.index("herts_domestic_abuse_helpline")


@pytest.mark.parametrize(("how", "reached"), [(PHONE, "tel"), ("By typing", "sms")])
def test_each_service_found_can_be_reached_as_asked(
    guides: Guides, directory: Directory, how: str, reached: str
) -> None:
    typed = {"online chat", "secure message", "email"}
    for service in Choices(guides.finder, frozenset({code(guides, how)})).find(directory).services:
        kinds = {number.kind for number in service.numbers}
        assert reached in kinds or (how == "By typing" and typed & {*service.ways}), service.id


def test_codes_that_nobody_offered_change_nothing(guides: Guides, directory: Directory) -> None:
    assert found(guides, directory, "a99", "token", "<b>") == found(guides, directory)


# What is left behind


async def test_what_is_chosen_is_in_no_address_and_starts_no_chat(
    client: TestClient[Any, Any], gateway: Gateway, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "heard")
    browser = await find(client, HOME, SEXUAL)
    assert [address.split("/")[-1] for address in browser.addresses] == ["find", "find"]
    assert browser.page.forms["/find"].method == "post"
    assert browser.response.headers["Cache-Control"] == "no-store"
    assert browser.response.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in browser.response.headers
    assert len(gateway.sessions) == 0  # type: ignore[arg-type]
    assert code_of(browser, HOME) not in caplog.text


async def test_a_query_is_not_read(client: TestClient[Any, Any]) -> None:
    browser = await PlainBrowser(client).open("/find?a0=yes")
    assert not [each for _, each in browser.page.tags if "checked" in each]


@pytest.mark.parametrize("path", ["/find", "/card", "/promises"])
async def test_the_address_and_the_title_give_nothing_away(client: TestClient[Any, Any], path: str) -> None:
    browser = await PlainBrowser(client).open(path)
    assert "<title>Help and advice</title>" in browser.html
    assert browser.page.forms["leave"].buttons == {"Leave this site": ("", "")}


async def test_a_form_with_far_too_many_fields_is_refused(client: TestClient[Any, Any]) -> None:
    browser = await PlainBrowser(client).open("/find")
    await browser.send("/find", {f"x{number}": "yes" for number in range(100)})
    assert browser.response.status == 400


async def test_every_box_can_be_ticked(client: TestClient[Any, Any]) -> None:
    browser = await PlainBrowser(client).open("/find")
    boxes = {each["name"] or "": "yes" for tag, each in browser.page.tags if each.get("type") == "checkbox"}
    assert len(boxes) > 25
    await browser.send("/find", boxes)
    assert browser.response.status == 200


# The card


async def press_card(browser: PlainBrowser) -> PlainBrowser:
    return await browser.press("Make a small card to print")


def panels(browser: PlainBrowser) -> list[str]:
    return browser.html.split('<div class="fold">')[1].split("</main>")[0].split("<dl>")


async def test_what_can_be_seen_of_the_folded_card_is_harmless(client: TestClient[Any, Any]) -> None:
    outside, *inside = panels(await PlainBrowser(client).open("/card"))
    assert re.sub(r"<.*?>|\s", " ", outside).split() == ["Useful", "numbers", "Notes:"]
    assert len(inside) == 2


async def test_the_card_holds_what_was_found_and_only_numbers_of_the_directory(
    client: TestClient[Any, Any], directory: Directory
) -> None:
    card = await press_card(await find(client, SEXUAL, NOT_POLICE))
    known = {number.uri for service in directory for number in service.numbers}
    inside = "".join(panels(card)[1:])
    called = re.findall(r'href="(.*?)"', inside)
    assert called[0] == "tel:999"
    assert "tel:+448085002222" in called
    assert {*called} <= known
    assert len(re.findall("<dt>", inside)) <= MOST_ON_A_CARD + 1
    assert "tel:101" not in called


async def test_the_card_of_who_chose_nothing_is_the_one_of_the_file(
    client: TestClient[Any, Any], guides: Guides, directory: Directory
) -> None:
    card = await PlainBrowser(client).open("/card")
    for service in guides.finder.card:
        assert directory[service].name in unescape(card.html)
        assert directory[service].numbers, f"{service} has no number to print"


async def test_a_number_that_changes_in_the_directory_changes_on_the_card(gateway: Gateway) -> None:
    number = gateway.directory["samaritans"].numbers[0].model_copy(update={"display": "116 124"})
    changed = gateway.directory["samaritans"].model_copy(update={"numbers": (number,)})
    services = {each.id: changed if each.id == "samaritans" else each for each in gateway.directory}
    async with TestClient(TestServer(make_app(replace(gateway, directory=Directory(services))))) as client:
        html = (await PlainBrowser(client).open("/card")).html
    assert "116 124" in html
    assert "116 123" not in html


# Words


@pytest.mark.parametrize("labels", [(), (HOME,), (FOLLOWED, FACE)], ids=["everything", "some", "nothing fits"])
async def test_what_is_found_is_easy_to_read(client: TestClient[Any, Any], labels: tuple[str, ...]) -> None:
    grades = section_grades("/find", (await find(client, *labels)).html)
    assert {name: grade for name, grade in grades.items() if grade > LIMIT} == {}
