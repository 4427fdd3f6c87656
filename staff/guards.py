"""Who may ask for what. Every route below /api but those that sign somebody in stands behind one of these."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from staff.desk import DESK
from staff.own_page import check_own_page
from staff.sign_in_cookies import session_token
from staff.who import Role, Who

SCHEME = "Bearer "

TeamHandler = Callable[[web.Request, str], Awaitable[web.Response]]
"""A handler that is told which team is signed in."""
WhoHandler = Callable[[web.Request, Who], Awaitable[web.Response]]
"""A handler that is told who is signed in."""


def for_roles(handler: WhoHandler, *roles: Role) -> Handler:
    """`handler` for whoever is signed in with one of `roles`; 401 for nobody, 403 for anybody else."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        who = await _who_asks(request)
        if who is None:
            raise not_signed_in()
        if who.role not in roles:
            raise web.HTTPForbidden
        return await handler(request, who)

    return guarded


def not_signed_in() -> web.HTTPUnauthorized:
    """The same whatever is wrong with the sign-in."""
    return web.HTTPUnauthorized(headers={hdrs.WWW_AUTHENTICATE: "Bearer"})


async def _who_asks(request: web.Request) -> Who | None:
    desk = request.app[DESK]
    if given := request.headers.get(hdrs.AUTHORIZATION):
        team = desk.sign_in.team_of(given.removeprefix(SCHEME)) if given.startswith(SCHEME) else None
        return Who(Role.MEMBER, team, None) if team else None
    signed_in = await desk.people.sessions.signed_in(session_token(request, is_tls=desk.people.is_tls))
    if signed_in is None:
        return None
    check_own_page(request, signed_in.csrf)
    return signed_in.who
