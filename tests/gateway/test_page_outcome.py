"""What she is told of how her report was closed, and once it is erased: on the page, by the API and in the chat."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from gateway.facts import Facts
from gateway.gateway import Gateway
from gateway.receipts import Receipt
from tests.gateway.actions_double import ActionsDouble
from tests.gateway.page_reader import PlainBrowser

WORDS = "abstract ability able about above absent absorb access acoustic"


async def page(client: TestClient[Any, Any], actions: ActionsDouble, **report: Any) -> PlainBrowser:
    """The page that the receipt opens, for a report that the action server tells of so."""
    known = {"status": "closed", "received": "2026-11-25T12:00:00Z", "replies": [], **report}
    actions.reports[Receipt(WORDS).lookup] = known
    await (browser := PlainBrowser(client)).open("/receipt")
    return await browser.press("Show my report", words=WORDS)


async def asked(client: TestClient[Any, Any]) -> Any:
    """What the API answers."""
    answer = await client.post("/api/receipts/open", json={"receipt": WORDS})
    assert answer.status == 200
    return await answer.json()


async def test_each_outcome_is_told_in_its_words(
    client: TestClient[Any, Any], actions: ActionsDouble, facts: Facts, gateway: Gateway
) -> None:
    told = {code: each.told for code, each in facts.outcomes.outcomes.items() if each.told}
    assert len(told) >= 3
    for code, words in told.items():
        text = (await page(client, actions, outcome=code)).page.text
        assert f"{gateway.messages.receipt_status.closed} {words}" in text
        assert (await asked(client))["told"] == words


@pytest.mark.parametrize("outcome", [None, "handed_over", "unheard_of"])
async def test_without_words_it_looks_like_any_closed_report(
    client: TestClient[Any, Any], actions: ActionsDouble, outcome: str | None
) -> None:
    plain = (await page(client, actions)).page.text
    assert (await page(client, actions, outcome=outcome)).page.text == plain
    assert "told" not in await asked(client)


async def test_nothing_is_told_before_it_is_closed_or_once_it_was_taken_back(
    client: TestClient[Any, Any], actions: ActionsDouble, facts: Facts
) -> None:
    words = facts.outcomes.told("investigated")
    assert words
    taken = {"at": "2026-11-26T12:00:00Z", "erased": False, "statement": None}
    for status, more in (("answered", {}), ("withdrawn", {"withdrawal": taken})):
        text = (await page(client, actions, status=status, outcome="investigated", **more)).page.text
        assert words not in text


@pytest.mark.parametrize("status", ["ended", "ended early"])
async def test_of_one_that_was_erased_she_is_told_just_that(
    client: TestClient[Any, Any], actions: ActionsDouble, gateway: Gateway, status: str
) -> None:
    browser = await page(client, actions, status=status, received=None)
    ended = gateway.messages.receipt_ended
    words = ended.time_over if status == "ended" else ended.early
    assert " ".join(words.split()) in browser.page.text
    assert "We received it on" not in browser.page.text
    assert "Add it" not in browser.html
    assert (await asked(client))["meaning"] == words


async def test_what_a_hold_keeps_is_not_said_to_be_erased(
    client: TestClient[Any, Any], actions: ActionsDouble, gateway: Gateway
) -> None:
    taken = {"at": "2026-11-26T12:00:00Z", "erased": False, "statement": None, "contact_kept": True}
    text = (await page(client, actions, status="withdrawn", withdrawal=taken)).page.text
    assert "We have erased how to reach you" not in text
    assert " ".join(gateway.messages.receipt_withdrawn.held.split()) in text
