"""GOV.UK Notify: one service, whose tokens are checked by Notify's own library."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from aiohttp import web
from notifications_python_client.authentication import decode_jwt_token, get_token_issuer

from gateway.channels.notify_sms import NotifySms
from tests.gateway.channels.doubles.provider_double import FAST, Call, ProviderDouble

SERVICE, KEY = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
BEARER = "0123456789abcdef" * 4
STATUSES = {"on its way": "delivered", "failed": "temporary-failure", "gone": "permanent-failure"}


def error(kind: str, message: str, status: int) -> dict[str, Any]:
    return {"status_code": status, "errors": [{"error": kind, "message": message}]}


class NotifyDouble(ProviderDouble):
    name = "notify"
    signature = "Authorization"
    is_body_signed = False
    carries_media = False
    slow = (429, {}, error("RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests", 429))
    gone = (400, {}, error("InvalidPhoneError", "Not a valid number", 400))
    refused = (400, {}, error("BadRequestError", "Can’t send to this recipient using a team-only API key", 400))
    secrets: Mapping[str, str] = {"notify": f"heard_live-{SERVICE}-{KEY}", "notify-callback": BEARER}

    def provider(self, url: str) -> NotifySms:
        return NotifySms(SERVICE, KEY, (BEARER,), TEMPLATE, url, FAST)

    def environment(self, url: str) -> Mapping[str, str]:
        return {"HEARD_NOTIFY_TEMPLATE": TEMPLATE, "HEARD_NOTIFY_API": url, "HEARD_NOTIFY_PACE": "1000"}

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/v2/notifications/sms", self._send)
        return app

    def message(self, text: str, sender: str = "", *, message_id: str | None = None, media: bool = False) -> Call:
        """Notify passes on no pictures, and does not say that there was one."""
        return self.signed(self.received(text, sender, message_id))

    def received(self, text: str, sender: str = "", message_id: str | None = None) -> dict[str, str]:
        """A received message as Notify tells of it, with the number as it writes numbers."""
        return {
            "id": message_id or str(uuid4()),
            "source_number": (sender or self.hers).lstrip("+"),
            "destination_number": "07700900100",
            "message": text,
            "date_received": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
        }

    def delivery(self, state: str, to: str = "") -> Call:
        receipt = {"id": str(uuid4()), "reference": None, "to": to or self.hers, "status": STATUSES[state]}
        times = dict.fromkeys(("created_at", "completed_at", "sent_at"), "2026-11-22T12:15:30.000000Z")
        template = {"notification_type": "sms", "template_id": TEMPLATE, "template_version": 1}
        return self.signed({**receipt, **times, **template})

    def unreadable(self) -> Sequence[Call]:
        whole = self.received("hi")
        without = [{key: value for key, value in whole.items() if key != left} for left in whole if "dest" not in left]
        wrong = [{**whole, "message": 7}, {**whole, "id": ""}, {**whole, "date_received": "today"}]
        lost = {"id": "1", "to": self.hers, "status": "lost"}
        return [self.signed(body) for body in (None, [], "hi", 7, {}, *without, *wrong, lost)]

    def signed(self, body: Any) -> Call:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {BEARER}"}
        return headers, json.dumps(body).encode()

    async def _send(self, request: web.Request) -> web.Response:
        token = request.headers["Authorization"].removeprefix("Bearer ")
        assert get_token_issuer(token) == SERVICE
        assert decode_jwt_token(token, KEY)
        body = await request.json()
        assert body["template_id"] == TEMPLATE
        text = body["personalisation"]["message"]
        assert len(text) <= 918
        return self._answer(body["phone_number"], text, 201, {"id": str(uuid4())})
