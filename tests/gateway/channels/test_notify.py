"""GOV.UK Notify's own: its callbacks, its tokens with its library as the oracle, and its answers."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import jwt
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from notifications_python_client.authentication import create_jwt_token, decode_jwt_token
from notifications_python_client.base import BaseAPIClient
from notifications_python_client.errors import TokenDecodeError, TokenExpiredError

from gateway.channels import notify_sms
from gateway.channels.notify_sms import NotifySms, token
from gateway.channels.provider import Delivery, Never, Outcome, Received, Sent, TryAgain
from gateway.channels.settings import ChannelSettings
from gateway.settings import SettingError
from tests.gateway.channels.doubles.notify_double import BEARER, KEY, SERVICE, TEMPLATE, NotifyDouble, error
from tests.gateway.channels.doubles.provider_double import HERS, PUBLIC
from tests.gateway.channels.phone import Phone
from tests.gateway.rasa_double import RasaDouble

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DOUBLE = NotifyDouble()
NOTIFY = NotifySms(SERVICE, KEY, (BEARER, "o" * 32), TEMPLATE, "https://api.example", 1.0)
API_KEY = f"heard_live-{SERVICE}-{KEY}"
alone = pytest.mark.parametrize("double", [NotifyDouble], ids=["notify"], indirect=True)


def test_nothing_without_the_bearer_token_is_taken_and_the_one_before_still_is() -> None:
    for wrong in ("", "Bearer", "Bearer ", BEARER, f"Basic {BEARER}", f"Bearer {BEARER[:-1]}", f"bearer {BEARER}",
                  f"Bearer {BEARER.upper()}", f"Bearer {KEY}", "Bearer é"):  # fmt: skip
        assert not NOTIFY.verify({"Authorization": wrong}, "", b"{}", NOW)
    assert not NOTIFY.verify({}, "", b"{}", NOW)
    assert NOTIFY.verify({"Authorization": f"Bearer {BEARER}"}, "", b"{}", NOW)
    assert NOTIFY.verify({"Authorization": f"Bearer {'o' * 32}"}, "", b"{}", NOW)


@pytest.mark.parametrize(
    ("given", "one"),
    [("447700900123", HERS), ("+447700900123", HERS), ("07700900123", HERS), ("33612345678", "+33612345678"),
     ("GOVUK", "GOVUK"), ("00447700900123", "00447700900123"), ("٤٤٧", "٤٤٧")],
)  # fmt: skip
def test_a_number_is_the_same_person_however_it_is_written(given: str, one: str) -> None:
    (read,) = NOTIFY.read(json.dumps({**DOUBLE.received("hi"), "source_number": given}).encode())
    assert isinstance(read, Received)
    assert read.sender == one
    (told,) = NOTIFY.read(DOUBLE.delivery("gone", given)[1])
    assert told == Delivery(one, "gone")


def test_it_is_known_when_a_message_was_written() -> None:
    said = {**DOUBLE.received("hi"), "date_received": "2026-11-22T12:15:30.000000Z"}
    (read,) = NOTIFY.read(json.dumps(said).encode())
    assert isinstance(read, Received)
    assert read.written == datetime(2026, 11, 22, 12, 15, 30, tzinfo=UTC)


@alone
async def test_what_comes_at_the_last_of_its_tries_is_not_answered(phone: Phone, rasa: RasaDouble) -> None:
    late = f"{datetime.now(UTC) - timedelta(minutes=25):%Y-%m-%dT%H:%M:%S.%fZ}"
    await phone.deliver(DOUBLE.signed({**DOUBLE.received("my boss keeps making comments"), "date_received": late}))
    await phone.quiet()
    assert (phone.all, rasa.requests) == ([], [])
    await phone.deliver(DOUBLE.signed({**DOUBLE.received("he is going to kill me"), "date_received": late}))
    await phone.quiet()
    assert "call 999" in phone.all[0]


# Its tokens


def test_its_own_library_and_ours_make_the_same_token() -> None:
    theirs = create_jwt_token(KEY, SERVICE)
    at = jwt.decode(theirs, options={"verify_signature": False})["iat"]
    ours = token(SERVICE, KEY, datetime.fromtimestamp(at, UTC))
    assert jwt.decode(ours, KEY, algorithms=["HS256"]) == jwt.decode(theirs, KEY, algorithms=["HS256"])
    assert "=" not in ours
    assert jwt.get_unverified_header(ours) == jwt.get_unverified_header(theirs)


def test_a_token_is_of_one_key_and_of_now() -> None:
    now = datetime.now(UTC)
    assert decode_jwt_token(token(SERVICE, KEY, now), KEY)
    with pytest.raises(TokenDecodeError):
        decode_jwt_token(token(SERVICE, "o" * 36, now), KEY)
    with pytest.raises(TokenExpiredError):
        decode_jwt_token(token(SERVICE, KEY, now - timedelta(seconds=40)), KEY)


# Answers of its API


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (201, {"id": "1"}, Sent()),
        (429, error("RateLimitError", "Exceeded rate limit", 429), TryAgain(60.0)),
        (429, error("TooManyRequestsError", "Exceeded send limits for today", 429), TryAgain(120.0)),
        (429, {"errors": "many"}, TryAgain(60.0)),
        (429, [], TryAgain(60.0)),
        (500, error("Exception", "Internal server error", 500), TryAgain(5.0)),
        (403, error("AuthError", "Your system clock must be accurate to within 30 seconds", 403), TryAgain(30.0)),
        (401, error("AuthError", "Unauthorized", 401), TryAgain(30.0)),
        (400, error("BadRequestError", "Can’t send to this recipient when in trial mode", 400), Never(gone=False)),
        (400, error("ValidationError", "template_id is not a valid UUID", 400), Never(gone=False)),
        (400, error("InvalidPhoneError", "Not enough digits", 400), Never(gone=True)),
        (400, {"errors": ["x", None]}, Never(gone=False)),
        (302, {}, Never(gone=False)),
    ],
)
async def test_its_answers_are_understood(status: int, body: Any, outcome: Outcome) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.json_response(body, status=status, headers={"Location": "https://elsewhere.example/"})

    app = web.Application()
    app.router.add_post("/v2/notifications/sms", answer)
    async with TestServer(app) as server, aiohttp.ClientSession() as http:
        notify = NotifySms(SERVICE, KEY, (BEARER,), TEMPLATE, str(server.make_url("")).rstrip("/"), 1.0)
        assert await notify.send(http, HERS, "hello") == outcome


# Settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HEARD_NOTIFY_TEMPLATE", TEMPLATE)
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "notify").write_text(API_KEY)
    (tmp_path / "secrets" / "notify-callback").write_text(BEARER)
    return tmp_path


def test_the_api_key_is_taken_apart_as_its_library_does(home: Path) -> None:
    made, theirs = notify_sms.make(home, ChannelSettings(url=PUBLIC)), BaseAPIClient(API_KEY)
    assert made is not None
    assert (made.service, made.key) == (theirs.service_id, theirs.api_key)
    assert not [secret for secret in (KEY, BEARER) if secret in repr(made)]


@pytest.mark.parametrize("missing", ["notify", "notify-callback", "HEARD_NOTIFY_TEMPLATE", "HEARD_CHANNELS_URL"])
def test_half_a_setting_stops_the_start_and_names_the_other_half(
    home: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    if missing.startswith("notify"):
        (home / "secrets" / missing).unlink()
    monkeypatch.delenv(missing, raising=False)
    url = "" if missing == "HEARD_CHANNELS_URL" else PUBLIC
    with pytest.raises(SettingError, match=f"Set .*{missing} too"):
        notify_sms.make(home, ChannelSettings(url=url))


def test_it_is_off_when_nothing_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEARD_NOTIFY_TEMPLATE", raising=False)
    assert notify_sms.make(tmp_path, ChannelSettings(url=PUBLIC)) is None


@pytest.mark.parametrize("wrong", [KEY, f"{SERVICE}{KEY}", f"heard-{SERVICE}-{KEY}0", f"heard-{SERVICE}-short"])
def test_half_of_an_api_key_is_named_and_not_shown(home: Path, wrong: str) -> None:
    (home / "secrets" / "notify").write_text(wrong)
    with pytest.raises(SettingError, match="the whole API key") as raised:
        notify_sms.make(home, ChannelSettings(url=PUBLIC))
    assert wrong not in str(raised.value)


def test_a_template_that_is_no_id_stops_the_start(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_NOTIFY_TEMPLATE", "my template")
    with pytest.raises(SettingError, match="Set HEARD_NOTIFY_TEMPLATE"):
        notify_sms.make(home, ChannelSettings(url=PUBLIC))
