"""Telegram: one bot, as its API is documented. It signs nothing: its secret stands in a header."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from aiohttp import web

from gateway.channels.telegram import Telegram
from tests.gateway.channels.doubles.provider_double import FAST, Call, ProviderDouble

TOKEN, SECRET = "7101234567:" + "AbC-dEf_9" * 4, "0123456789abcdef" * 4
UPDATES = count(500_000_001)


class TelegramDouble(ProviderDouble):
    name = "telegram"
    hers = "5501234567"
    signature = "X-Telegram-Bot-Api-Secret-Token"
    is_body_signed = False
    has_deliveries = False  # but that she has blocked us
    slow = (429, {}, {"ok": False, "error_code": 429, "parameters": {"retry_after": 60}})
    gone = (403, {}, {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"})
    refused = (400, {}, {"ok": False, "error_code": 400, "description": "Bad Request: message is too long"})
    secrets: Mapping[str, str] = {"telegram": TOKEN, "telegram-webhook": SECRET}

    def provider(self, url: str) -> Telegram:
        return Telegram(TOKEN, (SECRET,), url, FAST)

    def environment(self, url: str) -> Mapping[str, str]:
        return {"HEARD_TELEGRAM_API": url, "HEARD_TELEGRAM_PACE": "1000"}

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post(f"/bot{TOKEN}/sendMessage", self._send)
        return app

    def message(self, text: str, sender: str = "", *, message_id: str | None = None, media: bool = False) -> Call:
        held: dict[str, Any] = {"photo": [{"file_id": "AgAC", "width": 90, "height": 90}]} if media else {}
        if text:
            held["caption" if media else "text"] = text
        return self.update({"message": self.said(held, sender)}, message_id)

    def said(self, held: Mapping[str, Any], sender: str = "", *, chat: str = "private", at: float | None = None) -> Any:
        """A message as Telegram tells of it."""
        who = int(sender or self.hers)
        return {
            "message_id": next(UPDATES) % 100_000,
            "from": {"id": who, "is_bot": False, "first_name": "Zebra", "language_code": "en"},
            "chat": {"id": who, "type": chat, "first_name": "Zebra"},
            "date": int(time.time() if at is None else at),
            **held,
        }

    def delivery(self, state: str, to: str = "") -> Call:
        """Telegram tells only that somebody has blocked the bot, or not any more."""
        status = "kicked" if state == "gone" else "member"
        change = self.said({"new_chat_member": {"user": {"id": 1}, "status": status}}, to)
        return self.update({"my_chat_member": change})

    def unreadable(self) -> Sequence[Call]:
        whole = self.said({"text": "hi"})
        without = [{key: value for key, value in whole.items() if key != left} for left in ("chat", "date")]
        wrong = [{**whole, "text": 7}, {**whole, "date": "now"}, {**whole, "date": 10**12}, {**whole, "chat": 1}, "hi"]
        updates: list[Any] = [
            None,
            [],
            7,
            {"message": whole},
            *({"update_id": 1, "message": each} for each in (*without, *wrong)),
        ]
        return [self.signed(update) for update in updates]

    def other(self, number: int) -> str:
        return f"55012346{number:02}"

    def update(self, holding: Mapping[str, Any], message_id: str | None = None) -> Call:
        """An update; the same one again has the same number."""
        number = next(UPDATES) if message_id is None else int.from_bytes(message_id.encode()[:6], "big")
        return self.signed({"update_id": number, **holding})

    def signed(self, body: Any) -> Call:
        return {"Content-Type": "application/json", self.signature: SECRET}, json.dumps(body).encode()

    async def _send(self, request: web.Request) -> web.Response:
        body = await request.json()
        assert body["protect_content"] is True
        assert body["link_preview_options"] == {"is_disabled": True}
        assert len(body["text"]) <= 4096
        return self._answer(body["chat_id"], body["text"], 200, {"ok": True, "result": {"message_id": 1}})
