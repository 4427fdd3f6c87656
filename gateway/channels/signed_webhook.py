"""Any other system, by signed JSON over HTTPS both ways (the scheme of https://www.standardwebhooks.com).

In: `{"type": "message", "from": …, "text": …, "media": false}` or `{"type": "delivery", "to": …, "state": "gone"}`.
Out: `{"to": …, "text": …}`. The signature is HMAC-SHA256 over webhook-id, a full stop, webhook-timestamp, a full stop
and the body.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal

import aiohttp
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from gateway.channels.handing_over import BROKEN, hand_over, later
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

NAME = "webhook"
ID, TIME, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
PREFIX = "whsec_"
SHORTEST_SECRET = 24  # bytes, by the standard
WINDOW = timedelta(minutes=5)
TAKEN = Reply(status=204)

Name = Annotated[str, StringConstraints(min_length=1, max_length=256)]


class WebhookSettings(BaseSettings):
    """HEARD_WEBHOOK_*. The secret (whsec_…), the same both ways, is in HEARD_HOME/secrets/webhook."""

    model_config = SettingsConfigDict(env_prefix="HEARD_WEBHOOK_", frozen=True, extra="ignore")

    answers: Address = ""  # where our messages go
    carrier: str = ""  # who carries them, as the public knows it
    pace: Annotated[float, Field(gt=0, le=1000)] = 20.0  # messages a second


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    type: Literal["message"]
    id: Name
    sender: Name = Field(alias="from")
    text: str = ""
    media: bool = False
    opt_out: bool = False


class _Delivery(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    type: Literal["delivery"]
    to: Name
    state: Literal["on its way", "failed", "gone"]


_BODY: TypeAdapter[_Message | _Delivery] = TypeAdapter(Annotated[_Message | _Delivery, Field(discriminator="type")])


@dataclass(frozen=True)
class SignedWebhook:
    """See `Provider`. A message's `id` is in its body, so that it is signed and the same in each try."""

    answers: str
    keys: tuple[bytes, ...] = field(repr=False)
    pace: float
    carrier: str = ""
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    name: str = NAME
    taken: Reply = TAKEN

    def handshake(self, query: Mapping[str, str]) -> Reply | None:
        """There is none."""
        return None

    def verify(self, headers: Mapping[str, str], url: str, raw: bytes, now: datetime) -> bool:
        """See `Provider.verify`. Without `url`: the secret is for this webhook alone."""
        name, moment, given = headers.get(ID, ""), headers.get(TIME, ""), headers.get(SIGNATURE, "")
        signed = [each.partition(",")[2] for each in given.split(" ")[:4] if each.startswith("v1,")]
        fits = [
            hmac.compare_digest(each.encode("utf-8", "surrogateescape"), signature(key, name, moment, raw))
            for each in signed
            for key in self.keys
        ]
        return any(fits) and _is_recent(moment, now)

    def read(self, raw: bytes) -> tuple[Reading, ...]:
        """See `Provider.read`."""
        try:
            body = _BODY.validate_json(raw)
        except ValidationError:
            raise UnreadableError from None
        if isinstance(body, _Delivery):
            return (Delivery(body.to, body.state),)
        return (Received(body.id, body.sender, body.text, has_media=body.media, is_opt_out=body.opt_out),)

    async def send(self, http: aiohttp.ClientSession, address: str, text: str) -> Outcome:
        """See `Provider.send`. 410: never again to this address; 429 and 503 may say Retry-After."""
        body = json.dumps({"to": address, "text": text}).encode()
        name, moment = secrets.token_urlsafe(16), str(int(self.now().timestamp()))
        headers = {
            "Content-Type": "application/json",
            ID: name,
            TIME: moment,
            SIGNATURE: f"v1,{signature(self.keys[0], name, moment, body).decode()}",
        }
        return await hand_over(http, self.answers, _outcome, data=body, headers=headers)


def make(home: Path, channels: ChannelSettings) -> SignedWebhook | None:
    """The webhook as it is set; None when it is not. Raises `SettingError` for half a setting."""
    settings, lines = read(WebhookSettings), secrets_of(home, NAME)
    own = {"HEARD_WEBHOOK_ANSWERS": settings.answers, "HEARD_WEBHOOK_CARRIER": settings.carrier,
           "HEARD_HOME/secrets/webhook": lines}  # fmt: skip
    if not is_on(own):
        return None
    return SignedWebhook(settings.answers, tuple(_key(line) for line in lines), settings.pace, settings.carrier)


def signature(key: bytes, name: str, moment: str, raw: bytes) -> bytes:
    """What stands behind `v1,`."""
    signed = f"{name}.{moment}.".encode("utf-8", "surrogateescape") + raw
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())


def _key(line: str) -> bytes:
    try:
        key = base64.b64decode(line.removeprefix(PREFIX), validate=True) if line.startswith(PREFIX) else b""
    except (binascii.Error, ValueError):
        key = b""
    if len(key) < SHORTEST_SECRET:
        remedy = f"Put {PREFIX} and behind it what `openssl rand -base64 32` prints in HEARD_HOME/secrets/{NAME}."
        raise SettingError(remedy)
    return key


def _is_recent(moment: str, now: datetime) -> bool:
    """Whether the signed time is within five minutes of now."""
    if not (moment.isascii() and moment.isdecimal() and len(moment) <= 12):
        return False
    return abs(now.timestamp() - int(moment)) <= WINDOW.total_seconds()


async def _outcome(answer: aiohttp.ClientResponse) -> Outcome:
    if 200 <= answer.status < 300:
        return Sent()
    if answer.status in (429, 503):
        return later(answer)
    return TryAgain(BROKEN) if answer.status >= 500 else Never(gone=answer.status == 410)
