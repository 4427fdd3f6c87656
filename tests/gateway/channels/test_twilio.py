"""Twilio's own: its documented signatures, and its library as the oracle."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode

import pytest
from twilio.request_validator import RequestValidator

from gateway.channels.twilio_sms import TwilioSms, signature
from tests.gateway.channels.doubles.provider_double import PUBLIC, Call
from tests.gateway.channels.doubles.twilio_double import ACCOUNT, OURS, TOKEN, TwilioDouble

URL = f"{PUBLIC}/channels/twilio"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
TWILIO = TwilioSms(ACCOUNT, OURS, (TOKEN, "o" * 32), URL, "https://api.example", 1.0)


def forged() -> Iterator[tuple[str, Call]]:
    """A form's names and values, moved about; or signed by somebody else."""
    headers, body = TwilioDouble().message("hello there", message_id="SM1")
    fields = dict(parse_qsl(body.decode(), keep_blank_values=True))
    for name in fields:
        yield f"{name} is another", (headers, urlencode({**fields, name: fields[name] + "1"}).encode())
        yield f"{name} is missing", (headers, urlencode({k: v for k, v in fields.items() if k != name}).encode())
        yield f"{name} is there twice", (headers, body + f"&{name}=9".encode())
    for more in ("&MessageStatus=failed", "&x=1", "&OptOutType=STOP", "&From=1", "&Body="):
        yield f"and {more}", (headers, body + more.encode())
    for token in ("t" * 31, "T" * 32, "", "k" * 32):
        yield f"token of {len(token)}", ({"X-Twilio-Signature": by(token, URL, fields)}, body)
    for url in (URL.replace("https", "http"), f"{URL}/", f"{URL}?a=1", URL.replace("heard", "other")):
        yield f"signed for {url}", ({"X-Twilio-Signature": by(TOKEN, url, fields)}, body)


def by(token: str, url: str, fields: dict[str, str]) -> str:
    return str(RequestValidator(token).compute_signature(url, fields))


def test_no_form_that_somebody_else_made_is_taken() -> None:
    taken = [what for what, (headers, body) in forged() if TWILIO.verify(headers, URL, body, NOW)]
    assert taken == []


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
def test_whatever_is_written_its_library_and_ours_sign_the_same(seed: int) -> None:
    chance = random.Random(seed)
    letters = "aé ŁÖ+%&=😀\n\x00؟"
    fields = {f"F{n}{chance.choice('aZ_')}": "".join(chance.choices(letters, k=n)) for n in range(12)}
    assert TWILIO.verify({"X-Twilio-Signature": by(TOKEN, URL, fields)}, URL, urlencode(fields).encode(), NOW)


def test_the_token_before_this_one_is_still_taken() -> None:
    assert TWILIO.verify({"X-Twilio-Signature": by("o" * 32, URL, {"a": "1"})}, URL, b"a=1", NOW)
