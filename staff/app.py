"""The staff application: its routes, and what every request passes through."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from staff import inbox_api, rewrap_api, sign_in_api
from staff.desk import DESK, Desk
from staff.headers import secure
from staff.problems import answer_problems
from staff.requests import LARGEST_BODY
from staff.rewrap_api import while_rotating
from staff.sign_in_api import for_team

PAGES = Path(__file__).parent / "pages"


def build_app(desk: Desk) -> web.Application:
    """The application. Until `desk.ready` is set it serves the page alone."""
    app = web.Application(client_max_size=LARGEST_BODY, middlewares=[answer_problems, wait_until_ready])
    app[DESK] = desk
    app.add_routes(
        [
            web.get("/", page),
            web.get("/staff.css", style),
            web.get("/healthz", healthz),
            web.post("/api/sign-in", sign_in_api.sign_in),
            web.post("/api/sign-in/answer", sign_in_api.answer),
            web.get("/api/reports", for_team(inbox_api.listed), allow_head=False),
            # Opening is recorded, so only a request that brings the report may do it.
            web.get("/api/reports/{report}", for_team(inbox_api.opened), allow_head=False),
            web.post("/api/reports/{report}/replies", for_team(inbox_api.replied)),
            web.post("/api/reports/{report}/close", for_team(inbox_api.closed)),
            web.get("/api/rewrap", for_team(while_rotating(rewrap_api.listed)), allow_head=False),
            web.get("/api/rewrap/{report}", for_team(while_rotating(rewrap_api.fetched)), allow_head=False),
            web.put("/api/rewrap/{report}", for_team(while_rotating(rewrap_api.exchanged))),
        ]
    )
    app.on_response_prepare.append(secure)
    return app


@web.middleware
async def wait_until_ready(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Nothing that needs the database is tried before it is there."""
    if request.path.startswith("/api/") and not request.app[DESK].ready.is_set():
        raise web.HTTPServiceUnavailable
    return await handler(request)


async def healthz(request: web.Request) -> web.Response:
    """Whether it is ready to work."""
    if request.app[DESK].ready.is_set():
        return web.json_response({"status": "ok"})
    return web.json_response({"status": "starting"}, status=503)


async def page(_request: web.Request) -> web.FileResponse:
    """What this is, for somebody who came with a browser."""
    return web.FileResponse(PAGES / "index.html", headers={"Content-Type": "text/html; charset=utf-8"})


async def style(_request: web.Request) -> web.FileResponse:
    """The page's style sheet."""
    return web.FileResponse(PAGES / "staff.css")
