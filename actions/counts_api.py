"""What the gateway counted, of nobody in particular: conversations, where reports were left, how people felt."""

from __future__ import annotations

from aiohttp import web

from actions.callers import Caller
from actions.count_batches import keep
from actions.counting import Batch
from actions.doors import KIB, door
from actions.protocol import read
from actions.receipts_api import INTAKE

LARGEST_BATCH = 256 * KIB
"""Bytes; a batch of every cell there is takes some 20 KiB."""

routes = web.RouteTableDef()


@routes.post("/counts")
@door(Caller.GATEWAY, Batch, LARGEST_BATCH)
async def counted(request: web.Request) -> web.Response:
    """Keeps a batch, sealed; says so once that is committed, and to the same batch again."""
    batch, intake = read(Batch, await request.read()), request.app[INTAKE]
    await keep(intake.sessions, intake.keys.statistics, batch)
    return web.json_response({})
