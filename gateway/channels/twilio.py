"""Text messages and WhatsApp through Twilio (https://www.twilio.com/docs/messaging).

Their signature: HMAC-SHA1, keyed with the account's auth token, over the webhook's address and every form field in the
order of the names, each value once; base64 in X-Twilio-Signature. It signs no time, so an old request is told by its
MessageSid alone.

Who writes over WhatsApp is "whatsapp:" and the number, or the id that WhatsApp gives to who hides it; we answer to the
same. Twilio's words that end everything are those of text messages: over WhatsApp they are ours to answer, unless a
messaging service has an opt-out of its own (then OptOutType says so).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qsl

import aiohttp
from pydantic import AfterValidator, Field
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

SMS, WHATSAPP = "twilio", "twilio-whatsapp"
SIGNATURE = "X-Twilio-Signature"
NOTHING_TO_SAY = Reply('<?xml version="1.0" encoding="UTF-8"?><Response/>', "text/xml")
# The words of a text message after which Twilio itself answers and lets nothing through (its default opt-out).
OPT_OUT = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
# Opted out; no such number; over WhatsApp: not found, blocked by her, not to be reached.
NEVER_AGAIN = frozenset({21610, 21211, 21214, 21217, 21408, 21612, 21614, 63003, 63014, 63024})
SLOW_DOWN = frozenset({20429, 63018})
GONE = frozenset({"30004", "30005", "30006", "63003", "63014", "63024"})  # blocked, unknown, a landline; as above
UNDELIVERED = frozenset({"failed", "undelivered"})  # with 30003, 30007, 30008 and 63016 among them
IN_WORDS = frozenset({"text", "button", "interactive"})  # WhatsApp's MessageType; a text message has none
LATER = 2.0  # seconds, when Twilio names none


def _on_whatsapp(sender: str) -> str:
    """Our number as Twilio wants it; a messaging service as it is."""
    return f"whatsapp:{sender}" if sender.startswith("+") else sender


class TwilioSettings(BaseSettings):
    """HEARD_TWILIO_*. The auth token is in HEARD_HOME/secrets/twilio."""

    model_config = SettingsConfigDict(env_prefix="HEARD_TWILIO_", frozen=True, extra="ignore")

    account: str = ""  # AC…
    sender: str = ""  # of text messages: our number, or a messaging service (MG…)
    whatsapp: Annotated[str, AfterValidator(_on_whatsapp)] = ""  # our number on WhatsApp, or such a service
    api: Address = "https://api.twilio.com"  # or the one of a region
    pace: Annotated[float, Field(gt=0, le=1000)] = 10.0  # messages a second that the number or service may send


@dataclass(frozen=True)
class Twilio:
    """See `Provider`."""

    account: str
    sender: str
    tokens: tuple[str, ...] = field(repr=False)
    callback: str
    api: str
    pace: float
    name: str = SMS
    carrier: str = "Twilio"
    opt_out: frozenset[str] = OPT_OUT
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
            return (_received(fields, self.opt_out),)
        except (KeyError, ValueError):
            raise UnreadableError from None

    async def send(self, http: aiohttp.ClientSession, address: str, text: str) -> Outcome:
        """See `Provider.send`."""
        ours = "MessagingServiceSid" if self.sender.startswith("MG") else "From"
        form = {"To": address, ours: self.sender, "Body": text, "StatusCallback": self.callback}
        auth = aiohttp.encode_basic_auth(self.account, self.tokens[0])
        url = f"{self.api}/2010-04-01/Accounts/{self.account}/Messages.json"
        return await hand_over(http, url, _outcome, data=form, headers={"Authorization": auth})


def make_sms(home: Path, channels: ChannelSettings) -> Twilio | None:
    """Text messages as they are set; None when they are not. Raises `SettingError` for half a setting."""
    settings = read(TwilioSettings)
    if settings.whatsapp and not settings.sender:
        return None
    return _make(home, channels, settings, {"HEARD_TWILIO_SENDER": settings.sender}, SMS)


def make_whatsapp(home: Path, channels: ChannelSettings) -> Twilio | None:
    """WhatsApp as it is set; None when it is not. Raises `SettingError` for half a setting."""
    settings = read(TwilioSettings)
    if not settings.whatsapp:
        return None
    made = _make(home, channels, settings, {"HEARD_TWILIO_WHATSAPP": settings.whatsapp}, WHATSAPP)
    return made and replace(made, carrier="WhatsApp (Meta) through Twilio", opt_out=frozenset())


def _make(
    home: Path, channels: ChannelSettings, settings: TwilioSettings, sender: Mapping[str, str], name: str
) -> Twilio | None:
    tokens = secrets_of(home, SMS)  # one account, one token
    own = {"HEARD_TWILIO_ACCOUNT": settings.account, **sender, "HEARD_HOME/secrets/twilio": tokens}
    if not is_on(own) or not is_on({**own, "HEARD_CHANNELS_URL": channels.url}):
        return None
    callback = f"{channels.url}/channels/{name}"
    (ours,) = sender.values()
    return Twilio(settings.account, ours, tokens, callback, settings.api, settings.pace, name)


def signature(token: str, url: str, raw: bytes) -> bytes:
    """What X-Twilio-Signature must be for the form in `raw`."""
    fields = sorted(set(_fields(raw)))
    signed = url + "".join(name + value for name, value in fields)
    digest = hmac.new(token.encode(), signed.encode("utf-8", "surrogateescape"), hashlib.sha1).digest()
    return base64.b64encode(digest)


def _fields(raw: bytes) -> list[tuple[str, str]]:
    return parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True, errors="replace")


def _received(fields: Mapping[str, str], opt_out: frozenset[str]) -> Received:
    text = fields.get("Body", "")
    is_opt_out = fields.get("OptOutType") == "STOP" or text.strip().upper() in opt_out
    media = int(fields.get("NumMedia") or 0) > 0 or fields.get("MessageType", "text") not in IN_WORDS
    return Received(fields["MessageSid"], fields["From"], text, has_media=media, is_opt_out=is_opt_out)


def _delivery(fields: Mapping[str, str]) -> Delivery:
    address = fields.get("To", "")
    if fields["MessageStatus"] not in UNDELIVERED:
        return Delivery(address, "on its way")
    return Delivery(address, "gone" if fields.get("ErrorCode") in GONE else "failed")


async def _outcome(answer: aiohttp.ClientResponse) -> Outcome:
    if answer.status in (200, 201):
        return Sent()
    code = (await said(answer)).get("code")
    if answer.status == 429 or code in SLOW_DOWN:
        return later(answer, LATER)
    if answer.status >= 500:
        return TryAgain(BROKEN)
    return Never(gone=code in NEVER_AGAIN)
