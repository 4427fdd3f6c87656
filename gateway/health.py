"""Whether each part lives; no detail, for anybody may ask."""

from __future__ import annotations

import asyncio

from aiohttp import web

from gateway.api import GATEWAY

routes = web.RouteTableDef()


@routes.get("/healthz")
async def health(request: web.Request) -> web.Response:
    """200 as long as this process lives; it answers the public also when the others are down.

    Of the spool not how much waits, which would tell when somebody reports: only whether somebody must look at it.
    """
    gateway = request.app[GATEWAY]
    rasa, actions = await asyncio.gather(gateway.rasa.upstream.is_up(), gateway.actions.upstream.is_up())
    parts = {"gateway": "up", "rasa": _word(rasa), "actions": _word(actions)}
    return web.json_response({"status": "ok", **parts, "spool": await gateway.spool.condition()})


def _word(is_up: bool) -> str:
    return "up" if is_up else "down"
