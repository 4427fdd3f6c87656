"""Signing in over HTTP, and the guard in front of everything that needs it."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from staff.desk import DESK
from staff.requests import AnswerBody, TeamBody, read

SCHEME = "Bearer "

TeamHandler = Callable[[web.Request, str], Awaitable[web.Response]]
"""A handler that is told which team is signed in."""


async def sign_in(request: web.Request) -> web.Response:
    """`{"team"}` -> `{"id", "challenge"}`: base64 of an age file that the team's key opens."""
    body = read(TeamBody, await request.read())
    challenge = request.app[DESK].sign_in.challenge(body.team)
    return web.json_response({"id": challenge.id, "challenge": base64.b64encode(challenge.sealed).decode()})


async def answer(request: web.Request) -> web.Response:
    """`{"id", "answer"}` -> `{"token"}`, or 401 whatever is wrong with it."""
    body = read(AnswerBody, await request.read())
    token = request.app[DESK].sign_in.answer(body.id, body.answer)
    if token is None:
        raise _not_signed_in()
    return web.json_response({"token": token})


def for_team(handler: TeamHandler) -> Handler:
    """`handler` for whoever is signed in; 401 for anybody else."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        team = _team(request)
        if team is None:
            raise _not_signed_in()
        return await handler(request, team)

    return guarded


def _team(request: web.Request) -> str | None:
    given = request.headers.get(hdrs.AUTHORIZATION, "")
    return request.app[DESK].sign_in.team_of(given.removeprefix(SCHEME)) if given.startswith(SCHEME) else None


def _not_signed_in() -> web.HTTPUnauthorized:
    return web.HTTPUnauthorized(headers={hdrs.WWW_AUTHENTICATE: "Bearer"})
