"""Telegram's own: its secret, its updates, and the token that stands in the address of every call of ours."""

from __future__ import annotations

import logging
import socket
import time
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from gateway.channels import telegram
from gateway.channels.answering import Answering
from gateway.channels.provider import Delivery, Never, Outcome, Received, Sent, TryAgain, UnreadableError
from gateway.channels.settings import ChannelSettings
from gateway.channels.telegram import SIGNED_BY, Telegram
from gateway.settings import SettingError
from tests.gateway.channels.doubles.provider_double import PUBLIC
from tests.gateway.channels.doubles.telegram_double import SECRET, TOKEN, TelegramDouble
from tests.gateway.channels.phone import Phone
from tests.gateway.channels.test_channel_leaving import is_open
from tests.gateway.rasa_double import RasaDouble

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DOUBLE = TelegramDouble()
BOT = Telegram(TOKEN, (SECRET, "o" * 32), "https://api.example", 1.0)
alone = pytest.mark.parametrize("double", [TelegramDouble], ids=["telegram"], indirect=True)


def readings(holding: dict[str, Any]) -> list[Any]:
    return list(BOT.read(DOUBLE.update(holding)[1]))


def test_nothing_without_the_secret_is_taken_and_the_one_before_still_is() -> None:
    for wrong in ("", "s", SECRET[:-1], f"{SECRET}a", SECRET.upper(), f"{SECRET},{SECRET}", "é" * 64, TOKEN):
        assert not BOT.verify({SIGNED_BY: wrong}, "", b"{}", NOW)
    assert BOT.verify({SIGNED_BY: SECRET}, "", b"{}", NOW)
    assert BOT.verify({SIGNED_BY: "o" * 32}, "", b"{}", NOW)
    assert not BOT.verify({}, "", b"{}", NOW)


def test_a_message_is_known_by_its_update_and_by_when_it_was_written() -> None:
    (read,) = BOT.read(DOUBLE.update({"message": DOUBLE.said({"text": "hi"}, at=1_790_000_000)}, "m1")[1])
    assert isinstance(read, Received)
    assert (read.sender, read.text, read.has_media) == (DOUBLE.hers, "hi", False)
    assert read.written == datetime.fromtimestamp(1_790_000_000, UTC)
    (again,) = BOT.read(DOUBLE.update({"message": DOUBLE.said({"text": "hi"})}, "m1")[1])
    assert isinstance(again, Received)
    assert again.id == read.id


@pytest.mark.parametrize(
    "holding",
    [
        {"message": DOUBLE.said({"text": "he hits me"}, chat="group")},
        {"message": DOUBLE.said({"text": "he hits me"}, chat="supergroup")},
        {"channel_post": DOUBLE.said({"text": "he hits me"}, chat="channel")},
        {"edited_message": DOUBLE.said({"text": "he hits me", "edit_date": 1})},
        {"callback_query": {"id": "1", "data": "1", "message": DOUBLE.said({"text": "hi"})}},
        {"inline_query": {"id": "1", "query": "help"}},
        {"message": DOUBLE.said({"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}})},
        {"my_chat_member": DOUBLE.said({"new_chat_member": {"status": "kicked"}}, chat="group")},
        {"something_new": {"text": "hi"}},
        {},
    ],
    ids=lambda holding: next(iter(holding), "nothing"),
)
def test_groups_edits_buttons_and_the_like_are_taken_and_nothing_is_done(holding: dict[str, Any]) -> None:
    assert readings(holding) == []


@pytest.mark.parametrize("kind", sorted(telegram.MEDIA))
def test_whatever_is_not_words_is_media_and_the_words_beside_it_are_read(kind: str) -> None:
    (bare,) = readings({"message": DOUBLE.said({kind: {}})})
    (both,) = readings({"message": DOUBLE.said({kind: {}, "caption": "look"})})
    assert [(each.has_media, each.text) for each in (bare, both)] == [(True, ""), (True, "look")]


def test_who_blocks_the_bot_is_gone() -> None:
    assert BOT.read(DOUBLE.delivery("gone")[1]) == (Delivery(DOUBLE.hers, "gone"),)
    assert BOT.read(DOUBLE.delivery("on its way")[1]) == (Delivery(DOUBLE.hers, "on its way"),)


def test_what_is_not_json_or_too_deep_is_unreadable() -> None:
    for raw in (b"", b"\xff\xfe", b"[" * 100_000, b'{"update_id": 1e400}', b'{"update_id": "1"}'):
        with pytest.raises(UnreadableError):
            BOT.read(raw)


@alone
async def test_start_and_stop_are_understood(phone: Phone, rasa: RasaDouble) -> None:
    welcome, first = (await phone.send("/start")).texts
    assert "1 I want to talk about something" in welcome
    assert "phone bill" in first
    await phone.send("/stop")
    assert not is_open(phone)
    assert rasa.requests == []


@alone
async def test_what_waited_at_telegram_too_long_is_not_answered(phone: Phone, rasa: RasaDouble) -> None:
    for minutes, words in ((11, "my boss keeps making comments"), (60 * 23, "he is going to kill me")):
        said = phone.double.said({"text": words}, at=time.time() - 60 * minutes)  # type: ignore[attr-defined]
        await phone.deliver(phone.double.update({"message": said}))  # type: ignore[attr-defined]
        await phone.quiet()
    assert (phone.all, rasa.requests) == ([], [])


@alone
async def test_danger_that_waited_there_is_answered_while_it_may_still_be_now(phone: Phone) -> None:
    said = phone.double.said({"text": "he is going to kill me"}, at=time.time() - 60 * 11)  # type: ignore[attr-defined]
    await phone.deliver(phone.double.update({"message": said}))  # type: ignore[attr-defined]
    await phone.quiet()
    assert "call 999" in phone.all[0]


# Answers of its API


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, {"ok": True}, Sent()),
        (429, {"parameters": {"retry_after": 7}}, TryAgain(7.0)),
        (429, {"parameters": {"retry_after": "7"}}, TryAgain(5.0)),
        (429, {"parameters": []}, TryAgain(5.0)),
        (429, [], TryAgain(5.0)),
        (500, {}, TryAgain(5.0)),
        (403, {"description": "Forbidden: user is deactivated"}, Never(gone=True)),
        (400, {"description": "Bad Request: chat not found"}, Never(gone=True)),
        (400, {"description": "Bad Request: message text is empty"}, Never(gone=False)),
        (401, {"description": "Unauthorized"}, Never(gone=False)),
        (302, {}, Never(gone=False)),
    ],
)
async def test_its_answers_are_understood(status: int, body: Any, outcome: Outcome) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.json_response(body, status=status, headers={"Location": "https://elsewhere.example/"})

    app = web.Application()
    app.router.add_post(f"/bot{TOKEN}/sendMessage", answer)
    async with TestServer(app) as server, aiohttp.ClientSession() as http:
        bot = Telegram(TOKEN, (SECRET,), str(server.make_url("")).rstrip("/"), 1.0)
        assert await bot.send(http, DOUBLE.hers, "hello") == outcome


