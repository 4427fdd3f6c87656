"""A double of the action server's side of receipts. It can fall before or after it has stored something."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any, Literal

import pyrage
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from content.statement import Statement, to_sign
from wire.signing import CALLER, NONCE, SIGNATURE, TIME, bearer_of, signature_of

ACTIONS_SECRET = "a" * 43
SIGNING_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
STATEMENT_KEY = SIGNING_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
CLOSED = "Request closed.\nReference: 2867 7009 3566 4251 2729\nDate: 26 November 2026"
UNTIL = "2027-02-23"
STATEMENT = str(Statement(CLOSED, SIGNING_KEY.sign(to_sign(CLOSED))))


class ActionsDouble:
    """`reports` are what receipts open, by lookup; `added` what was stored, by submission."""

    def __init__(self) -> None:
        self.reports: dict[str, dict[str, Any]] = {}
        self.lookups: list[str] = []
        self.status: int | None = None
        self.added: dict[str, dict[str, Any]] = {}
        self.attached: dict[str, dict[str, Any]] = {}  # files, by submission
        self.attaches_not: str | None = None  # withdrawn or full
        self.adds_not: str | None = None  # withdrawn, full or elsewhere
        self.keeps_not: str | None = None  # a draft: sent or full
        self.takes = 503  # what it answers to what the gateway kept for it
        self.stores = True  # what it takes; else it was taken back before
        self.handed: list[bytes] = []
        self.came, self.answers = asyncio.Event(), asyncio.Event()  # what was kept; it waits while `answers` is clear
        self.answers.set()
        self.falls: Literal["before", "after"] | None = None
        self.drafts: dict[str, dict[str, Any]] = {}  # what was saved and not sent, by lookup
        self.batches: list[dict[str, Any]] = []  # whatever came to be counted

    def app(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024**2)
        app.router.add_post("/receipts/open", self._open)
        app.router.add_post("/receipts/add", self._add)
        app.router.add_post("/receipts/attach", self._attach)
        app.router.add_post("/receipts/withdraw", self._withdraw)
        app.router.add_post("/receipts/change", self._change)
        app.router.add_post("/drafts/keep", self._keep_draft)
        app.router.add_post("/drafts/open", self._open_draft)
        app.router.add_post("/drafts/erase", self._erase_draft)
        app.router.add_post("/spooled", self._spooled)
        app.router.add_post("/counts", self._count)
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

    async def _attach(self, request: web.Request) -> web.Response:
        report, body = self.reports.get(await self._lookup(request)), await request.json()
        if report is None or self.falls == "before":
            return self._answer(request, None)
        if self.attaches_not:
            return web.json_response({"error": "", "kind": self.attaches_not}, status=409)
        self.attached[body["submission"]] = body
        return self._answer(request, {"attached": len(self.attached)})

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

    async def _change(self, request: web.Request) -> web.Response:
        lookup, body = await self._lookup(request), await request.json()
        report = self.reports.get(lookup)
        if report is None or self.falls == "before":
            return self._answer(request, None)
        self.reports[body["new"]] = self.reports.pop(lookup) | {"reply_key": body["reply_key"]}
        return self._answer(request, {"changed": True})

    async def _keep_draft(self, request: web.Request) -> web.Response:
        lookup, body = await self._lookup(request), await request.json()
        if self.keeps_not or lookup in self.reports:
            return web.json_response({"error": "", "kind": self.keeps_not or "sent"}, status=409)
        if self.falls != "before":
            self.drafts[lookup] = {"sealed": body["sealed"], "until": UNTIL}
        return self._answer(request, {"until": UNTIL})

    async def _open_draft(self, request: web.Request) -> web.Response:
        return self._answer(request, self.drafts.get(await self._lookup(request)))

    async def _erase_draft(self, request: web.Request) -> web.Response:
        lookup = await self._lookup(request)
        gone = self.drafts.get(lookup) if self.falls == "before" else self.drafts.pop(lookup, None)
        return self._answer(request, gone)

    async def _count(self, request: web.Request) -> web.Response:
        await check_signed(request)
        if self.falls != "before":
            self.batches.append(await request.json())
        return self._answer(request, {"counted": True})

    async def _spooled(self, request: web.Request) -> web.Response:
        self.came.set()
        await self.answers.wait()
        await check_signed(request)
        if self.takes == 200:
            self.handed.append(base64.b64decode((await request.json())["sealed"]))
        withdrawal = {"at": "2026-11-26T09:00:00Z", "erased": True, "statement": STATEMENT}
        return web.json_response({"stored": self.stores, "withdrawal": withdrawal}, status=self.takes)

    async def _lookup(self, request: web.Request) -> str:
        await check_signed(request)
        lookup = str((await request.json())["lookup"])
        self.lookups.append(lookup)
        return lookup

    def _answer(self, request: web.Request, found: dict[str, Any] | None) -> web.Response:
        if self.falls and request.transport:
            request.transport.close()
        if self.status:
            return web.json_response({}, status=self.status)
        return web.json_response(found) if found else web.json_response({}, status=404)


async def check_signed(request: web.Request) -> None:
    """The call is signed as a whole with the gateway's secret."""
    assert request.headers[CALLER] == bearer_of(ACTIONS_SECRET)
    parts = request.method, request.raw_path, await request.read(), request.headers[TIME], request.headers[NONCE]
    assert request.headers[SIGNATURE] == signature_of(ACTIONS_SECRET, *parts)


def words_of(addition: dict[str, Any], key: pyrage.x25519.Identity) -> dict[str, Any]:
    """The letter in an addition, opened with the intake key."""
    sealed = base64.b64decode(addition["words"].removeprefix("sealed:"))
    letter: dict[str, Any] = json.loads(pyrage.decrypt(sealed, [key]))
    return letter
