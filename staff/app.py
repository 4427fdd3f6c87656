"""The staff application: its routes, and what every request passes through."""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Handler

from staff import (
    audit_api,
    casework_routes,
    enrolment_api,
    page_files,
    rewrap_api,
    sessions_api,
    sign_in_api,
    statistics_api,
)
from staff.actors import with_the_key
from staff.desk import DESK, Desk
from staff.guards import for_roles
from staff.headers import secure
from staff.own_page import only_own_page
from staff.problems import answer_problems
from staff.requests import LARGEST_BODY
from staff.rewrap_api import while_rotating
from staff.sign_in_problems import answer_sign_in_problems
from staff.who import Role


def build_app(desk: Desk) -> web.Application:
    """The application. Until `desk.ready` is set it serves the page alone."""
    passed = [answer_problems, answer_sign_in_problems, only_own_page, wait_until_ready]
    app = web.Application(client_max_size=LARGEST_BODY, middlewares=passed)
    app[DESK] = desk
    app.add_routes(
        [
            *page_files.routes,
            web.get("/healthz", healthz),
            web.post("/api/sign-in", sign_in_api.sign_in),
            web.post("/api/sign-in/answer", sign_in_api.answer),
            web.post("/api/session", sessions_api.sign_in),
            web.get("/api/session", sessions_api.signed_in, allow_head=False),
            web.delete("/api/session", sessions_api.sign_out),
            web.post("/api/enrol", enrolment_api.enrol),
            web.post("/api/enrol/confirm", enrolment_api.confirm),
            web.get(
                "/statistics",
                for_roles(statistics_api.statistics, Role.LEAD, Role.OWNER, Role.AUDITOR),
                allow_head=False,
            ),
            web.get("/api/audit", for_roles(audit_api.listed, Role.AUDITOR), allow_head=False),
            *casework_routes.routes(),
            web.get("/api/rewrap", with_the_key(while_rotating(rewrap_api.listed)), allow_head=False),
            web.get("/api/rewrap/{report}", with_the_key(while_rotating(rewrap_api.fetched)), allow_head=False),
            web.put("/api/rewrap/{report}", with_the_key(while_rotating(rewrap_api.exchanged))),
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
