"""What the doubles of Meta's products share. Meta has no library for this: test_meta.py checks the signature."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from gateway.channels.meta import App
from tests.gateway.channels.doubles.provider_double import Call, ProviderDouble, Refusal

VERSION, OURS = "v26.0", "106540352242922"
TOKEN, SECRET, VERIFY = "EAAG" + "t" * 60, "5" * 32, "w" * 24


def error(code: int, subcode: int | None = None) -> Refusal:
    """Meta's answer to what it does not take."""
    known = {"code": code, "type": "OAuthException"} | ({"error_subcode": subcode} if subcode else {})
    return 400, {}, {"error": known}


class MetaDouble(ProviderDouble):
    signature = "X-Hub-Signature-256"
    slow = error(4)

    @property
    def secrets(self) -> Mapping[str, str]:
        return {self.name: TOKEN, f"{self.name}-app": SECRET, f"{self.name}-webhook": VERIFY}

    def linked(self, url: str) -> App:
        return App(f"{url}/{VERSION}/{OURS}/messages", TOKEN, (SECRET,), (VERIFY,))

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post(f"/{VERSION}/{OURS}/messages", self._send)
        return app

    def signed(self, body: Any) -> Call:
        raw = json.dumps(body).encode()
        headers = {"Content-Type": "application/json", self.signature: f"sha256={digest(SECRET, raw)}"}
        return headers, raw

    @staticmethod
    def now() -> datetime:
        return datetime.now(UTC)

    async def _send(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bearer {TOKEN}"
        assert request.query["appsecret_proof"] == digest(SECRET, TOKEN.encode())
        to, text = self.opened(await request.json())
        return self._answer(to, text, 200)

    def opened(self, body: Mapping[str, Any]) -> tuple[str, str]:
        """Whom a message of ours is to, and what it says, when it is as documented."""
        raise NotImplementedError


def digest(key: str, signed: bytes) -> str:
    return hmac.new(key.encode(), signed, hashlib.sha256).hexdigest()
