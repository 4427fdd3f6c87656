"""A team's inbox over HTTP. Everything in it stays sealed: it is opened with the team's key, on the team's side."""

from __future__ import annotations

import base64
import re
from typing import Any

from aiohttp import web

from actions import inbox
from actions.casework.actor import Actor, visible_to
from actions.inbox import Listed, NoSuchReportError
from actions.sealing import Sealed
from actions.times import hour_text
from staff.desk import DESK
from staff.requests import BadRequestError, ContactBody, ReplyBody, read

REPORT = re.compile(r"[0-9a-f]{32}")


async def contact_reasons(request: web.Request, _actor: Actor) -> web.Response:
    """Why contact details may be opened: the codes, and the words to choose from."""
    return web.json_response(request.app[DESK].contact_reasons.model_dump())


async def contact(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """How to reach the reporter, sealed. Opened apart from the report, for one of the reasons, which is recorded."""
    desk = request.app[DESK]
    reason = desk.contact_reasons.find(read(ContactBody, await request.read()).reason)
    if reason is None:
        raise BadRequestError("reason")
    sealed = await inbox.open_contact(
        desk.sessions,
        desk.report_keys,
        actor.team,
        report_id,
        reason,
        desk.clock(),
        visible_to(actor),
        account=actor.account or "",
    )
    return web.json_response({"contact": base64_of(sealed)})


async def replied(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """Keeps a sealed reply for the reporter."""
    desk = request.app[DESK]
    body = read(ReplyBody, await request.read())
    sealed, account = Sealed(body.sealed), actor.account or ""
    seen = visible_to(actor)
    await inbox.reply(
        desk.sessions, desk.report_keys, actor.team, report_id, sealed, desk.clock(), seen, account=account
    )
    return web.Response(status=204)


def report_of(request: web.Request) -> str:
    """The id in the path. One that no report can have is one that there is not."""
    report_id = request.match_info["report"]
    if not REPORT.fullmatch(report_id):
        raise NoSuchReportError("there is no such report")
    return report_id


def line_of(listed: Listed) -> dict[str, Any]:
    """What is told of a report whether it is listed or opened."""
    return {
        "id": listed.report_id,
        "received": hour_text(listed.received),
        "status": listed.status.value,
        "rule": listed.rule,
        "added": listed.added,
        "withdrawn": listed.withdrawn,
    }


def base64_of(sealed: Sealed) -> str:
    """As it is sent."""
    return base64.b64encode(sealed.data).decode()
