"""What the gateway tells when somebody said whether she felt taken seriously: the answer alone."""

from __future__ import annotations

from aiohttp import web

from actions.feelings import count_feeling
from actions.protocol import FeelingCall, read
from actions.receipts_api import INTAKE

routes = web.RouteTableDef()


@routes.post("/feelings/count")
async def counted(request: web.Request) -> web.Response:
    """Counts one answer; says so once that is committed."""
    call, intake = read(FeelingCall, await request.read()), request.app[INTAKE]
    await count_feeling(intake.sessions, call.felt, intake.clock)
    return web.json_response({})
