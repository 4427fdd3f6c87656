"""Twilio: signatures by its own library."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace
from secrets import token_hex
from urllib.parse import urlencode

from aiohttp import web
from twilio.request_validator import RequestValidator

from gateway.channels.twilio import OPT_OUT, WHATSAPP, Twilio
from tests.gateway.channels.doubles.provider_double import FAST, PUBLIC, Call, ProviderDouble

ACCOUNT, TOKEN, OURS = "AC" + "0" * 32, "t" * 32, "+447700900100"
STATUSES = {"on its way": ("sent", ""), "failed": ("undelivered", "30003"), "gone": ("failed", "30005")}


class TwilioDouble(ProviderDouble):
    name = "twilio"
    opt_outs = OPT_OUT
    signature = "X-Twilio-Signature"
    slow = (429, {"Retry-After": "60"}, {"code": 20429})
    gone = (400, {}, {"code": 21610})
    refused = (400, {}, {"code": 30007})
    secrets: Mapping[str, str] = {"twilio": TOKEN}
    ours = OURS

    @property
    def url(self) -> str:
        """Where its webhooks go."""
        return f"{PUBLIC}/channels/{self.name}"

    def provider(self, url: str) -> Twilio:
        return Twilio(ACCOUNT, self.ours, (TOKEN,), self.url, url, FAST)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post(f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json", self._send)
        return app

    def message(self, text: str, sender: str = "", *, message_id: str | None = None, media: bool = False) -> Call:
        fields = {
            "MessageSid": message_id or "SM" + token_hex(16),
            "AccountSid": ACCOUNT,
            "From": sender or self.hers,
            "To": self.ours,
            "Body": text,
            "NumMedia": "1" if media else "0",
            "SmsStatus": "received",
        }
        return self.signed(fields)

    def delivery(self, state: str, to: str = "") -> Call:
        status, code = STATUSES[state]
        ours = {"MessageSid": "SM1", "AccountSid": ACCOUNT, "To": to or self.hers}
        return self.signed({**ours, "MessageStatus": status, "ErrorCode": code})

    def unreadable(self) -> Sequence[Call]:
        whole = {"MessageSid": "SM1", "AccountSid": ACCOUNT, "From": self.hers, "Body": "hi"}
        without = [{name: value for name, value in whole.items() if name != left} for left in ("MessageSid", "From")]
        wrong = [{**whole, "AccountSid": "AC1"}, {**whole, "NumMedia": "many"}, {}]
        return [self.signed(fields) for fields in (*without, *wrong)]

    def signed(self, fields: Mapping[str, str]) -> Call:
        signature = RequestValidator(TOKEN).compute_signature(self.url, fields)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature}
        return headers, urlencode(fields).encode()

    def environment(self, url: str) -> Mapping[str, str]:
        return {
            "HEARD_TWILIO_ACCOUNT": ACCOUNT,
            "HEARD_TWILIO_SENDER": OURS,
            "HEARD_TWILIO_API": url,
            "HEARD_TWILIO_PACE": "1000",
        }

    async def _send(self, request: web.Request) -> web.Response:
        form = await request.post()
        expected = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        assert request.headers["Authorization"] == f"Basic {expected}"
        assert form["From"] == self.ours
        assert form["StatusCallback"] == self.url
        return self._answer(str(form["To"]), str(form["Body"]), 201)


class TwilioWhatsAppDouble(TwilioDouble):
    """The same over WhatsApp. Words that end everything are not Twilio's to answer there."""

    name = "twilio-whatsapp"
    hers = "whatsapp:+447700900123"
    ours = f"whatsapp:{OURS}"
    opt_outs: frozenset[str] = frozenset()
    gone = (400, {}, {"code": 63024})
    refused = (400, {}, {"code": 63016})

    def provider(self, url: str) -> Twilio:
        return replace(
            super().provider(url), name=WHATSAPP, opt_out=frozenset(), carrier="WhatsApp (Meta) through Twilio"
        )

    def other(self, number: int) -> str:
        return f"whatsapp:{super().other(number)}"

    def environment(self, url: str) -> Mapping[str, str]:
        others = {name: value for name, value in super().environment(url).items() if name != "HEARD_TWILIO_SENDER"}
        return {**others, "HEARD_TWILIO_WHATSAPP": OURS}
