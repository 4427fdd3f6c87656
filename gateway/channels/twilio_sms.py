"""Text messages through Twilio (https://www.twilio.com/docs/messaging).

Their signature: HMAC-SHA1, keyed with the account's auth token, over the webhook's address and every form field in the
order of the names, each value once; base64 in X-Twilio-Signature. It signs no time, so an old request is told by its
MessageSid alone.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qsl

import aiohttp
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from gateway.channels.handing_over import BROKEN, hand_over, later, said
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

NAME = "twilio"
SIGNATURE = "X-Twilio-Signature"
NOTHING_TO_SAY = Reply('<?xml version="1.0" encoding="UTF-8"?><Response/>', "text/xml")
# The words after which Twilio itself answers and lets nothing through (its default opt-out).
OPT_OUT = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"})
OPTED_OUT = 21610
NO_SUCH_NUMBER = frozenset({21211, 21214, 21217, 21408, 21612, 21614})
SLOW_DOWN = 20429
GONE = frozenset({"30004", "30005", "30006"})  # blocked, unknown, a landline
UNDELIVERED = frozenset({"failed", "undelivered"})  # with 30003, 30007 and 30008 among them
LATER = 2.0  # seconds, when Twilio names none


class TwilioSettings(BaseSettings):
    """HEARD_TWILIO_*. The auth token is in HEARD_HOME/secrets/twilio."""

    model_config = SettingsConfigDict(env_prefix="HEARD_TWILIO_", frozen=True, extra="ignore")

    account: str = ""  # AC…
    sender: str = ""  # our number, or a messaging service (MG…)
    api: Address = "https://api.twilio.com"  # or the one of a region
    pace: Annotated[float, Field(gt=0, le=1000)] = 10.0  # messages a second that the number or service may send


@dataclass(frozen=True)
class TwilioSms:
    """See `Provider`."""

    account: str
    sender: str
    tokens: tuple[str, ...] = field(repr=False)
    callback: str
    api: str
    pace: float
    name: str = NAME
    carrier: str = "Twilio"
    taken: Reply = NOTHING_TO_SAY

    def handshake(self, query: Mapping[str, str]) -> Reply | None:
        """Twilio has none."""
        return None

    def verify(self, headers: Mapping[str, str], url: str, raw: bytes, now: datetime) -> bool:
        """See `Provider.verify`."""
        given = headers.get(SIGNATURE, "").encode("utf-8", "surrogateescape")
        fits = [hmac.compare_digest(given, signature(token, url, raw)) for token in self.tokens]  # each is compared
        return any(fits)

    def read(self, raw: bytes) -> tuple[Reading, ...]:
        """See `Provider.read`: one message, or what became of one of ours."""
        fields = dict(_fields(raw))
        if fields.get("AccountSid") != self.account:
            raise UnreadableError
        if "MessageStatus" in fields:
            return (_delivery(fields),)
        try:
            return (_received(fields),)
        except (KeyError, ValueError):
            raise UnreadableError from None

    async def send(self, http: aiohttp.ClientSession, address: str, text: str) -> Outcome:
        """See `Provider.send`."""
        ours = "MessagingServiceSid" if self.sender.startswith("MG") else "From"
        form = {"To": address, ours: self.sender, "Body": text, "StatusCallback": self.callback}
        auth = aiohttp.encode_basic_auth(self.account, self.tokens[0])
        url = f"{self.api}/2010-04-01/Accounts/{self.account}/Messages.json"
        return await hand_over(http, url, _outcome, data=form, headers={"Authorization": auth})


def make(home: Path, channels: ChannelSettings) -> TwilioSms | None:
    """Twilio as it is set; None when it is not. Raises `SettingError` for half a setting."""
    settings, tokens = read(TwilioSettings), secrets_of(home, NAME)
    own = {"HEARD_TWILIO_ACCOUNT": settings.account, "HEARD_TWILIO_SENDER": settings.sender,
           "HEARD_HOME/secrets/twilio": tokens}  # fmt: skip
    if not is_on(own) or not is_on({**own, "HEARD_CHANNELS_URL": channels.url}):
        return None
    callback = f"{channels.url}/channels/{NAME}"
    return TwilioSms(settings.account, settings.sender, tokens, callback, settings.api, settings.pace)


def signature(token: str, url: str, raw: bytes) -> bytes:
    """What X-Twilio-Signature must be for the form in `raw`."""
    fields = sorted(set(_fields(raw)))
    signed = url + "".join(name + value for name, value in fields)
    digest = hmac.new(token.encode(), signed.encode("utf-8", "surrogateescape"), hashlib.sha1).digest()
    return base64.b64encode(digest)


def _fields(raw: bytes) -> list[tuple[str, str]]:
    return parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True, errors="replace")


def _received(fields: Mapping[str, str]) -> Received:
    text = fields.get("Body", "")
    is_opt_out = fields.get("OptOutType") == "STOP" or text.strip().upper() in OPT_OUT
    media = int(fields.get("NumMedia") or 0)
    return Received(fields["MessageSid"], fields["From"], text, has_media=media > 0, is_opt_out=is_opt_out)


def _delivery(fields: Mapping[str, str]) -> Delivery:
    address = fields.get("To", "")
    if fields["MessageStatus"] not in UNDELIVERED:
        return Delivery(address, "on its way")
    return Delivery(address, "gone" if fields.get("ErrorCode") in GONE else "failed")


async def _outcome(answer: aiohttp.ClientResponse) -> Outcome:
    if answer.status in (200, 201):
        return Sent()
    code = (await said(answer)).get("code")
    if answer.status == 429 or code == SLOW_DOWN:
        return later(answer, LATER)
    if answer.status >= 500:
        return TryAgain(BROKEN)
    return Never(gone=code == OPTED_OUT or code in NO_SUCH_NUMBER)
