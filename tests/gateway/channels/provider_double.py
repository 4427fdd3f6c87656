"""Doubles of the providers' own APIs: they sign as the official code does and remember what they were sent."""

from __future__ import annotations

import asyncio
import base64
import json
import secrets
from collections import deque
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import urlencode

from aiohttp import web
from standardwebhooks import Webhook
from twilio.request_validator import RequestValidator

ACCOUNT, TOKEN, OURS = "AC" + "0" * 32, "t" * 32, "+447700900100"
SECRET = "whsec_" + base64.b64encode(b"k" * 32).decode()
PUBLIC = "https://heard.example"
HERS = "+447700900123"

Call = tuple[dict[str, str], bytes]  # headers and body of a webhook


class ProviderDouble(Protocol):
    """A provider as seen from the gateway."""

    name: str
    sent: list[tuple[str, str]]
    arrived: asyncio.Event
    answers: deque[tuple[int, dict[str, str], dict[str, Any]]]

    def app(self) -> web.Application: ...

    def message(self, text: str, sender: str = HERS, *, message_id: str | None = None, media: bool = False) -> Call: ...

    def delivery(self, state: str, to: str = HERS) -> Call: ...

    def environment(self, url: str) -> Mapping[str, str]: ...


class _Double:
    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.answers: deque[tuple[int, dict[str, str], dict[str, Any]]] = deque()  # to its next calls
        self.arrived = asyncio.Event()

    def _answer(self, to: str, text: str, status: int) -> web.Response:
        self.arrived.set()
        if self.answers:
            refused, headers, body = self.answers.popleft()
            return web.json_response(body, status=refused, headers=headers)
        self.sent.append((to, text))
        return web.json_response({}, status=status)


class TwilioDouble(_Double):
    name = "twilio"

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post(f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json", self._send)
        return app

    def message(self, text: str, sender: str = HERS, *, message_id: str | None = None, media: bool = False) -> Call:
        fields = {
            "MessageSid": message_id or "SM" + secrets.token_hex(16), "AccountSid": ACCOUNT, "From": sender, "To": OURS,
            "Body": text, "NumMedia": "1" if media else "0", "SmsStatus": "received",
        }  # fmt: skip
        return self.signed(fields)

    def delivery(self, state: str, to: str = HERS) -> Call:
        status, code = {"on its way": ("sent", ""), "failed": ("undelivered", "30003"), "gone": ("failed", "30005")}[
            state
        ]
        return self.signed(
            {"MessageSid": "SM1", "AccountSid": ACCOUNT, "To": to, "MessageStatus": status, "ErrorCode": code}
        )

    def signed(self, fields: Mapping[str, str]) -> Call:
        signature = RequestValidator(TOKEN).compute_signature(f"{PUBLIC}/channels/twilio", fields)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature}
        return headers, urlencode(fields).encode()

    def environment(self, url: str) -> Mapping[str, str]:
        return {"HEARD_TWILIO_ACCOUNT": ACCOUNT, "HEARD_TWILIO_SENDER": OURS, "HEARD_TWILIO_API": url}

    async def _send(self, request: web.Request) -> web.Response:
        form = await request.post()
        expected = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        assert request.headers["Authorization"] == f"Basic {expected}"
        assert form["From"] == OURS
        assert form["StatusCallback"] == f"{PUBLIC}/channels/twilio"
        return self._answer(str(form["To"]), str(form["Body"]), 201)


class WebhookDouble(_Double):
    name = "webhook"

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/", self._send)
        return app

    def message(self, text: str, sender: str = HERS, *, message_id: str | None = None, media: bool = False) -> Call:
        body = {
            "type": "message",
            "id": message_id or secrets.token_hex(8),
            "from": sender,
            "text": text,
            "media": media,
        }
        return self.signed(body)

    def delivery(self, state: str, to: str = HERS) -> Call:
        return self.signed({"type": "delivery", "to": to, "state": state})

    def signed(self, body: Any, at: datetime | None = None) -> Call:
        raw, name = json.dumps(body), secrets.token_hex(8)
        at = at or self.now()
        headers = {
            "webhook-id": name,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Webhook(SECRET).sign(name, at, raw),
        }
        return headers, raw.encode()

    @staticmethod
    def now() -> datetime:
        return datetime.now(UTC)

    def environment(self, url: str) -> Mapping[str, str]:
        return {"HEARD_WEBHOOK_ANSWERS": url}

    async def _send(self, request: web.Request) -> web.Response:
        raw = await request.read()
        Webhook(SECRET).verify(raw, dict(request.headers))
        body = json.loads(raw)
        return self._answer(body["to"], body["text"], 202)
