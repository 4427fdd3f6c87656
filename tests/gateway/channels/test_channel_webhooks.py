"""Webhooks that are forged, replayed, doubled, out of order, too big or broken change nothing."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from aiohttp.test_utils import TestClient
from standardwebhooks import Webhook
from twilio.request_validator import RequestValidator

from gateway.body import LARGEST_MESSAGE
from gateway.channels import answering as answering_module
from gateway.channels.signed_webhook import SignedWebhook
from gateway.channels.twilio_sms import TwilioSms, signature
from tests.gateway.channels.phone import Phone
from tests.gateway.channels.provider_double import (
    ACCOUNT,
    HERS,
    OURS,
    PUBLIC,
    SECRET,
    TOKEN,
    Call,
    TwilioDouble,
    WebhookDouble,
)
from tests.gateway.conftest import MovableClock
from tests.gateway.rasa_double import RasaDouble

URL = f"{PUBLIC}/channels/twilio"
NOW = WebhookDouble.now()
TWILIO = TwilioSms(ACCOUNT, OURS, (TOKEN, "o" * 32), URL, "https://api.example", 1.0)
HOOK = SignedWebhook("https://answers.example", (b"k" * 32, b"o" * 32), 1.0)


def forged_twilio() -> Iterator[tuple[str, Call]]:
    """Each is a signed message with one thing about it changed."""
    headers, body = TwilioDouble().message("hello there", message_id="SM1")
    right, fields = headers["X-Twilio-Signature"], dict(parse_qsl(body.decode(), keep_blank_values=True))
    for place in range(len(right)):
        other = "A" if right[place] != "A" else "B"
        yield (
            f"signature, character {place}",
            ({"X-Twilio-Signature": right[:place] + other + right[place + 1 :]}, body),
        )
    for wrong in ("", " ", right[:-1], f"{right} ", f"{right}=", right.lower(), "é", "v1,x"):
        yield f"signature {wrong!r:.12}", ({"X-Twilio-Signature": wrong}, body)
    yield "no signature", ({}, body)
    for name in fields:
        yield f"{name} is another", (headers, urlencode({**fields, name: fields[name] + "1"}).encode())
        yield f"{name} is missing", (headers, urlencode({k: v for k, v in fields.items() if k != name}).encode())
        yield f"{name} is there twice", (headers, body + f"&{name}=9".encode())
    for more in ("&MessageStatus=failed", "&x=1", "&OptOutType=STOP", "&From=1", "&Body="):
        yield f"and {more}", (headers, body + more.encode())
    for token in ("t" * 31, "T" * 32, "", "k" * 32):
        forged = RequestValidator(token).compute_signature(URL, fields)
        yield f"token of {len(token)}", ({"X-Twilio-Signature": forged}, body)
    for url in (
        "http://heard.example/channels/twilio",
        f"{URL}/",
        f"{URL}?a=1",
        "https://other.example/channels/twilio",
    ):
        forged = RequestValidator(TOKEN).compute_signature(url, fields)
        yield f"signed for {url}", ({"X-Twilio-Signature": forged}, body)
    yield "an empty body", (headers, b"")
    yield "JSON", (headers, json.dumps(fields).encode())


def forged_webhook() -> Iterator[tuple[str, Call]]:
    headers, body = WebhookDouble().message("hello there", message_id="m1")
    right = headers["webhook-signature"]
    for place in range(len(right)):
        other = "A" if right[place] != "A" else "B"
        yield (
            f"signature, character {place}",
            (
                {**headers, "webhook-signature": right[:place] + other + right[place + 1 :]},
                body,
            ),
        )
    for wrong in ("", "v1,", right[3:], f"v2,{right[3:]}", f"v1a,{right[3:]}", right.replace("v1,", "v1 "), "é é"):
        yield f"signature {wrong!r:.10}", ({**headers, "webhook-signature": wrong}, body)
    for name in headers:
        yield f"no {name}", ({key: value for key, value in headers.items() if key != name}, body)
        yield f"{name} longer", ({**headers, name: headers[name] + "0"}, body)
    for place in range(len(body)):
        yield f"body, byte {place}", (headers, body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :])
    yield "an empty body", (headers, b"")
    yield "a body and more", (headers, body + b" ")
    for minutes in (-6, -60, 6, 60, 60 * 24 * 365):
        yield (
            f"signed {minutes} minutes away",
            WebhookDouble().signed(json.loads(body), NOW + timedelta(minutes=minutes)),
        )
    for moment in ("", "x", "-1", "1e9", "١٢٣", "9" * 400, "1.5"):
        key = base_signature(headers["webhook-id"], moment, body)
        yield f"time {moment:.6}", ({**headers, "webhook-timestamp": moment, "webhook-signature": key}, body)


def base_signature(name: str, moment: str, body: bytes) -> str:
    from gateway.channels.signed_webhook import signature as ours

    return f"v1,{ours(b'k' * 32, name, moment, body).decode()}"


@pytest.mark.parametrize(
    ("headers", "body"), [call for _, call in forged_twilio()], ids=[n for n, _ in forged_twilio()]
)
def test_a_forged_message_of_twilio_is_not_taken(headers: dict[str, str], body: bytes) -> None:
    assert not TWILIO.verify(headers, URL, body, NOW)


@pytest.mark.parametrize(
    ("headers", "body"), [call for _, call in forged_webhook()], ids=[str(n) for n, _ in enumerate(forged_webhook())]
)
def test_a_forged_webhook_is_not_taken(headers: dict[str, str], body: bytes) -> None:
    assert not HOOK.verify(headers, "", body, NOW)


def test_there_are_at_least_two_hundred_of_them() -> None:
    assert len(list(forged_twilio())) + len(list(forged_webhook())) >= 200


def test_the_documented_signatures_of_twilio_are_ours() -> None:
    fields = {
        "CallSid": "CA1234567890ABCDE", "Digits": "1234", "From": "+14158675309", "To": "+18005551212",
        "Caller": "+14158675309",
    }  # fmt: skip
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert signature("12345", url, urlencode(fields).encode()) == b"RSOYDt4T1cUTdK1PDd93/VVr8B8="
    twice = b"Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234"
    assert signature("12345", url, twice) == b"IK+Dwps556ElfBT0I3Rgjkr1wJU="


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_written_the_official_code_and_ours_sign_the_same(seed: int) -> None:
    chance = random.Random(seed)
    letters = "aé ŁÖ+%&=😀\n\x00؟"
    fields = {f"F{n}{chance.choice('aZ_')}": "".join(chance.choices(letters, k=n)) for n in range(12)}
    expected = RequestValidator(TOKEN).compute_signature(URL, fields)
    assert TWILIO.verify({"X-Twilio-Signature": expected}, URL, urlencode(fields).encode(), NOW)
    raw = json.dumps(fields)
    headers = {
        "webhook-id": "m", "webhook-timestamp": str(int(NOW.timestamp())),
        "webhook-signature": f"v1,AAAA {Webhook(SECRET).sign('m', NOW, raw)}",
    }  # fmt: skip
    assert HOOK.verify(headers, "", raw.encode(), NOW)


def test_the_secret_before_this_one_is_still_taken() -> None:
    fields = {"a": "1"}
    old = RequestValidator("o" * 32).compute_signature(URL, fields)
    assert TWILIO.verify({"X-Twilio-Signature": old}, URL, b"a=1", NOW)


async def test_a_forged_message_is_refused_and_nothing_happens(phone: Phone, rasa: RasaDouble) -> None:
    headers, body = phone.double.message("hello there")
    assert await phone.deliver((headers, body.replace(b"there", b"thera"))) == 403
    await phone.quiet()
    assert (phone.all, rasa.requests) == ([], [])


async def test_a_message_that_is_delivered_again_is_answered_once_also_two_at_once(
    phone: Phone, rasa: RasaDouble, clock: MovableClock
) -> None:
    call = phone.double.message("hello there")
    await asyncio.gather(*(phone.deliver(call) for _ in range(10)))
    await phone.quiet()
    assert len(rasa.requests) == 1
    asked, sent = len(rasa.requests), len(phone.all)
    clock.move(minutes=4)
    assert await phone.deliver(call) in (200, 204)
    await phone.quiet()
    assert (len(rasa.requests), len(phone.all)) == (asked, sent)


async def test_the_same_number_twice_does_not_answer_the_next_question(phone: Phone, rasa: RasaDouble) -> None:
    await phone.reach("consent_share")
    question = phone.text
    asked = len(rasa.requests)
    rasa.trouble = "hang"
    rasa.arrived.clear()
    await phone.deliver(phone.double.message("1"))
    await rasa.arrived.wait()
    await phone.deliver(phone.double.message("1"))
    rasa.trouble = None
    rasa.release.set()
    await phone.quiet()
    assert "Do you agree?" in question
    assert "Send it now?" in phone.all[-1]
    assert len(rasa.requests) == asked + 1


@pytest.mark.parametrize("seed", range(10))
async def test_shuffled_and_doubled_webhooks_are_each_answered_once(phone: Phone, rasa: RasaDouble, seed: int) -> None:
    chance = random.Random(seed)
    calls = [phone.double.message(f"this is message {number}") for number in range(8)]
    calls += [phone.double.delivery("on its way"), phone.double.delivery("failed"), *chance.sample(calls, 4)]
    chance.shuffle(calls)
    for call in calls:
        assert await phone.deliver(call) in (200, 204)
    await phone.quiet()
    assert sorted(request["text"] for request in rasa.requests) == [f"this is message {n}" for n in range(8)]


@pytest.mark.parametrize("size", [LARGEST_MESSAGE + 1, LARGEST_MESSAGE * 8])
async def test_what_is_too_big_is_not_even_verified(phone: Phone, size: int) -> None:
    headers, _ = phone.double.message("hello")
    assert await phone.deliver((headers, b"x" * size)) == 413
    await phone.quiet()
    assert phone.all == []


async def test_a_text_longer_than_the_limit_is_refused_and_nothing_is_lost(phone: Phone, rasa: RasaDouble) -> None:
    await phone.reach("what_happened")
    asked = len(rasa.requests)
    assert "too long for one go" in (await phone.send("so much has happened. " * 230)).text
    assert len(rasa.requests) == asked


@pytest.mark.parametrize(
    "fields",
    [
        {"MessageSid": "SM1", "AccountSid": "AC1", "From": HERS, "Body": "hi"},
        {"MessageSid": "SM1", "AccountSid": ACCOUNT, "Body": "hi"},
        {"AccountSid": ACCOUNT, "From": HERS, "Body": "hi"},
        {"MessageSid": "SM1", "AccountSid": ACCOUNT, "From": HERS, "Body": "hi", "NumMedia": "many"},
        {},
    ],
)
async def test_what_twilio_signed_and_we_cannot_read_is_refused(phone: Phone, fields: dict[str, str]) -> None:
    if isinstance(phone.double, TwilioDouble):
        assert await phone.deliver(phone.double.signed(fields)) == 400


@pytest.mark.parametrize(
    "body",
    [None, [], "hi", 7, {}, {"type": "call"}, {"type": "message", "id": "1", "text": "hi"},
     {"type": "message", "id": "", "from": HERS, "text": "hi"},
     {"type": "message", "id": 1, "from": HERS, "text": "hi"},
     {"type": "message", "id": "1", "from": HERS, "text": ["hi"]}, {"type": "delivery", "to": HERS, "state": "lost"}],
)  # fmt: skip
async def test_a_signed_webhook_that_we_cannot_read_is_refused(phone: Phone, body: object) -> None:
    if isinstance(phone.double, WebhookDouble):
        assert await phone.deliver(phone.double.signed(body)) == 400


async def test_the_webhook_is_answered_before_the_turn(phone: Phone, rasa: RasaDouble) -> None:
    rasa.trouble = "hang"
    assert await phone.deliver(phone.double.message("hello there")) in (200, 204)
    rasa.release.set()


async def test_what_is_more_than_can_be_answered_comes_again(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    call = phone.double.message("hello there")
    with monkeypatch.context() as full:
        full.setattr(answering_module, "MOST_AT_ONCE", 0)
        assert await phone.deliver(call) == 503
    assert await phone.deliver(call) in (200, 204)
    await phone.quiet()
    assert len(phone.all) == 2


async def test_no_handshake_proves_anything_where_there_is_none(phone: Phone) -> None:
    assert (await phone.client.get(f"/channels/{phone.double.name}?hub.challenge=1")).status == 404


@pytest.mark.parametrize("name", ["twilio", "webhook"])
async def test_a_channel_that_is_off_is_not_there(client: TestClient[Any, Any], name: str) -> None:
    assert (await client.post(f"/channels/{name}")).status in (404, 405)
