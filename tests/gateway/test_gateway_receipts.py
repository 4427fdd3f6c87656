from __future__ import annotations

import base64
import re
from dataclasses import replace
from typing import Any

import pyrage
import pytest
from aiohttp.test_utils import TestClient

from content.receipt_words import WORDS_IN_A_RECEIPT, all_words
from gateway.gateway import Gateway
from gateway.receipts import Receipt, new_receipt_words, read_receipt
from safety import Finding
from tests.gateway.actions_double import ActionsDouble
from tests.gateway.chat import Chat
from tests.gateway.conftest import MovableClock
from tests.gateway.rasa_double import RasaDouble

WORDS = "abstract ability able about above absent absorb access acoustic"
PATH = "/api/receipts/open"


def sealed_to(receipt: Receipt, text: str) -> str:
    return base64.b64encode(
        pyrage.encrypt(text.encode(), [pyrage.x25519.Recipient.from_str(receipt.recipient)])
    ).decode()


def shown_words(chat: Chat) -> str:
    match = re.search(r"Your receipt words are:\n\n(.+)", chat.text)
    assert match
    return match[1]


async def sent(chat: Chat) -> Chat:
    await chat.reach("send")
    return await chat.choose("Send my report")


async def test_the_receipt_is_shown_once_the_report_is_sent(chat: Chat, rasa: RasaDouble) -> None:
    await sent(chat)
    receipt = read_receipt(shown_words(chat))
    assert receipt
    context = rasa.requests[-1]["context"]
    assert context["receipt"] == {"lookup": receipt.lookup, "recipient": receipt.recipient}
    assert receipt.words.encode() not in rasa.bytes


