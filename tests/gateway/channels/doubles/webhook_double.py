"""Another system: signatures by the official library of Standard Webhooks."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from aiohttp import web
from standardwebhooks import Webhook

from gateway.channels.signed_webhook import SignedWebhook
from tests.gateway.channels.doubles.provider_double import FAST, Call, ProviderDouble

KEY = b"k" * 32
SECRET = "whsec_" + base64.b64encode(KEY).decode()


class WebhookDouble(ProviderDouble):
    name = "webhook"
    signature = "webhook-signature"
    gone = (410, {}, {})
    refused = (400, {}, {})
    secrets: Mapping[str, str] = {"webhook": SECRET}

    def provider(self, url: str) -> SignedWebhook:
        return SignedWebhook(url, (KEY,), FAST)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/", self._send)
        return app

    def message(self, text: str, sender: str = "", *, message_id: str | None = None, media: bool = False) -> Call:
        body = {
            "type": "message",
            "id": message_id or token_hex(8),
            "from": sender or self.hers,
            "text": text,
            "media": media,
        }
        return self.signed(body)

    def delivery(self, state: str, to: str = "") -> Call:
        return self.signed({"type": "delivery", "to": to or self.hers, "state": state})

    def unreadable(self) -> Sequence[Call]:
        whole = {"type": "message", "id": "1", "from": self.hers, "text": "hi"}
        wrong = [{**whole, "id": ""}, {**whole, "id": 1}, {**whole, "text": ["hi"]}, {**whole, "type": "call"}]
        without = {name: value for name, value in whole.items() if name != "from"}
        lost = {"type": "delivery", "to": self.hers, "state": "lost"}
        return [self.signed(body) for body in (None, [], "hi", 7, {}, *wrong, without, lost)]

    def signed(self, body: Any, at: datetime | None = None) -> Call:
        raw, name = json.dumps(body), token_hex(8)
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
        return {"HEARD_WEBHOOK_ANSWERS": url, "HEARD_WEBHOOK_CARRIER": "Pigeon Post", "HEARD_WEBHOOK_PACE": "1000"}

    async def _send(self, request: web.Request) -> web.Response:
        raw = await request.read()
        Webhook(SECRET).verify(raw, dict(request.headers))
        body = json.loads(raw)
        return self._answer(body["to"], body["text"], 202)
