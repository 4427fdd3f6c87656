"""The public HTTP API for whoever comes back with a receipt: how the report stands, to add to it, to take it back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from gateway import conversation
from gateway.actions_client import Withdrawal
from gateway.api import GATEWAY
from gateway.body import LARGEST_MESSAGE, BodyError, json_object, read_body, text_in
from gateway.decide_later import erase_draft
from gateway.message import as_json
from gateway.opening import Opened, asked, open_receipt, receipt_of, unknown, withdrawn_meaning
from gateway.way_back import Adding, add_to_report, withdraw_report

SUBMISSION = re.compile(r"[0-9a-f]{32}")

routes = web.RouteTableDef()


@routes.post("/api/receipts/open")
async def opened(request: web.Request) -> web.Response:
    """How far the report of `{"receipt": …}` has come, and the team's replies."""
    fields = json_object(await read_body(request))
    return web.json_response(_opened(await open_receipt(request.app[GATEWAY], text_in(fields, "receipt"))))


@routes.post("/api/receipts/add")
async def added(request: web.Request) -> web.Response:
    """Adds `text` to the report, once for each `submission` (32 hex digits).

    `checked` and `not_police` are true once somebody has answered the refusals danger and not_added_elsewhere.
    """
    gateway, fields = request.app[GATEWAY], json_object(await read_body(request, LARGEST_MESSAGE))
    adding = Adding(
        text=text_in(fields, "text"),
        submission=_submission(fields),
        checked=fields.get("checked") is True,
        not_police=fields.get("not_police") is True,
    )
    first = await add_to_report(gateway, text_in(fields, "receipt"), adding)
    said = (*first, gateway.message(gateway.messages.add_to_report.done))
    return web.json_response({"added": True, "messages": as_json(said)})


@routes.post("/api/receipts/withdraw")
async def withdrawn(request: web.Request) -> web.Response:
    """Takes the report of `{"receipt": …}` back; the second time it answers as the first."""
    gateway, fields = request.app[GATEWAY], json_object(await read_body(request))
    withdrawal = await withdraw_report(gateway, text_in(fields, "receipt"))
    meaning = withdrawn_meaning(gateway, withdrawal)
    return web.json_response({"status": "withdrawn", "meaning": meaning, **_withdrawal(withdrawal)})


@routes.post("/api/receipts/go-on")
async def gone_on(request: web.Request) -> web.Response:
    """Begins a conversation in the middle of the report that was saved and not sent under `{"receipt": …}`."""
    gateway, fields = request.app[GATEWAY], json_object(await read_body(request))
    receipt = await receipt_of(gateway, text_in(fields, "receipt"))
    if await asked(gateway, gateway.actions.open_draft(receipt.lookup), gateway.messages.drafts.not_now) is None:
        raise unknown(gateway)
    began = await conversation.go_on(gateway, receipt.words)
    return web.json_response({"conversation": began.token, "messages": as_json(began.messages)}, status=201)


@routes.post("/api/receipts/erase")
async def erased(request: web.Request) -> web.Response:
    """Erases what was saved and not sent under `{"receipt": …}`."""
    gateway, fields = request.app[GATEWAY], json_object(await read_body(request))
    await erase_draft(gateway, text_in(fields, "receipt"))
    said = gateway.message(gateway.messages.drafts.erased)
    return web.json_response({"erased": True, "messages": as_json([said])})


def _submission(fields: Mapping[str, Any]) -> str:
    submission = text_in(fields, "submission")
    if not SUBMISSION.fullmatch(submission):
        raise BodyError("submission")
    return submission


def _opened(opened: Opened) -> dict[str, Any]:
    shown = {
        "status": opened.status,
        "meaning": opened.meaning,
        "received": opened.received and opened.received.isoformat(),
        "added": opened.added,
        "replies": [{"at": reply.at.isoformat(), "text": reply.text} for reply in opened.replies],
    }
    if opened.told:
        shown["told"] = opened.told
    if opened.until:
        shown["until"] = opened.until.isoformat()
    return shown | (_withdrawal(opened.withdrawal) if opened.withdrawal else {})


def _withdrawal(withdrawal: Withdrawal) -> dict[str, Any]:
    return {"withdrawn": withdrawal.at.isoformat(), "erased": withdrawal.erased, "statement": withdrawal.statement}
