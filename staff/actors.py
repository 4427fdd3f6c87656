"""Guards for the routes of a team's work: who of which team acts, and on which report."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Handler

from actions.casework.actor import Actor
from actions.casework.recusal import as_seen_by
from staff.desk import DESK
from staff.guards import TeamHandler, for_roles
from staff.inbox_api import report_of
from staff.who import Role, Who

ActorHandler = Callable[[web.Request, Actor], Awaitable[web.Response]]
"""A handler that is told who of which team acts."""
ReportHandler = Callable[[web.Request, Actor, str], Awaitable[web.Response]]
"""A handler that is also told which report is meant."""


def for_actor(handler: ActorHandler) -> Handler:
    """`handler` for a team's members and leads, and for whoever proved that they hold the team's key."""

    async def of_its_team(request: web.Request, who: Who) -> web.Response:
        if who.team is None:
            raise web.HTTPForbidden
        return await handler(request, Actor(who.team, who.account, who.role is Role.LEAD))

    return for_roles(of_its_team, Role.MEMBER, Role.LEAD)


def for_report(handler: ReportHandler) -> Handler:
    """The same for one report: one that the account stepped aside from is looked for as one that there is not."""

    async def of_report(request: web.Request, actor: Actor) -> web.Response:
        seen = await as_seen_by(request.app[DESK].sessions, actor, report_of(request))
        return await handler(request, actor, seen)

    return for_actor(of_report)


def with_the_key(handler: TeamHandler) -> Handler:
    """`handler` for whoever proved the team's key alone: not for an account, which may have stepped aside."""

    async def by_key(request: web.Request, actor: Actor) -> web.Response:
        if actor.account is not None:
            raise web.HTTPForbidden
        return await handler(request, actor.team)

    return for_actor(by_key)
