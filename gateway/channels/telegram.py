"""Telegram's bots (https://core.telegram.org/bots/api).

Telegram signs nothing: with each update it sends the secret that `setWebhook` was given. Whoever has that secret can
write in anybody's name. The token of the bot stands in the address of every call of ours, so that address is in no
exception that leaves this module and in no line of a log.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import aiohttp
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from gateway.channels.handing_over import BROKEN, hand_over, said
from gateway.channels.provider import (
    Delivery,
    Never,
    Outcome,
    Reading,
    Received,
    Reply,
    Sent,
    TryAgain,
    UnreadableError,
)
from gateway.channels.settings import Address, ChannelSettings, is_on, read, secrets_of
from gateway.settings import SettingError

TAKEN = Reply()
NAME, WEBHOOK_SECRET = "telegram", "telegram-webhook"
SIGNED_BY = "X-Telegram-Bot-Api-Secret-Token"
TOKEN = re.compile(r"[0-9]{3,20}:[A-Za-z0-9_-]{30,80}")
SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
LATEST = 253_402_300_799  # the last second that a date can be
# What a message can hold that we do not open. A message with neither this nor words is about the chat itself.
MEDIA = frozenset({"animation", "audio", "checklist", "contact", "dice", "document", "game", "live_photo", "location",
                   "paid_media", "photo", "poll", "sticker", "story", "venue", "video", "video_note",
                   "voice"})  # fmt: skip


class TelegramSettings(BaseSettings):
    """HEARD_TELEGRAM_*. In HEARD_HOME/secrets are `telegram`, the bot's token, and `telegram-webhook`."""

    model_config = SettingsConfigDict(env_prefix="HEARD_TELEGRAM_", frozen=True, extra="ignore")

    api: Address = "https://api.telegram.org"
    pace: Annotated[float, Field(gt=0, le=1000)] = 20.0  # messages a second; Telegram takes 30


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class _Chat(_Part):
    id: int
    type: str


class _Message(_Part):
    chat: _Chat
    date: Annotated[int, Field(ge=0, le=LATEST)]
    text: str | None = None
    caption: str | None = None
    has_media: bool = False

    @model_validator(mode="before")
    @classmethod
    def _look_for_media(cls, given: Any) -> Any:
        return {**given, "has_media": not MEDIA.isdisjoint(given)} if isinstance(given, dict) else given


class _Member(_Part):
    status: str


class _Membership(_Part):
    chat: _Chat
    new_chat_member: _Member


class _Update(_Part):
    """Of everything that an update can be, what concerns us. The rest is taken, and nothing is done."""

    update_id: int
    message: _Message | None = None
    my_chat_member: _Membership | None = None


@dataclass(frozen=True)
class Telegram:
    """See `Provider`. Private chats only: in a group others read what is answered."""

    token: str = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)
    api: str
    pace: float
    name: str = NAME
    carrier: str = "Telegram"
    taken: Reply = TAKEN

    def handshake(self, query: Mapping[str, str]) -> Reply | None:
        """Telegram has none."""
        return None

    def verify(self, headers: Mapping[str, str], url: str, raw: bytes, now: datetime) -> bool:
        """See `Provider.verify`. A secret is all there is: no body, address or time is signed."""
        given = headers.get(SIGNED_BY, "").encode("utf-8", "surrogateescape")
        fits = [hmac.compare_digest(given, secret.encode()) for secret in self.secrets]  # each is compared
        return any(fits)

    def read(self, raw: bytes) -> tuple[Reading, ...]:
        """See `Provider.read`: a message as it was first sent, or that she has blocked us. Nothing else is."""
        try:
            update = _Update.model_validate_json(raw)
        except ValidationError:
            raise UnreadableError from None
        if update.message is not None:
            return _received(update.update_id, update.message)
        return () if update.my_chat_member is None else _delivery(update.my_chat_member)

    async def send(self, http: aiohttp.ClientSession, address: str, text: str) -> Outcome:
        """See `Provider.send`. No link is fetched for a preview; nothing can be passed on or saved."""
        body = {
            "chat_id": address,
            "text": text,
            "link_preview_options": {"is_disabled": True},
            "protect_content": True,
        }
        return await hand_over(http, f"{self.api}/bot{self.token}/sendMessage", _outcome, json=body)


def make(home: Path, channels: ChannelSettings) -> Telegram | None:
    """Telegram as it is set; None when it is not. Raises `SettingError` for half a setting."""
    settings, tokens, secrets = read(TelegramSettings), secrets_of(home, NAME), secrets_of(home, WEBHOOK_SECRET)
    own = {f"HEARD_HOME/secrets/{NAME}": tokens, f"HEARD_HOME/secrets/{WEBHOOK_SECRET}": secrets}
    if not is_on(own) or not is_on({**own, "HEARD_CHANNELS_URL": channels.url}):
        return None
    _check(NAME, TOKEN, tokens, "the token that @BotFather gave, like 123456:ABC…")
    _check(WEBHOOK_SECRET, SECRET, secrets, "what `openssl rand -hex 32` prints")
    return Telegram(tokens[0], secrets, settings.api, settings.pace)


def _check(name: str, shape: re.Pattern[str], lines: tuple[str, ...], remedy: str) -> None:
    if not all(shape.fullmatch(line) for line in lines):
        raise SettingError(f"Put {remedy} in HEARD_HOME/secrets/{name}.")


def _received(update_id: int, message: _Message) -> tuple[Reading, ...]:
    text = message.text if message.text is not None else message.caption or ""
    if message.chat.type != "private" or not (text or message.has_media):
        return ()
    written = datetime.fromtimestamp(message.date, UTC)
    return (Received(str(update_id), str(message.chat.id), text, has_media=message.has_media, written=written),)


def _delivery(change: _Membership) -> tuple[Reading, ...]:
    state: Literal["gone", "on its way"] = "gone" if change.new_chat_member.status == "kicked" else "on its way"
    return (Delivery(str(change.chat.id), state),) if change.chat.type == "private" else ()


async def _outcome(answer: aiohttp.ClientResponse) -> Outcome:
    if answer.status == 200:
        return Sent()
    what = await said(answer)
    if answer.status == 429:
        return TryAgain(_seconds(what))
    if answer.status >= 500:
        return TryAgain(BROKEN)
    return Never(gone=answer.status == 403 or "chat not found" in str(what.get("description", "")))


def _seconds(what: Mapping[str, Any]) -> float:
    """How long to wait: Telegram says so in the body, and not in a header."""
    parameters = what.get("parameters")
    after = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return float(after) if isinstance(after, int) and after > 0 else BROKEN
