"""What the gateway asks for whoever holds a receipt: how the report stands, to add to it, to take it back."""

from __future__ import annotations

import base64
from typing import Any

from aiohttp import web

from actions.additions import Adding, CannotAddError, add
from actions.intake import Intake
from actions.protocol import AddCall, ReceiptCall, read
from actions.receipts import Progress, Withdrawn, open_receipt
from actions.statements import statement_of
from actions.times import hour_text
from actions.withdrawal import withdraw

INTAKE = web.AppKey("intake", Intake)

routes = web.RouteTableDef()


@routes.post("/receipts/open")
async def opened(request: web.Request) -> web.Response:
    """How the report of a receipt stands; one that never was and one that is gone look the same."""
    call, intake = read(ReceiptCall, await request.read()), request.app[INTAKE]
    progress = await open_receipt(intake.sessions, intake.receipt_secret, call.lookup)
    return _none() if progress is None else web.json_response(_progress(intake, call.lookup, progress))


@routes.post("/receipts/add")
async def added(request: web.Request) -> web.Response:
    """Adds to the report; answers once that is committed, and the same submission again as before."""
    call = read(AddCall, await request.read())
    flags = {"police_mention": call.police_mention, "police_confirmed": call.police_confirmed}
    said = {name: value for name, value in flags.items() if value is not None}
    try:
        count = await add(request.app[INTAKE], Adding(call.lookup, call.submission, call.words, said))
    except CannotAddError as error:
        return web.json_response({"error": str(error), "kind": error.kind}, status=409)
    return _none() if count is None else web.json_response({"added": count})


@routes.post("/receipts/withdraw")
async def withdrawn(request: web.Request) -> web.Response:
    """Takes the report back; answers once that is committed, and the second time as the first."""
    call, intake = read(ReceiptCall, await request.read()), request.app[INTAKE]
    done = await withdraw(intake, call.lookup)
    return _none() if done is None else web.json_response(_withdrawn(intake, call.lookup, done))


def _none() -> web.Response:
    return web.json_response({}, status=404)


def _progress(intake: Intake, lookup: str, progress: Progress) -> dict[str, Any]:
    replies = [
        {"at": hour_text(each.at), "sealed": base64.b64encode(each.sealed.data).decode()} for each in progress.replies
    ]
    shown = {
        "status": progress.status,
        "received": progress.received and hour_text(progress.received),
        "added": progress.added,
        "replies": replies,
    }
    if progress.withdrawn is None:
        return shown
    return shown | {"status": "withdrawn", "withdrawal": _withdrawn(intake, lookup, progress.withdrawn)}


def _withdrawn(intake: Intake, lookup: str, done: Withdrawn) -> dict[str, Any]:
    statement = str(statement_of(intake, lookup, done.at)) if done.erased else None
    return {"at": hour_text(done.at), "erased": done.erased, "statement": statement}
