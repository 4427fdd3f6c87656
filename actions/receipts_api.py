"""What the gateway asks for whoever holds a receipt: how the report stands, to add to it, to take it back."""

from __future__ import annotations

import base64
from typing import Any

from aiohttp import web

from actions.additions import Adding, CannotAddError, add
from actions.attaching import Attaching, attach
from actions.callers import Caller
from actions.doors import KIB, door
from actions.intake import Intake
from actions.protocol import AddCall, AttachCall, ChangeCall, ReceiptCall, read
from actions.protocol_answers import Added, Attached, Failure, Withdrawal
from actions.protocol_answers import Progress as ProgressAnswer
from actions.receipt_change import CannotChangeError, Change, change
from actions.receipts import Progress, Withdrawn, keyed_hash, open_receipt
from actions.sealing import Sealed
from actions.statements import statement_of
from actions.times import hour_text
from actions.withdrawal import withdraw

INTAKE = web.AppKey("intake", Intake)
LARGEST_ATTACHED = 64 * 1024 * KIB
"""Bytes. Two files of 10 MB in base64 are padded to 32 MiB, and base64 makes four bytes of three."""
SECONDS_TO_ATTACH = 20.0
LARGEST_ADDITION = 128 * KIB
"""Bytes. The longest words that are taken, sealed and padded, are about 65 KiB."""

routes = web.RouteTableDef()


@routes.post("/receipts/open")
@door(Caller.GATEWAY, ReceiptCall, KIB, {200: ProgressAnswer, 404: None})
async def opened(request: web.Request) -> web.Response:
    """How the report of a receipt stands; one that never was and one that is gone look the same."""
    call, intake = read(ReceiptCall, await request.read()), request.app[INTAKE]
    progress = await open_receipt(intake.sessions, intake.report_keys, intake.receipt_secret, call.lookup)
    intake.counts.returned(intake.clock(), keyed_hash(intake.receipt_secret, call.lookup))
    return _none() if progress is None else web.json_response(_progress(intake, call.lookup, progress))


@routes.post("/receipts/add")
@door(Caller.GATEWAY, AddCall, LARGEST_ADDITION, {200: Added, 404: None, 409: Failure})
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


@routes.post("/receipts/attach")
@door(Caller.GATEWAY, AttachCall, LARGEST_ATTACHED, {200: Attached, 404: None, 409: Failure}, seconds=SECONDS_TO_ATTACH)
async def attached(request: web.Request) -> web.Response:
    """Attaches a file to the report; answers once that is committed, and the same submission again as before."""
    call = read(AttachCall, await request.read())
    try:
        count = await attach(request.app[INTAKE], Attaching(call.lookup, call.submission, call.sealed))
    except CannotAddError as error:
        return web.json_response({"error": str(error), "kind": error.kind}, status=409)
    return _none() if count is None else web.json_response({"attached": count})


@routes.post("/receipts/withdraw")
@door(Caller.GATEWAY, ReceiptCall, KIB, {200: Withdrawal, 404: None})
async def withdrawn(request: web.Request) -> web.Response:
    """Takes the report back; answers once that is committed, and the second time as the first."""
    call, intake = read(ReceiptCall, await request.read()), request.app[INTAKE]
    done = await withdraw(intake, call.lookup)
    return _none() if done is None else web.json_response(_withdrawn(intake, call.lookup, done))


@routes.post("/receipts/change")
@door(Caller.GATEWAY, ChangeCall, 2 * KIB, {200: None, 404: None, 409: Failure})
async def changed(request: web.Request) -> web.Response:
    """Gives the report another receipt; answers once that is committed, and the second time as the first."""
    call = read(ChangeCall, await request.read())
    try:
        done = await change(request.app[INTAKE], Change(call.lookup, call.new, Sealed(call.reply_key)))
    except CannotChangeError as error:
        return web.json_response({"error": str(error), "kind": error.kind}, status=409)
    return web.json_response({}) if done else _none()


def _none() -> web.Response:
    return web.json_response({}, status=404)


def _progress(intake: Intake, lookup: str, progress: Progress) -> dict[str, Any]:
    replies = [
        {"at": hour_text(each.at), "sealed": base64.b64encode(each.sealed.data).decode()} for each in progress.replies
    ]
    shown = {
        "status": _status(progress),
        "received": progress.received and hour_text(progress.received),
        "added": progress.added,
        "attached": progress.attached,
        "replies": replies,
    }
    if progress.reply_key is not None:
        shown["reply_key"] = base64.b64encode(progress.reply_key.data).decode()
    if progress.withdrawn is None and progress.outcome is not None:
        shown["outcome"] = progress.outcome
    if progress.withdrawn is None:
        return shown
    done = _withdrawn(intake, lookup, progress.withdrawn)
    return shown | {"status": "withdrawn", "withdrawal": done}


def _status(progress: Progress) -> str | None:
    if progress.ended:
        return "ended early" if progress.early else "ended"
    return progress.status


def _withdrawn(intake: Intake, lookup: str, done: Withdrawn) -> dict[str, Any]:
    statement = str(statement_of(intake, lookup, done.at)) if done.erased else None
    told = {"at": hour_text(done.at), "erased": done.erased, "statement": statement}
    return told | ({"contact_kept": True} if done.contact_kept else {})
