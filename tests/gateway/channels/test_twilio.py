"""Twilio's own: its documented signatures, and its library as the oracle."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest
from twilio.request_validator import RequestValidator

from gateway.channels.provider import Delivery, Received
from gateway.channels.settings import ChannelSettings, read
from gateway.channels.twilio import Twilio, make_sms, make_whatsapp, signature
from gateway.settings import SettingError
from tests.gateway.channels.doubles.provider_double import PUBLIC, Call
from tests.gateway.channels.doubles.twilio_double import ACCOUNT, OURS, TOKEN, TwilioDouble, TwilioWhatsAppDouble

URL = f"{PUBLIC}/channels/twilio"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
TWILIO = Twilio(ACCOUNT, OURS, (TOKEN, "o" * 32), URL, "https://api.example", 1.0)


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


WHATSAPP = TwilioWhatsAppDouble()


def on_whatsapp(more: dict[str, str]) -> Received:
    """What is read of a message over WhatsApp with these fields too."""
    fields = dict(parse_qsl(WHATSAPP.message("hello")[1].decode(), keep_blank_values=True))
    (reading,) = WHATSAPP.provider("").read(urlencode({**fields, **more}).encode())
    assert isinstance(reading, Received)
    return reading


@pytest.mark.parametrize(
    ("more", "text", "has_media"),
    [
        ({"MessageType": "text"}, "hello", False),
        ({"MessageType": "button", "Body": "Yes", "ButtonText": "Yes", "ButtonPayload": "p"}, "Yes", False),
        ({"MessageType": "interactive", "Body": "Two", "ListTitle": "Two", "ListId": "2"}, "Two", False),
        ({"MessageType": "image", "NumMedia": "1", "Body": "look"}, "look", True),
        ({"MessageType": "location", "Body": "", "Latitude": "51.8", "Longitude": "-0.2"}, "", True),
        ({"MessageType": "contacts", "NumMedia": "1", "Body": ""}, "", True),
        ({"MessageType": "something new", "Body": ""}, "", True),
    ],
)
def test_each_kind_of_message_over_whatsapp_is_words_or_kindly_refused(
    more: dict[str, str], text: str, has_media: bool
) -> None:
    reading = on_whatsapp(more)
    assert (reading.sender, reading.text, reading.has_media) == (WHATSAPP.hers, text, has_media)


def test_over_whatsapp_a_word_forbids_answers_only_where_twilio_says_so() -> None:
    assert not on_whatsapp({"Body": "STOP"}).is_opt_out
    assert on_whatsapp({"Body": "STOP", "OptOutType": "STOP"}).is_opt_out


def test_who_hides_the_number_is_answered_by_the_id() -> None:
    assert on_whatsapp({"From": "whatsapp:GB.1349", "ExternalUserId": "GB.1349"}).sender == "whatsapp:GB.1349"


@pytest.mark.parametrize(
    ("code", "state"), [("63024", "gone"), ("63003", "gone"), ("63014", "gone"), ("63016", "failed")]
)
def test_what_became_of_an_answer_over_whatsapp_is_understood(code: str, state: str) -> None:
    ours = {"MessageSid": "SM1", "AccountSid": ACCOUNT, "To": WHATSAPP.hers}
    raw = urlencode({**ours, "MessageStatus": "undelivered", "ErrorCode": code}).encode()
    assert WHATSAPP.provider("").read(raw) == (Delivery(WHATSAPP.hers, state),)  # type: ignore[arg-type]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "twilio").write_text(TOKEN)
    for name, value in {"TWILIO_ACCOUNT": ACCOUNT, "CHANNELS_URL": PUBLIC}.items():
        monkeypatch.setenv(f"HEARD_{name}", value)
    return tmp_path


@pytest.mark.parametrize(("given", "ours"), [(OURS, f"whatsapp:{OURS}"), (f"whatsapp:{OURS}",) * 2, ("MG1", "MG1")])
def test_whatsapp_is_on_by_itself(home: Path, monkeypatch: pytest.MonkeyPatch, given: str, ours: str) -> None:
    monkeypatch.setenv("HEARD_TWILIO_WHATSAPP", given)
    made = make_whatsapp(home, read(ChannelSettings))
    assert made is not None
    assert (made.sender, made.callback) == (ours, f"{PUBLIC}/channels/{made.name}")
    assert (made.name, made.carrier, made.opt_out) == ("twilio-whatsapp", "WhatsApp (Meta) through Twilio", frozenset())
    assert make_sms(home, read(ChannelSettings)) is None


def test_both_are_on_with_both_senders(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_TWILIO_WHATSAPP", OURS)
    monkeypatch.setenv("HEARD_TWILIO_SENDER", OURS)
    made = [make(home, read(ChannelSettings)) for make in (make_sms, make_whatsapp)]
    assert [each and each.sender for each in made] == [OURS, f"whatsapp:{OURS}"]


@pytest.mark.parametrize("missing", ["HEARD_TWILIO_ACCOUNT", "secrets/twilio", "HEARD_CHANNELS_URL"])
def test_half_a_setting_of_whatsapp_is_named(home: Path, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setenv("HEARD_TWILIO_WHATSAPP", OURS)
    if missing.startswith("HEARD"):
        monkeypatch.delenv(missing)
    else:
        (home / missing).unlink()
    with pytest.raises(SettingError, match=f"Set .*{missing} too"):
        make_whatsapp(home, read(ChannelSettings))