# The token


def closed_port() -> str:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{unused.getsockname()[1]}"


@pytest.mark.parametrize(
    "api", [pytest.param(closed_port(), id="closed"), "http://[", "http://", "nonsense", "http://127.0.0.1:99999"]
)
async def test_no_failure_to_call_it_tells_the_token(api: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with aiohttp.ClientSession() as http:
        outcome = await Telegram(TOKEN, (SECRET,), api, 1.0).send(http, DOUBLE.hers, "hello")
    assert outcome == TryAgain(5.0)
    assert TOKEN not in caplog.text
    assert TOKEN not in repr(BOT)


@alone
async def test_no_log_holds_the_token_even_when_sending_raises(
    phone: Phone, answering: Answering, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(self: Telegram, http: object, address: str, text: str) -> Outcome:
        raise aiohttp.InvalidURL(f"https://api.example/bot{self.token}/sendMessage")

    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(Telegram, "send", broken)
    await phone.send("hello there")
    told = [*(each.getMessage() for each in caplog.records), *(str(each.exc_info) for each in caplog.records)]
    assert any("InvalidURL" in each for each in told)
    assert not [each for each in told if TOKEN in each]


# Settings


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "secrets").mkdir()
    return tmp_path


def put(home: Path, name: str, text: str) -> None:
    (home / "secrets" / name).write_text(text)


def test_it_is_off_until_both_secrets_are_there(home: Path) -> None:
    channels = ChannelSettings(url=PUBLIC)
    assert telegram.make(home, channels) is None
    put(home, "telegram", TOKEN)
    with pytest.raises(SettingError, match="Set HEARD_HOME/secrets/telegram-webhook too"):
        telegram.make(home, channels)
    put(home, "telegram-webhook", f"{SECRET}\n{'o' * 32}")
    bot = telegram.make(home, channels)
    assert bot is not None
    assert bot.secrets == (SECRET, "o" * 32)
    with pytest.raises(SettingError, match="HEARD_CHANNELS_URL"):
        telegram.make(home, ChannelSettings(url=""))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("telegram", "x" * 40), ("telegram", f"bot{TOKEN}"), ("telegram", f"{TOKEN}/getMe?a"),
     ("telegram-webhook", "a secret of mine with spaces"), ("telegram-webhook", "é" * 20)],
)  # fmt: skip
def test_a_secret_that_cannot_be_one_is_named_and_not_shown(home: Path, name: str, wrong: str) -> None:
    for each, text in (("telegram", TOKEN), ("telegram-webhook", SECRET), (name, wrong)):
        put(home, each, text)
    with pytest.raises(SettingError, match=f"secrets/{name}") as error:
        telegram.make(home, ChannelSettings(url=PUBLIC))
    assert wrong not in "".join(traceback.format_exception(error.value))
