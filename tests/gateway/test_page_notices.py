"""The privacy notice, the accessibility statement and the page about what leaving cannot hide."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from actions.database.tables import Base
from content.site import NotMet, Office, Site
from gateway.app import make_app
from gateway.facts import Facts, length
from gateway.gateway import Gateway
from gateway.page_notices import TO_CONFIRM
from gateway.sessions import MemorySessions
from tests.gateway.page_reader import PlainBrowser

PATHS = ("/privacy", "/accessibility", "/tips")
KNOWN = Office(name="Chief Constable", post=("1 Some Street", "AB1 2CD"), email="data@force.example.uk")
STORED = {
    "additions": "report_id team number at opened sealed",
    "attachments": "report_id team number at opened kind size letter original clean",
    "audit": "id at actor event report_id team account previous hash",
    "audit_heads": "day number hash signature",
    "audit_tail": "id number hash",
    "casework": "report_id team assigned needs_since outcome closed since before contact_from told_lead told_above"
    " redacted proposed proposed_by assessment until clock kept announced hold held_by contact_kept erasure erasure_by"
    " erasure_asked",
    "count_batches": "id month ordinary reserved",
    "custody": "id report_id keeper given_by account part until sealed",
    "ended": "receipt early",
    "ended_copies": "id report_id before",
    "deliveries": "report_id team rule status account contact",
    "drafts": "receipt sealed until",
    "keys_to_destroy": "id",
    "notices": "team at",
    "outbox": "id report_id team target kind number attempts delivered gone claim failure dead",
    "recusals": "report_id account team",
    "relays": "id beats",
    "releases": "month series document",
    "replies": "id report_id team at sealed",
    "reply_keys": "report_id sealed",
    "reports": "id received consent_wording consented routing_version receipt",
    "staff_accounts": "name display_name role team credentials password totp totp_step created disabled",
    "staff_enrolments": "token account ends password totp",
    "submissions": "key report_id",
    "withdrawals": "receipt at report_id erased",
}


async def text_of(gateway: Gateway, path: str) -> str:
    async with TestClient(TestServer(make_app(gateway))) as client:
        return (await PlainBrowser(client).open(path)).page.text


def with_site(gateway: Gateway, site: Site) -> Gateway:
    return replace(gateway, facts=replace(gateway.facts, site=site))


def all_known(site: Site) -> Site:
    privacy = site.privacy.model_copy(
        update={
            "controller": KNOWN,
            "officer": KNOWN,
            "reports_kept": "We keep it for six years.",
            "helpers": (),
            "full_notice": "https://force.example.uk/privacy",
            "confirmed": date(2026, 11, 25),
        }
    )
    access = site.accessibility.model_copy(update={"contact": KNOWN, "answer_days": 5})
    return site.model_copy(update={"privacy": privacy, "accessibility": access})


@pytest.mark.parametrize(
    ("link", "heading"),
    [
        ("/tips", "What leaving cannot hide"),
        ("/privacy", "Your privacy"),
        ("/accessibility", "Accessibility statement for Help and advice"),
    ],
)
async def test_the_first_page_leads_to_each_and_each_leads_back(
    client: TestClient[Any, Any], link: str, heading: str
) -> None:
    browser = await PlainBrowser(client).open("/")
    assert ("a", {"href": link, "data-replace": None}) in browser.page.tags
    await browser.open(link)
    assert browser.response.status == 200
    assert f'<h1 tabindex="-1">{heading}</h1>' in browser.html
    assert [each for tag, each in browser.page.tags if each.get("href") == "/" and "data-replace" in each]
    assert browser.page.forms["leave"].buttons == {"Leave this site": ("", "")}


async def test_no_link_leads_out_of_a_chat_by_mistake(client: TestClient[Any, Any]) -> None:
    browser = await (await PlainBrowser(client).open("/")).press("Start")
    assert not {attributes.get("href") for _, attributes in browser.page.tags} & {*PATHS}


@pytest.mark.parametrize("path", PATHS)
async def test_each_is_reached_without_another_entry_in_the_history(client: TestClient[Any, Any], path: str) -> None:
    browser = await PlainBrowser(client).open(path)
    links = [attributes for tag, attributes in browser.page.tags if tag == "a"]
    inside = [each for each in links if (each.get("href") or "").startswith("/")]
    assert all("data-replace" in each for each in inside)


# The privacy notice


@pytest.mark.parametrize(
    "words",
    [
        "Hertfordshire Constabulary runs this site.",
        "That person is the “controller”",
        "We set no cookies.",
        "UK GDPR, Article 6(1)(e)",
        "Data Protection Act 2018, Part 3, section 35",
        "to see what it holds about you",
        "to erase it",
        "you can complain to the ICO",
        "Information Commissioner's Office (ICO)",
        "the police may try to find you",
        "How long it is kept",
        "Who sees it",
        "9 receipt words",
    ],
)
async def test_the_privacy_notice_says_what_the_law_asks_for(client: TestClient[Any, Any], words: str) -> None:
    assert words in (await PlainBrowser(client).open("/privacy")).page.text


async def test_the_time_a_chat_is_kept_is_the_one_it_is_really_kept(gateway: Gateway) -> None:
    shorter = replace(gateway, sessions=MemorySessions(gateway.clock, timedelta(minutes=12)))
    for path in ("/", "/privacy", "/accessibility"):
        assert "30 minutes after your last message" in await text_of(gateway, path), path
        text = await text_of(shorter, path)
        assert "12 minutes after your last message" in text, path
        assert "30 minutes" not in text, path


async def test_the_teams_are_those_of_the_routing_table(gateway: Gateway, facts: Facts) -> None:
    text = await text_of(gateway, "/privacy")
    assert len(facts.teams) > 3
    assert all(team in text for team in facts.teams)
    other = replace(gateway, facts=replace(facts, teams=("Night-time safety",)))
    assert "Night-time safety" in await text_of(other, "/privacy")
    assert "Professional Standards" not in await text_of(other, "/privacy")


async def test_the_channels_are_those_that_are_on(gateway: Gateway, facts: Facts) -> None:
    assert "You can talk to us here by: this site. There is no other way." in await text_of(gateway, "/privacy")
    other = replace(gateway, facts=replace(facts, channels=("this site", "text message")))  # type: ignore[arg-type]
    assert "by: this site, text message." in await text_of(other, "/privacy")


async def test_what_the_force_has_not_told_is_said_to_be_open(gateway: Gateway) -> None:
    text = await text_of(gateway, "/privacy")
    assert f"This is a draft. {TO_CONFIRM}" in text
    assert f"Name: {TO_CONFIRM}" in text
    assert f"It depends on the team and on what came of it. {TO_CONFIRM}" in text
    assert f"By email: {TO_CONFIRM}" in await text_of(gateway, "/accessibility")


@pytest.mark.parametrize("path", ["/privacy", "/accessibility"])
async def test_nothing_is_open_once_the_force_has_told_all(gateway: Gateway, path: str) -> None:
    text = await text_of(with_site(gateway, all_known(gateway.facts.site)), path)
    assert TO_CONFIRM not in text
    assert "1 Some Street, AB1 2CD" in text
    assert "data@force.example.uk" in text


async def test_what_the_force_has_told_is_said(gateway: Gateway) -> None:
    text = await text_of(with_site(gateway, all_known(gateway.facts.site)), "/privacy")
    assert "This is a draft" not in text
    assert "We keep it for six years." in text
    assert "look after the computers for the force: none." in text
    assert "force.example.uk/privacy" in text
    assert "agreed to this page on 25 November 2026" in text


def test_the_notice_was_written_for_what_is_stored_and_must_be_read_again_when_more_is() -> None:
    stored = {table.name: " ".join(table.columns.keys()) for table in Base.metadata.sorted_tables}
    assert stored == STORED


# The accessibility statement


async def test_the_statement_has_the_headings_of_the_model_statement_in_order(client: TestClient[Any, Any]) -> None:
    text = (await PlainBrowser(client).open("/accessibility")).page.text
    headings = (
        "Accessibility statement for",
        "This accessibility statement applies to",
        "How accessible this website is",
        "Feedback and contact information",
        "Reporting accessibility problems with this website",
        "Enforcement procedure",
        "Equality and Human Rights Commission (EHRC)",
        "Equality Advisory and Support Service (EASS)",
        "Technical information about this website’s accessibility",
        "Compliance status",
        "This website is partially compliant with the Web Content Accessibility Guidelines version 2.2 AA standard",
        "Non-accessible content",
        "Non-compliance with the accessibility regulations",
        "This fails WCAG 2.2 success criterion 2.2.1 Timing Adjustable.",
        "Disproportionate burden",
        "Content that’s not within the scope of the accessibility regulations",
        "What we’re doing to improve accessibility",
        "Preparation of this accessibility statement",
        "This statement was prepared on 21 November 2026.",
    )
    places = [text.find(heading) for heading in headings]
    assert -1 not in places, headings[places.index(-1)]
    assert places == sorted(places)


async def test_full_compliance_lists_nothing(gateway: Gateway) -> None:
    site = gateway.facts.site
    access = site.accessibility.model_copy(update={"not_met": (), "compliance": "fully"})
    text = await text_of(with_site(gateway, site.model_copy(update={"accessibility": access})), "/accessibility")
    assert "This website is fully compliant with" in text
    assert "Non-accessible content" not in text


async def test_what_is_not_met_is_what_the_file_says(gateway: Gateway) -> None:
    site = gateway.facts.site
    failing = NotMet(criterion="1.4.3 Contrast", what="The <grey> is pale.", plan="We will make it darker.")
    access = site.accessibility.model_copy(update={"not_met": (failing,)})
    text = await text_of(with_site(gateway, site.model_copy(update={"accessibility": access})), "/accessibility")
    assert "The <grey> is pale. This fails WCAG 2.2 success criterion 1.4.3 Contrast." in text
    assert "1.4.3 Contrast: We will make it darker." in text


# What leaving cannot hide


@pytest.mark.parametrize(
    "words",
    [
        "Pages from before.", "Shared accounts.", "Calls and texts.", "on the bill", "Pictures of the screen.",
        "Pop-ups.", "The wifi.", "Spying apps.", "private window", "An empty list can look odd.", "Refuge tech safety",
    ],
)  # fmt: skip
async def test_the_page_says_what_stays_behind(client: TestClient[Any, Any], words: str) -> None:
    assert words in (await PlainBrowser(client).open("/tips")).page.text


@pytest.mark.parametrize("browser", ["Chrome", "Safari", "Firefox", "Edge", "Samsung Internet"])
async def test_the_page_shows_how_to_clear_one_page_in_each_browser(client: TestClient[Any, Any], browser: str) -> None:
    html = (await PlainBrowser(client).open("/tips")).html
    steps = re.split(rf"__summary-text\">\s*{browser}\s*<", html)[1].split("</details>")[0]
    assert steps.count("<p>On a") == (1 if browser == "Samsung Internet" else 2) or "iPhone or iPad" in steps
    assert "“Delete”" in steps or "cross" in steps
    assert "all time" not in steps


@pytest.mark.parametrize("path", PATHS)
async def test_the_address_and_the_title_give_nothing_away(client: TestClient[Any, Any], path: str) -> None:
    html = (await PlainBrowser(client).open(path)).html
    assert "<title>Help and advice</title>" in html
    assert not any(word in path for word in ("abuse", "police", "safe", "trace", "exit"))


async def test_how_long_a_report_is_kept_is_what_the_clocks_really_are(gateway: Gateway, facts: Facts) -> None:
    text = await text_of(gateway, "/privacy")
    assert f"A report: {length(facts.outcomes.span[0])} to {length(facts.outcomes.span[1])} after the team" in text
    retention = facts.outcomes.retention.model_copy(update={"untouched_keep_months": 7, "withdrawn_keep_months": 12})
    outcomes = facts.outcomes.model_copy(update={"retention": retention, "teams": {"daisu": {"support_only": 240}}})
    other = await text_of(replace(gateway, facts=replace(facts, outcomes=outcomes)), "/privacy")
    assert "to 20 years after the team" in other
    assert "7 months after the last time" in other
    assert "what is left, for 1 year at most" in other
