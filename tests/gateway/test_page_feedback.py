"""The banner that says how new this is, and the page that says who can be told what works and what does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import pytest
from aiohttp.test_utils import TestClient, TestServer

from content.site import Feedback
from gateway.app import make_app
from gateway.gateway import Gateway
from gateway.page_notices import TO_CONFIRM
from tests.gateway.page_reader import PlainBrowser

LINK = ("a", {"href": "/feedback", "data-replace": None})
NOBODY = Feedback(name=None, post=None, email=None, phone=None)
TEAM = Feedback(name="Communications", post=None, email="site@force.example.uk", phone="0808 2000 247")
REACHED = [
    TEAM,
    TEAM.model_copy(update={"phone": None}),
    TEAM.model_copy(update={"email": None}),
    NOBODY.model_copy(update={"post": ("1 Some Street", "AB1 2CD")}),
]


def known(gateway: Gateway, feedback: Feedback, phase: Literal["alpha", "beta", "live"] = "beta") -> Gateway:
    site = gateway.facts.site.model_copy(update={"feedback": feedback, "phase": phase})
    return replace(gateway, facts=replace(gateway.facts, site=site))


async def opened(gateway: Gateway, path: str, *, start: bool = False) -> PlainBrowser:
    async with TestClient(TestServer(make_app(gateway))) as client:
        browser = await PlainBrowser(client).open(path)
        return await browser.press("Start") if start else browser


@pytest.mark.parametrize("path", ["/", "/find", "/privacy", "/easy", "/receipt", "/feedback"])
async def test_the_banner_leads_to_the_page_from_every_other(gateway: Gateway, path: str) -> None:
    browser = await opened(known(gateway, TEAM), path)
    assert browser.html.index("govuk-phase-banner") < browser.html.index("<main")
    assert "Beta" in browser.page.text
    assert LINK in browser.page.tags


@pytest.mark.parametrize("feedback", REACHED)
async def test_any_way_to_reach_somebody_is_enough(gateway: Gateway, feedback: Feedback) -> None:
    assert LINK in (await opened(known(gateway, feedback), "/")).page.tags


async def test_without_anybody_to_tell_the_banner_leads_nowhere(gateway: Gateway) -> None:
    for nobody in (NOBODY, NOBODY.model_copy(update={"name": "Communications"})):
        browser = await opened(known(gateway, nobody), "/")
        assert "This is a new service." in browser.page.text
        assert LINK not in browser.page.tags


async def test_in_a_chat_no_link_ends_it(gateway: Gateway) -> None:
    browser = await opened(known(gateway, TEAM), "/", start=True)
    assert "This is a new service." in browser.page.text
    assert LINK not in browser.page.tags


async def test_the_phase_is_the_one_in_the_file_and_a_live_service_has_no_banner(gateway: Gateway) -> None:
    assert "Alpha" in (await opened(known(gateway, TEAM, "alpha"), "/")).page.text
    live = await opened(known(gateway, TEAM, "live"), "/")
    assert live.response.status == 200
    assert 'class="govuk-phase-banner' not in live.html
    assert "This is a new service." not in live.page.text


async def test_the_page_says_who_to_tell_and_what_not_to(gateway: Gateway) -> None:
    browser = await opened(known(gateway, TEAM), "/feedback")
    text = browser.page.text
    assert '<h1 tabindex="-1">Tell us about this site</h1>' in browser.html
    assert "Do not tell us what happened to you" in text
    assert "They cannot send help." in text
    assert '<a href="mailto:site@force.example.uk">site@force.example.uk</a>' in browser.html
    assert '<a class="number" href="tel:+448082000247">0808 2000 247</a>' in browser.html
    assert "An email stays in your “sent” folder" in text


async def test_nothing_is_filled_in_and_nothing_is_sent_from_the_page(gateway: Gateway) -> None:
    browser = await opened(known(gateway, TEAM), "/feedback")
    assert "?" not in "".join(each.get("href") or "" for _, each in browser.page.tags)
    assert set(browser.page.forms) == {"leave"}
    assert not [each for tag, each in browser.page.tags if tag == "a" and "police" in (each.get("href") or "")]


async def test_what_the_force_has_not_told_is_said_to_be_open(client: TestClient[Any, Any]) -> None:
    text = (await PlainBrowser(client).open("/feedback")).page.text
    assert f"By email: {TO_CONFIRM}" in text
    assert f"By phone: {TO_CONFIRM}" in text
