"""Handing a report over to another team, and what those above a team are told of what lies unread, over HTTP."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from actions.casework import escalation, handover
from actions.casework.actor import Actor
from actions.casework.escalation import Poke, Unread
from actions.casework.handover import Handover
from actions.inbox import NoSuchReportError
from actions.sealing import Sealed
from actions.times import hour_text
from staff.desk import DESK, Desk
from staff.inbox_api import REPORT
from staff.requests import BadRequestError, HandOverBody, read_large


async def handed_over(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """The other team has it; said also when it had it before, and then nothing of its copy is changed."""
    desk, body = request.app[DESK], await read_large(HandOverBody, request)
    to = desk.terms.receiver(body.team)
    if to is None:
        raise BadRequestError("team")
    given = Handover(
        to,
        from_alone=actor.team in desk.terms.routing.alone,
        account=Sealed(body.account),
        contact=Sealed(body.contact) if body.contact else None,
        additions=[Sealed(each) for each in body.additions],
        confirmed=body.confirm,
        was=body.was,
        attachments=[Sealed(each) for each in body.attachments],
    )
    await handover.hand_over(desk.sessions, desk.report_keys, actor, report_id, given, desk.clock())
    return web.Response(status=204)


async def escalations(request: web.Request, actor: Actor) -> web.Response:
    """To a lead: what is late in the team. To a queue above: what was passed up. Never anything that a report says."""
    desk, now = request.app[DESK], request.app[DESK].clock()
    routing = desk.terms.routing
    if _is_queue(desk, actor):
        found = await escalation.passed_up_to(desk.sessions, routing, actor.team, actor.account, now)
    elif actor.lead:
        found = await escalation.late_in_team(desk.sessions, routing, actor, now)
    else:
        raise web.HTTPForbidden
    lines = [_line(each) | {"hours_late": each.hours_late(now)} for each in found]
    return web.json_response({"reports": lines})


async def poked(request: web.Request, actor: Actor) -> web.Response:
    """Somebody of a queue has a team told again."""
    desk = request.app[DESK]
    if not _is_queue(desk, actor):
        raise web.HTTPForbidden
    report_id, team = request.match_info["report"], request.match_info["team"]
    if not REPORT.fullmatch(report_id):
        raise NoSuchReportError("there is no such report")
    asks = Poke(actor.team, actor.account, report_id, team)
    await escalation.poke(desk.sessions, desk.terms.routing, desk.terms.notifier, asks, desk.clock())
    return web.Response(status=204)


def _is_queue(desk: Desk, actor: Actor) -> bool:
    return actor.team in desk.terms.routing.queues


def _line(unread: Unread) -> dict[str, Any]:
    return {"id": unread.report_id, "team": unread.team, "due": hour_text(unread.due.lead)}
