"""Checking the note that somebody got when a request was erased. What is pasted is read once, and kept nowhere."""

from __future__ import annotations

from aiohttp import web

from gateway.api import GATEWAY
from gateway.page_forms import read_form
from gateway.page_render import render
from gateway.pages import page
from gateway.turn.danger import alert_messages

routes = web.RouteTableDef()


@routes.get("/check")
@page
async def check_page(request: web.Request) -> web.Response:
    """Asks for the note."""
    return render(request, "check.html", note="", is_real=None, alerts=())


@routes.post("/check")
@page
async def check(request: web.Request) -> web.Response:
    """Whether the note was signed here, and nothing in it was changed."""
    gateway, note = request.app[GATEWAY], (await read_form(request)).get("note", "")
    is_real = gateway.statements.confirmed(note) is not None
    alerts = () if is_real else alert_messages(gateway, await gateway.find_danger(note))
    return render(request, "check.html", note=note, is_real=is_real, alerts=alerts)
