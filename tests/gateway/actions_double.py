"""A double of the action server's side of receipts. It can fall before or after it has stored something."""

from __future__ import annotations

import base64
import json
from typing import Any, Literal

import pyrage
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from content.statement import Statement, to_sign

ACTIONS_SECRET = "a" * 43
SIGNING_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
STATEMENT_KEY = SIGNING_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
CLOSED = "Request closed.\nReference: 2867 7009 3566 4251 2729\nDate: 26 November 2026"
STATEMENT = str(Statement(CLOSED, SIGNING_KEY.sign(to_sign(CLOSED))))


class ActionsDouble:
    """`reports` are what receipts open, by lookup; `added` what was stored, by submission."""

    def __init__(self) -> None:
        self.reports: dict[str, dict[str, Any]] = {}
        self.lookups: list[str] = []
        self.status: int | None = None
        self.added: dict[str, dict[str, Any]] = {}
        self.adds_not: str | None = None  # withdrawn, full or elsewhere
        self.falls: Literal["before", "after"] | None = None
        self.felt: list[dict[str, Any]] = []  # whatever came to be counted

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/receipts/open", self._open)
        app.router.add_post("/receipts/add", self._add)
        app.router.add_post("/receipts/withdraw", self._withdraw)
        app.router.add_post("/feelings/count", self._count)
        return app

    async def _open(self, request: web.Request) -> web.Response:
        return self._answer(request, self.reports.get(await self._lookup(request)))

    async def _add(self, request: web.Request) -> web.Response:
        report, body = self.reports.get(await self._lookup(request)), await request.json()
        if report is None or self.falls == "before":
            return self._answer(request, None)
        if self.adds_not == "elsewhere" and (body["police_mention"] is None or body["police_confirmed"] == "no"):
            self.adds_not = None
        if self.adds_not:
            return web.json_response({"error": "", "kind": self.adds_not}, status=409)
        self.added[body["submission"]] = body
        return self._answer(request, {"added": len(self.added)})

    async def _withdraw(self, request: web.Request) -> web.Response:
        report = self.reports.get(await self._lookup(request))
        if report is None or self.falls == "before":
            return self._answer(request, None)
        erased = report["status"] == "received"
        withdrawal = report.get("withdrawal") or {
            "at": "2026-11-26T09:00:00Z", "erased": erased, "statement": STATEMENT if erased else None,
        }  # fmt: skip
        left: dict[str, Any] = {"received": None, "replies": []} if erased else {}
        report.update({**left, "status": "withdrawn", "withdrawal": withdrawal})
        return self._answer(request, withdrawal)

    async def _count(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bearer {ACTIONS_SECRET}"
        if self.falls != "before":
            self.felt.append(await request.json())
        return self._answer(request, {"counted": True})

    async def _lookup(self, request: web.Request) -> str:
        assert request.headers["Authorization"] == f"Bearer {ACTIONS_SECRET}"
        lookup = str((await request.json())["lookup"])
        self.lookups.append(lookup)
        return lookup

    def _answer(self, request: web.Request, found: dict[str, Any] | None) -> web.Response:
        if self.falls and request.transport:
            request.transport.close()
        if self.status:
            return web.json_response({}, status=self.status)
        return web.json_response(found) if found else web.json_response({}, status=404)


def words_of(addition: dict[str, Any], key: pyrage.x25519.Identity) -> dict[str, Any]:
    """The letter in an addition, opened with the intake key."""
    sealed = base64.b64decode(addition["words"].removeprefix("sealed:"))
    letter: dict[str, Any] = json.loads(pyrage.decrypt(sealed, [key]))
    return letter
