"""Sealing a team's reports anew over HTTP, only while the team's key is being rotated. All of it stays sealed here."""

from __future__ import annotations

import base64
from typing import Annotated

from aiohttp import web
from pydantic import AfterValidator, Field

from actions import rewrap
from actions.rewrap import Exchange
from actions.sealing import Sealed
from staff.desk import DESK
from staff.guards import TeamHandler
from staff.inbox_api import report_of
from staff.requests import Base64, Body, Digest, is_age, read_large

MOST_PARTS = 32


class ExchangeBody(Body):
    """One part, sealed anew; `was` is the SHA-256 of what it takes the place of."""

    was: Digest
    now: Annotated[Base64, AfterValidator(is_age)]


class RewrapBody(Body):
    """The parts of one report by their names."""

    parts: Annotated[dict[str, ExchangeBody], Field(min_length=1, max_length=MOST_PARTS)]


def while_rotating(handler: TeamHandler) -> TeamHandler:
    """`handler` for a team with a key that was replaced and not yet revoked; for any other, 409.

    Otherwise a team could fetch its reports at any time without their counting as opened.
    """

    async def guarded(request: web.Request, team: str) -> web.Response:
        if not request.app[DESK].is_rotating(team):
            raise web.HTTPConflict
        return await handler(request, team)

    return guarded


async def listed(request: web.Request, team: str) -> web.Response:
    """The ids of all of the team's reports."""
    return web.json_response({"reports": list(await rewrap.report_ids(request.app[DESK].sessions, team))})


async def fetched(request: web.Request, team: str) -> web.Response:
    """One report's sealed parts."""
    desk = request.app[DESK]
    parts = await rewrap.fetch(desk.sessions, desk.report_keys, team, report_of(request), desk.clock())
    return web.json_response({"parts": {name: base64.b64encode(part.data).decode() for name, part in parts.items()}})


async def exchanged(request: web.Request, team: str) -> web.Response:
    """Puts what was sealed anew in its place; 409 and nothing when a part has changed meanwhile."""
    desk = request.app[DESK]
    body = await read_large(RewrapBody, request)
    exchanges = {name: Exchange(part.was, Sealed(part.now)) for name, part in body.parts.items()}
    await rewrap.exchange(desk.sessions, desk.report_keys, team, report_of(request), exchanges, desk.clock())
    return web.Response(status=204)
