"""What the gateway asks for whoever puts a report aside, to decide later: to keep it, to give it back, to erase it."""

from __future__ import annotations

import base64
from datetime import date

from aiohttp import web

from actions.callers import Caller
from actions.doors import KIB, door
from actions.drafts import AlreadySentError, NoRoomError, erase, keep, look
from actions.protocol import Aged, Lookup, Part, read
from actions.protocol_answers import Answer, Failure
from actions.receipts_api import INTAKE
from actions.sealing import Sealed

LARGEST_DRAFT = 768 * KIB
"""Bytes. Every answer at its longest is padded to 256 KiB or twice that, and base64 makes four bytes of three."""

routes = web.RouteTableDef()


class DraftCall(Part):
    """The gateway names the receipt of what is kept."""

    lookup: Lookup


class KeepCall(DraftCall):
    """The gateway has something kept, sealed to the receipt (base64 of age)."""

    sealed: Aged


class Kept(Answer):
    """It is kept until the day `until`, on which it is erased."""

    until: date


class Drafted(Kept):
    """What is kept (base64 of age)."""

    sealed: str


@routes.post("/drafts/keep")
@door(Caller.GATEWAY, KeepCall, LARGEST_DRAFT, {200: Kept, 409: Failure})
async def kept(request: web.Request) -> web.Response:
    """Keeps a draft in the place of the one before; answers once that is committed."""
    call = read(KeepCall, await request.read())
    try:
        until = await keep(request.app[INTAKE], call.lookup, Sealed(call.sealed))
    except AlreadySentError:
        return web.json_response({"error": "There is a report under this receipt.", "kind": "sent"}, status=409)
    except NoRoomError:
        return web.json_response({"error": "There is no room for more today.", "kind": "full"}, status=409)
    return web.json_response({"until": until.isoformat()})


@routes.post("/drafts/open")
@door(Caller.GATEWAY, DraftCall, KIB, {200: Drafted, 404: None})
async def opened(request: web.Request) -> web.Response:
    """Gives a draft back; one that never was and one that is gone look the same."""
    aside = await look(request.app[INTAKE], read(DraftCall, await request.read()).lookup)
    if aside is None:
        return web.json_response({}, status=404)
    sealed = base64.b64encode(aside.sealed.data).decode()
    return web.json_response({"sealed": sealed, "until": aside.until.isoformat()})


@routes.post("/drafts/erase")
@door(Caller.GATEWAY, DraftCall, KIB, {200: None, 404: None})
async def erased(request: web.Request) -> web.Response:
    """Erases a draft; answers once its key is destroyed."""
    was_there = await erase(request.app[INTAKE], read(DraftCall, await request.read()).lookup)
    return web.json_response({}, status=200 if was_there else 404)
