"""Signing in over HTTP by proof of a team's key, as the command line does."""

from __future__ import annotations

import base64

from aiohttp import web

from staff.desk import DESK
from staff.guards import not_signed_in
from staff.requests import AnswerBody, TeamBody, read


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
        raise not_signed_in()
    return web.json_response({"token": token})
