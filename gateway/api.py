"""The public HTTP API."""

from __future__ import annotations

import asyncio

from aiohttp import web

from gateway import conversation
from gateway.body import LARGEST_MESSAGE, SECONDS, BodyError, TooBigError, json_object, read_body, text_in
from gateway.gateway import Gateway
from gateway.message import as_json
from gateway.turn.turn import Incoming

GATEWAY = web.AppKey("gateway", Gateway)

routes = web.RouteTableDef()


@routes.post("/api/conversations")
async def start(request: web.Request) -> web.Response:
    """Begins a conversation."""
    started = await conversation.start(request.app[GATEWAY])
    return web.json_response({"conversation": started.token, "messages": as_json(started.messages)}, status=201)


@routes.post("/api/conversations/current/messages")
async def say(request: web.Request) -> web.Response:
    """Takes a turn: `{"text": …}` or `{"choice": ID}`."""
    gateway = request.app[GATEWAY]
    incoming = await _incoming(request)
    return web.json_response({"messages": as_json(await conversation.say(gateway, _bearer(request), incoming))})


@routes.delete("/api/conversations/current")
async def leave(request: web.Request) -> web.Response:
    """Erases the conversation; also when there is none."""
    await conversation.leave(request.app[GATEWAY], _bearer(request))
    return web.Response(status=204)


@routes.post("/exit")
async def leave_page(request: web.Request) -> web.Response:
    """Erases the conversation and lets nothing stop the reporter: a form goes on to the harmless page.

    The token comes as a form's field, as JSON, or bare from `sendBeacon`.
    """
    gateway = request.app[GATEWAY]
    is_form = request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data")
    await conversation.leave(gateway, await _token(request, is_form=is_form))
    if is_form:
        return web.Response(status=303, headers={"Location": gateway.settings.exit_url})
    return web.Response(status=204)


@routes.post("/stay")
async def stay(request: web.Request) -> web.Response:
    """Gives the conversation of the token in the body more time: 204, or 410 when it has ended."""
    is_open = await conversation.stay(request.app[GATEWAY], await _token(request, is_form=False))
    return web.Response(status=204 if is_open else 410)


def _bearer(request: web.Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


async def _incoming(request: web.Request) -> Incoming:
    fields = json_object(await read_body(request, LARGEST_MESSAGE))
    if "text" in fields:
        return Incoming(text=text_in(fields, "text"))
    if "choice" in fields:
        return Incoming(choice=text_in(fields, "choice"))
    raise BodyError("text")


async def _token(request: web.Request, *, is_form: bool) -> str:
    try:
        if is_form:
            async with asyncio.timeout(SECONDS):
                return str((await request.post()).get("token", ""))
        body = await read_body(request)
        return text_in(json_object(body), "token") if body.lstrip().startswith(b"{") else body.decode().strip()
    except (BodyError, TooBigError, TimeoutError, ValueError, web.HTTPException):
        return ""
