"""Text messages through GOV.UK Notify (https://docs.notifications.service.gov.uk/rest-api.html).

In: callbacks with a bearer token of ours, for received messages and for delivery receipts; both may have this address.
Out: a template whose only field is our text, with a token signed by the API key: a JSON Web Token, HS256.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import aiohttp
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError
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
from gateway.log import trouble
from gateway.settings import SettingError

TAKEN = Reply(status=204)
NAME, CALLBACK_SECRET = "notify", "notify-callback"
AUTHORISATION = "Authorization"
FIELD = "message"  # the template is ((message)) and nothing else
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
API_KEY = re.compile(rf".*-({UUID})-({UUID})")  # its name, the service and the secret
A_MINUTE = 60.0  # over which Notify counts our messages
DAY_IS_FULL = 120.0
NOT_ALLOWED = 30.0  # until the clock is right again, say
NO_SUCH_NUMBER = frozenset({"InvalidPhoneError", "InvalidRecipientError"})
STATES: Mapping[str, Literal["on its way", "failed", "gone"]] = {
    "delivered": "on its way",
    "temporary-failure": "failed",
    "technical-failure": "failed",
    "permanent-failure": "gone",
}

Name = Annotated[str, StringConstraints(min_length=1, max_length=256)]


class NotifySettings(BaseSettings):
    """HEARD_NOTIFY_*. The API key is in HEARD_HOME/secrets/notify, the callbacks' token in secrets/notify-callback."""

    model_config = SettingsConfigDict(env_prefix="HEARD_NOTIFY_", frozen=True, extra="ignore")

    template: Annotated[str, StringConstraints(pattern=rf"^(?:{UUID})?$")] = ""  # its id
    api: Address = "https://api.notifications.service.gov.uk"
    pace: Annotated[float, Field(gt=0, le=1000)] = 20.0  # messages a second; Notify takes 3,000 a minute


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Name
    source_number: Name
    message: str
    date_received: AwareDatetime


class _Receipt(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Name
    to: Name
    status: Literal["delivered", "temporary-failure", "technical-failure", "permanent-failure"]


_BODY: TypeAdapter[_Message | _Receipt] = TypeAdapter(_Message | _Receipt)


@dataclass(frozen=True)
class NotifySms:
    """See `Provider`."""

    service: str
    key: str = field(repr=False)
    tokens: tuple[str, ...] = field(repr=False)
    template: str
    api: str
    pace: float
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    name: str = NAME
    carrier: str = "GOV.UK Notify"
    taken: Reply = TAKEN

    def handshake(self, query: Mapping[str, str]) -> Reply | None:
        """Notify has none."""
        return None

    def verify(self, headers: Mapping[str, str], url: str, raw: bytes, now: datetime) -> bool:
        """See `Provider.verify`. The bearer token is all there is: no body, address or time is signed."""
        given = headers.get(AUTHORISATION, "").encode("utf-8", "surrogateescape")
        fits = [hmac.compare_digest(given, f"Bearer {token}".encode()) for token in self.tokens]  # each is compared
        return any(fits)

    def read(self, raw: bytes) -> tuple[Reading, ...]:
        """See `Provider.read`: one message, or what became of one of ours."""
        try:
            body = _BODY.validate_json(raw)
        except ValidationError:
            raise UnreadableError from None
        if isinstance(body, _Receipt):
            return (Delivery(_number(body.to), STATES[body.status]),)
        return (Received(body.id, _number(body.source_number), body.message, written=body.date_received),)

    async def send(self, http: aiohttp.ClientSession, address: str, text: str) -> Outcome:
        """See `Provider.send`."""
        body = {"phone_number": address, "template_id": self.template, "personalisation": {FIELD: text}}
        headers = {AUTHORISATION: f"Bearer {token(self.service, self.key, self.now())}"}
        return await hand_over(http, f"{self.api}/v2/notifications/sms", _outcome, json=body, headers=headers)


def make(home: Path, channels: ChannelSettings) -> NotifySms | None:
    """Notify as it is set; None when it is not. Raises `SettingError` for half a setting."""
    settings, keys, tokens = read(NotifySettings), secrets_of(home, NAME), secrets_of(home, CALLBACK_SECRET)
    own = {"HEARD_NOTIFY_TEMPLATE": settings.template, f"HEARD_HOME/secrets/{NAME}": keys,
           f"HEARD_HOME/secrets/{CALLBACK_SECRET}": tokens}  # fmt: skip
    if not is_on(own) or not is_on({**own, "HEARD_CHANNELS_URL": channels.url}):
        return None
    service, key = _parts(keys[0])
    return NotifySms(service, key, tokens, settings.template, settings.api, settings.pace)


def token(service: str, key: str, at: datetime) -> str:
    """Says to Notify who calls, for the 30 seconds around `at`."""
    signed = f"{_encoded(typ='JWT', alg='HS256')}.{_encoded(iss=service, iat=int(at.timestamp()))}"
    return f"{signed}.{_base64(hmac.new(key.encode(), signed.encode(), hashlib.sha256).digest())}"


def _encoded(**part: str | int) -> str:
    return _base64(json.dumps(part).encode())


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _parts(api_key: str) -> tuple[str, str]:
    """The service and the secret in an API key."""
    found = API_KEY.fullmatch(api_key)
    if found is None:
        raise SettingError(f"Put the whole API key, as Notify showed it, in HEARD_HOME/secrets/{NAME}.")
    return found[1], found[2]


def _number(given: str) -> str:
    """One way to write a number, for it comes as 447700900123 and goes, and is reported, as +447700900123."""
    if given.startswith("07"):
        return f"+44{given[1:]}"
    return f"+{given}" if given.isascii() and given.isdecimal() and not given.startswith("0") else given


async def _outcome(answer: aiohttp.ClientResponse) -> Outcome:
    if answer.status in (200, 201):
        return Sent()
    if answer.status >= 500:
        return TryAgain(BROKEN)
    kinds = _kinds((await said(answer)).get("errors"))
    if answer.status == 429:
        return TryAgain(DAY_IS_FULL if "TooManyRequestsError" in kinds else A_MINUTE)
    if answer.status in (401, 403):
        trouble("channel", "not allowed: see to the clock and the key of notify")
        return TryAgain(NOT_ALLOWED)
    return Never(gone=not kinds.isdisjoint(NO_SUCH_NUMBER))


def _kinds(errors: object) -> frozenset[str]:
    """Notify asks to go by the kinds of errors, for their words change."""
    listed = errors if isinstance(errors, list) else []
    return frozenset(str(each.get("error")) for each in listed if isinstance(each, dict))
