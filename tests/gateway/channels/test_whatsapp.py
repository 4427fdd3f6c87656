"""WhatsApp's own: each kind of message, many in one webhook, who hides the number; a library as the oracle."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import aiohttp
import httpx
import pytest
from aiohttp.test_utils import TestServer
from pywa.client import WhatsApp as Library
from pywa.types.message import Message
from pywa.types.message_status import MessageStatus

from gateway.channels.provider import Delivery, Reading, Received
from tests.gateway.channels.doubles.meta_double import OURS
from tests.gateway.channels.doubles.whatsapp_double import IMAGE, WhatsAppDouble, of_ours, webhook

DOUBLE = WhatsAppDouble()
PROVIDER = DOUBLE.provider("https://graph.example")
TEXT = {"type": "text", "text": {"body": "hello"}}
FILE = {"mime_type": "a/b", "sha256": "aGFzaA==", "id": "1"}


def readings(body: Any) -> tuple[Reading, ...]:
    return PROVIDER.read(json.dumps(body).encode())


@pytest.mark.parametrize(
    ("said", "text", "has_media"),
    [
        (TEXT, "hello", False),
        ({"type": "button", "button": {"text": "Yes", "payload": "p"}}, "Yes", False),
        ({"type": "interactive", "interactive": {"type": "button_reply", "button_reply": {"id": "1", "title": "Yes"}}},
         "Yes", False),
        ({"type": "interactive", "interactive": {"type": "list_reply", "list_reply": {"id": "1", "title": "Two"}}},
         "Two", False),
        ({"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": {"name": "flow"}}}, "", True),
        (IMAGE, "", True),
        ({"type": "video", "video": {**FILE, "caption": "look"}}, "look", True),
        ({"type": "document", "document": {**FILE, "filename": "f"}}, "", True),
        ({"type": "audio", "audio": {**FILE, "voice": True}}, "", True),
        ({"type": "sticker", "sticker": {**FILE, "animated": False}}, "", True),
        ({"type": "location", "location": {"latitude": 51.8, "longitude": -0.2}}, "", True),
        ({"type": "contacts", "contacts": [{"name": {"formatted_name": "K"}}]}, "", True),
        ({"type": "reaction", "reaction": {"message_id": "wamid.1", "emoji": "👍"}}, "", True),
        ({"type": "unsupported", "errors": [{"code": 131051}]}, "", True),
        ({"type": "edit", "edit": {"original_message_id": "wamid.1", "message": TEXT}}, "", True),
        ({"type": "something new"}, "", True),
    ],
    ids=lambda value: str(value.get("type")) if isinstance(value, dict) else "",
)  # fmt: skip
def test_each_kind_of_message_is_words_or_kindly_refused(said: Mapping[str, Any], text: str, has_media: bool) -> None:
    (reading,) = readings(webhook(DOUBLE.of_hers(said)))
    assert isinstance(reading, Received)
    assert (reading.sender, reading.text, reading.has_media) == (DOUBLE.hers, text, has_media)


@pytest.mark.parametrize(
    "said",
    [{"type": "system", "system": {"type": "user_changed_number"}}, {"type": "request_welcome"},
     {"type": "reaction", "reaction": {"message_id": "wamid.1"}}, {"type": "revoke", "revoke": {}},
     {**TEXT, "group_id": "g"}],
)  # fmt: skip
def test_what_nobody_waits_for_is_not_answered(said: Mapping[str, Any]) -> None:
    assert readings(webhook(DOUBLE.of_hers(said))) == ()


@pytest.mark.parametrize(
    "body",
    [
        webhook(DOUBLE.of_hers(TEXT), number="1"),
        {**webhook(DOUBLE.of_hers(TEXT)), "object": "instagram"},
        {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "flows", "value": 1}]}]},
        {"object": "whatsapp_business_account", "entry": [{"id": "1", "time": 1}]},
        webhook(statuses=[of_ours(DOUBLE.hers, "a new one")]),
    ],
    ids=["another number", "another product", "another field", "nothing", "another state"],
)  # fmt: skip
def test_what_is_not_for_us_is_taken_and_not_looked_at(body: Any) -> None:
    assert readings(body) == ()


def test_all_of_several_entries_messages_and_states_are_read_in_order() -> None:
    calls = [webhook(*(DOUBLE.of_hers({**TEXT, "id": f"{n}{m}"}, "44770090012" + m) for m in "12")) for n in "ab"]
    states = webhook(
        statuses=[of_ours("1", "sent"), of_ours("2", "failed", [131026]), of_ours("3", "failed", [131047])]
    )
    read = readings({**calls[0], "entry": [*calls[0]["entry"], *states["entry"], *calls[1]["entry"]]})
    assert [each.id for each in read if isinstance(each, Received)] == ["a1", "a2", "b1", "b2"]
    assert read[4:] == (Delivery("1", "on its way"), Delivery("2", "gone"), Delivery("3", "failed"))


@pytest.mark.parametrize("number", [{"from": ""}, {}], ids=["an empty number", "no number"])
async def test_who_hides_the_number_is_answered_by_the_id(number: Mapping[str, str]) -> None:
    user, body = f"GB.{DOUBLE.hers}", webhook(DOUBLE.of_hers(TEXT))
    (message,) = body["entry"][0]["changes"][0]["value"]["messages"]
    del message["from"]
    message |= number
    (reading,) = readings(body)
    assert isinstance(reading, Received)
    assert reading.sender == user
    double = WhatsAppDouble()
    async with TestServer(double.app()) as server, aiohttp.ClientSession() as http:
        await double.provider(str(server.make_url("")).rstrip("/")).send(http, user, "hello")
    assert double.sent == [(user, "hello")]


def library(sent: list[httpx.Request]) -> Library:
    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        taken = {"messaging_product": "whatsapp", "contacts": [{"input": "1", "wa_id": "1"}], "messages": [{"id": "w"}]}
        return httpx.Response(200, json=taken)

    http = httpx.Client(transport=httpx.MockTransport(answer), base_url="https://graph.example")
    return Library(phone_id=OURS, token="t", session=http)


@pytest.mark.parametrize("to", [DOUBLE.hers, f"GB.{DOUBLE.hers}"], ids=["a number", "an id"])
def test_the_library_sends_what_the_double_takes(to: str) -> None:
    sent: list[httpx.Request] = []
    library(sent).send_message(to=to, text="hello", preview_url=False)
    assert DOUBLE.opened(json.loads(sent[0].content)) == (to, "hello")
    assert sent[0].url.path == "/v26.0/106540352242922/messages"


def test_the_library_reads_in_the_doubles_webhooks_what_we_do() -> None:
    for call in (DOUBLE.message("hello"), DOUBLE.message("look", media=True), DOUBLE.message("", media=True)):
        theirs = Message.from_update(library([]), json.loads(call[1]))
        (ours,) = PROVIDER.read(call[1])
        assert ours == Received(
            theirs.id,
            str(theirs.from_user.wa_id),
            theirs.text or theirs.caption or "",
            has_media=theirs.has_media,
            written=theirs.timestamp,
        )
    status = MessageStatus.from_update(library([]), json.loads(DOUBLE.delivery("gone")[1]))
    assert (status.from_user.wa_id, status.error and status.error.code) == (DOUBLE.hers, 131026)
