"""Stands before every route: who calls, how much is sent, in which form, and whether it was sent before."""

from __future__ import annotations

import asyncio
import logging

from aiohttp import web
from aiohttp.typedefs import Handler

from actions.callers import Callers, RefusedCallError
from actions.doors import Door, door_of

log = logging.getLogger("heard.actions.guard")

CALLERS = web.AppKey("callers", Callers)
JSON = "application/json"


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Lets a call past that its door is for. A stranger learns nothing, not even which routes there are."""
    try:
        return await handler(await _let_past(request))
    except RefusedCallError as error:
        log.log(logging.INFO if error.kind == "secret" else logging.WARNING, "call refused kind=%s", error.kind)
        return web.json_response({"error": str(error), "kind": error.kind}, status=error.status)


async def _let_past(request: web.Request) -> web.Request:
    door = door_of(request.match_info.handler)
    if door is not None and door.caller is None:
        return request
    callers = request.app[CALLERS]
    caller, secret = callers.find(request.headers)
    if request.match_info.http_exception is not None:
        return request  # no such route; the router says so
    if door is None or caller is not door.caller:
        raise RefusedCallError(403, "caller", "This caller may not ask for that.")
    request, body = await _read(request, door)
    callers.check(secret, request.method, request.raw_path, body, request.headers)
    return request


async def _read(request: web.Request, door: Door) -> tuple[web.Request, bytes]:
    """The request, its body read once and no longer than the door allows."""
    if request.content_type != JSON or "Content-Encoding" in request.headers:
        raise web.HTTPUnsupportedMediaType
    limited = request.clone(client_max_size=door.largest)
    async with asyncio.timeout(door.seconds):
        return limited, await limited.read()
