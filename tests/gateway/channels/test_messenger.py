"""Messenger's own: each kind of event, many in one webhook, and what is ours or of no concern."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from gateway.channels.provider import Delivery, Reading, Received
from tests.gateway.channels.doubles.messenger_double import IMAGE, MessengerDouble, webhook
from tests.gateway.channels.doubles.provider_double import ProviderDouble
from tests.gateway.channels.phone import Phone
from tests.gateway.rasa_double import RasaDouble

DOUBLE = MessengerDouble()
PROVIDER = DOUBLE.provider("https://graph.example")
HELLO = {"mid": "m_1", "text": "hello"}
LINK = {"type": "fallback", "title": "a page", "payload": {"url": "https://a.example"}}


def readings(body: Any) -> tuple[Reading, ...]:
    return PROVIDER.read(json.dumps(body).encode())


@pytest.mark.parametrize(
    ("said", "text", "has_media"),
    [
        ({"message": HELLO}, "hello", False),
        ({"message": {**HELLO, "quick_reply": {"payload": "p"}}}, "hello", False),
        ({"message": {**HELLO, "reply_to": {"mid": "m_0"}}}, "hello", False),
        ({"postback": {"mid": "m_1", "title": "Get started", "payload": "p"}}, "Get started", False),
        ({"postback": {"title": "Get started"}}, "Get started", False),
        ({"message": {**HELLO, "attachments": [LINK]}}, "hello", False),
        ({"message": {"mid": "m_1", "attachments": [LINK]}}, "", True),
        ({"message": {**HELLO, "attachments": [IMAGE, LINK]}}, "hello", True),
        *(({"message": {"mid": "m_1", "attachments": [{**IMAGE, "type": kind}]}}, "", True)
          for kind in ("image", "video", "audio", "file", "location", "reel", "something new")),
        ({"message": {"mid": "m_1", "sticker_id": 369239263222822, "attachments": [IMAGE]}}, "", True),
        ({"message": {"mid": "m_1", "is_unsupported": True}}, "", True),
    ],
)  # fmt: skip
def test_each_kind_of_message_is_words_or_kindly_refused(said: Mapping[str, Any], text: str, has_media: bool) -> None:
    (reading,) = readings(webhook(DOUBLE.of_hers(said)))
    assert isinstance(reading, Received)
    assert (reading.sender, reading.text, reading.has_media) == (DOUBLE.hers, text, has_media)


@pytest.mark.parametrize(
    "body",
    [
        webhook(DOUBLE.of_hers({"message": {**HELLO, "is_echo": True, "app_id": 1}})),
        webhook(DOUBLE.of_hers({"read": {"watermark": 1}})),
        webhook(DOUBLE.of_hers({"reaction": {"reaction": "love", "action": "react", "mid": "m_1"}})),
        webhook(DOUBLE.of_hers({"message_edit": {"mid": "m_1", "text": "hello", "num_edit": 1}})),
        webhook({"optin": {"ref": "r"}, "recipient": {"id": "1"}}),
        webhook({**DOUBLE.of_hers({"message": HELLO}), "sender": {"user_ref": "r"}}),
        webhook(DOUBLE.of_hers({"message": HELLO}), page="1"),
        {**webhook(DOUBLE.of_hers({"message": HELLO})), "object": "instagram"},
        {"object": "page", "entry": [{"id": "106540352242922", "standby": [DOUBLE.of_hers({"message": HELLO})]}]},
        {"object": "page", "entry": [{"id": "106540352242922", "changes": [{"field": "feed", "value": {}}]}]},
    ],
    ids=["an echo", "a read receipt", "a reaction", "an edit", "an opt-in", "nobody", "another page", "another product",
         "another app's", "a comment"],
)  # fmt: skip
def test_what_is_not_for_us_is_taken_and_not_looked_at(body: Any) -> None:
    assert readings(body) == ()


def test_all_of_several_entries_and_events_are_read_in_order() -> None:
    first = webhook(*(DOUBLE.of_hers({"message": {**HELLO, "mid": mid}}) for mid in "ab"))
    second = webhook(DOUBLE.of_hers({"delivery": {"watermark": 1}}), DOUBLE.of_hers({"message": {**HELLO, "mid": "c"}}))
    read = readings({**first, "entry": [*first["entry"], *second["entry"]]})
    assert [each.id if isinstance(each, Received) else each for each in read] == [
        "a", "b", Delivery(DOUBLE.hers, "on its way"), "c",
    ]  # fmt: skip


def test_a_time_that_is_a_string_is_a_time() -> None:
    event = DOUBLE.of_hers({"message": HELLO})
    as_string = webhook({**event, "timestamp": str(event["timestamp"])})
    assert readings(webhook(event)) == readings(as_string)


def test_one_tap_that_has_no_id_is_the_same_when_it_comes_again() -> None:
    tap = webhook(DOUBLE.of_hers({"postback": {"title": "Get started"}}))
    assert readings(tap) == readings(tap)
    (reading,) = readings(tap)
    assert isinstance(reading, Received)
    assert reading.id


@pytest.fixture
async def double() -> ProviderDouble:
    return MessengerDouble()


async def test_the_button_that_begins_a_chat_begins_with_the_welcome(phone: Phone, rasa: RasaDouble) -> None:
    await phone.deliver(DOUBLE.signed(webhook(DOUBLE.of_hers({"postback": {"mid": "m_1", "title": "Get Started"}}))))
    await phone.quiet()
    assert "1 I want to talk about something" in phone.all[0]
    assert rasa.requests == []