async def test_no_receipt_is_made_before_the_report_is_about_to_be_sent(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("send")
    assert all("receipt" not in request["context"] for request in rasa.requests)


async def test_a_second_report_has_a_submission_and_a_receipt_of_its_own(chat: Chat, rasa: RasaDouble) -> None:
    first = shown_words(await sent(chat))
    submission = rasa.requests[-1]["context"]["submission"]
    second = shown_words(await sent(chat))
    assert first != second
    assert rasa.requests[-1]["context"]["submission"] != submission


async def test_a_stopped_report_gives_its_submission_up(chat: Chat, rasa: RasaDouble) -> None:
    await (await chat.reach("checked")).choose("Stop this report")
    submission = rasa.requests[-1]["context"]["submission"]
    await chat.say("hello")
    assert rasa.requests[-1]["context"]["submission"] != submission


async def test_the_submission_stays_the_same_through_the_whole_form(chat: Chat, rasa: RasaDouble) -> None:
    await chat.reach("send")
    assert len({request["context"]["submission"] for request in rasa.requests}) == 1


async def test_the_time_of_consent_is_that_of_the_turn(chat: Chat, rasa: RasaDouble, clock: MovableClock) -> None:
    await chat.reach("send")
    clock.move(minutes=3)
    await chat.choose("Send my report")
    assert rasa.requests[-1]["context"]["at"] == "2026-11-25T12:03:00+00:00"


def test_a_receipt_is_nine_words_of_those_allowed(receipt_words: tuple[str, ...]) -> None:
    words = new_receipt_words(receipt_words).split()
    assert len(words) == WORDS_IN_A_RECEIPT
    assert {*words} <= {*receipt_words}
    assert "abuse" not in receipt_words


def test_two_receipts_are_never_the_same(receipt_words: tuple[str, ...]) -> None:
    assert len({new_receipt_words(receipt_words) for _ in range(200)}) == 200


def test_words_that_would_be_taken_for_danger_are_drawn_again(gateway: Gateway) -> None:
    """Typed in the chat they would be answered with 999 instead of her report."""
    drawn: list[str] = []

    def check(text: str) -> Finding:
        drawn.append(text)
        return Finding(danger=len(drawn) < 3, self_harm=False, reasons=())

    assert replace(gateway, check=check).new_receipt() == drawn[2]
    assert len(drawn) == 3


def test_what_is_derived_from_a_receipt_does_not_change() -> None:
    """Reports already stored would be lost if it did."""
    receipt = Receipt(WORDS)
    assert receipt.lookup == "2105ea0356cb89e1ec39b034d411191af42be80dc3f4a7625d96305329b9447c"
    assert receipt.recipient == "age1auhatemzung55wsja5davpxzpmuzxsjx9tjpsfqzwepv7ate7pdq7hmkgk"


def test_the_lookup_says_nothing_of_the_key() -> None:
    first, second = Receipt(WORDS), Receipt(WORDS.replace("able", "about"))
    assert first.lookup != second.lookup
    assert first.recipient != second.recipient
    assert len(bytes.fromhex(first.lookup)) == 32


def test_a_receipt_does_not_show_its_words_when_printed() -> None:
    assert "ability" not in repr(Receipt(WORDS))


@pytest.mark.parametrize(
    "written",
    [WORDS.upper(), WORDS.replace(" ", "-"), WORDS.replace(" ", "\n"), f"  {WORDS.replace(' ', ',  ')}. "],
)
def test_a_receipt_is_understood_however_it_is_written(written: str) -> None:
    assert read_receipt(written) == Receipt(WORDS)


@pytest.mark.parametrize("written", ["", "abstract ability", f"{WORDS} able", WORDS.replace("able", "abel"), "🦓"])
def test_other_words_are_no_receipt(written: str) -> None:
    assert read_receipt(written) is None


def test_a_reply_sealed_to_a_receipt_opens_with_it_and_with_no_other() -> None:
    receipt = Receipt(WORDS)
    sealed = sealed_to(receipt, "We have read it." + " " * 50)
    assert receipt.open(sealed) == "We have read it."
    assert Receipt(WORDS.replace("able", "about")).open(sealed) is None
    assert receipt.open("not base64!") is None


async def test_a_receipt_opens_the_status_and_the_replies(client: TestClient[Any, Any], actions: ActionsDouble) -> None:
    receipt = Receipt(WORDS)
    reply = {"at": "2026-11-26T09:00:00+00:00", "sealed": sealed_to(receipt, "We have read it.")}
    actions.reports[receipt.lookup] = {
        "status": "answered", "received": "2026-11-25T12:00:00+00:00", "replies": [reply],
    }  # fmt: skip
    response = await client.post(PATH, json={"receipt": WORDS.upper().replace(" ", " - ")})
    assert response.status == 200
    assert await response.json() == {
        "status": "answered",
        "meaning": "The team has answered your report.",
        "received": "2026-11-25T12:00:00+00:00",
        "added": 0,
        "replies": [{"at": "2026-11-26T09:00:00+00:00", "text": "We have read it."}],
    }


async def test_a_receipt_nobody_knows_is_told_what_to_do_next(client: TestClient[Any, Any]) -> None:
    response = await client.post(PATH, json={"receipt": WORDS})
    assert response.status == 404
    assert response.content_type == "application/problem+json"
    assert "101" in (await response.json())["detail"]


async def test_what_is_no_receipt_is_not_looked_up(client: TestClient[Any, Any], actions: ActionsDouble) -> None:
    response = await client.post(PATH, json={"receipt": "one two three"})
    assert response.status == 404
    assert actions.lookups == []


async def test_a_reply_that_does_not_open_says_so(client: TestClient[Any, Any], actions: ActionsDouble) -> None:
    reply = {"at": "2026-11-26T09:00:00Z", "sealed": sealed_to(Receipt("other words"), "hello")}
    actions.reports[Receipt(WORDS).lookup] = {
        "status": "answered", "received": "2026-11-25T12:00:00Z", "replies": [reply],
    }  # fmt: skip
    body = await (await client.post(PATH, json={"receipt": WORDS})).json()
    assert body["replies"][0]["text"].startswith("This answer cannot be opened here.")


async def test_a_receipt_cannot_be_opened_while_the_action_server_is_in_trouble(
    client: TestClient[Any, Any], actions: ActionsDouble
) -> None:
    actions.status = 500
    response = await client.post(PATH, json={"receipt": WORDS})
    assert response.status == 503
    assert "101" in (await response.json())["detail"]


async def test_receipts_are_throttled_for_all_together(client: TestClient[Any, Any], clock: MovableClock) -> None:
    for _ in range(120):
        assert (await client.post(PATH, json={"receipt": WORDS})).status == 404
    response = await client.post(PATH, json={"receipt": WORDS})
    assert response.status == 429
    assert response.headers["Retry-After"] == "60"
    clock.move(seconds=60)
    assert (await client.post(PATH, json={"receipt": WORDS})).status == 404


async def test_a_receipt_typed_into_the_chat_is_opened_and_never_sent_to_rasa(
    chat: Chat, rasa: RasaDouble, actions: ActionsDouble
) -> None:
    receipt = Receipt(WORDS)
    reply = {"at": "2026-11-26T09:00:00Z", "sealed": sealed_to(receipt, "Ring when you can.")}
    actions.reports[receipt.lookup] = {"status": "opened", "received": "2026-11-25T12:00:00Z", "replies": [reply]}
    await chat.say(WORDS)
    assert [each["text"] for each in chat.messages] == [
        "The team has opened your report.",
        "26 November 2026\nRing when you can.",
    ]
    assert rasa.requests == []


async def test_an_unknown_receipt_typed_into_the_chat_is_not_sent_to_rasa(chat: Chat, rasa: RasaDouble) -> None:
    await chat.say(WORDS)
    assert chat.text.startswith("We could not find a report with those words.")
    assert rasa.requests == []


def test_all_words_are_two_thousand_and_forty_eight() -> None:
    assert len({*all_words()}) == 2048


async def test_danger_typed_where_a_receipt_belongs_is_answered(chat: Chat) -> None:
    response = await chat.client.post("/api/receipts/open", json={"receipt": "he has a knife and he is at my door"})
    body = await response.json()
    assert response.status == 404
    assert body["messages"][0]["alert"] == "danger"
