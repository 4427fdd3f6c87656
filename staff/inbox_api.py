"""A team's inbox over HTTP. Everything in it stays sealed: it is opened with the team's key, on the team's side."""

from __future__ import annotations

import base64
import re

from aiohttp import web

from actions import inbox
from actions.inbox import Listed, NoSuchReportError
from actions.sealing import Sealed
from actions.times import hour_text
from staff.desk import DESK
from staff.requests import ReplyBody, read

REPORT = re.compile(r"[0-9a-f]{32}")


async def listed(request: web.Request, team: str) -> web.Response:
    """The team's own reports, newest hour first."""
    lines = await inbox.listed(request.app[DESK].sessions, team)
    return web.json_response({"reports": [_line(each) for each in lines]})


async def opened(request: web.Request, team: str) -> web.Response:
    """One report, sealed; from now on it counts as opened."""
    desk = request.app[DESK]
    found = await inbox.open_report(desk.sessions, team, report_of(request), desk.clock())
    parts = {"account": _base64(found.account), "contact": _base64(found.contact)}
    additions = [_base64(each) for each in found.additions]
    return web.json_response({**_line(found.listed), **parts, "additions": additions})


async def replied(request: web.Request, team: str) -> web.Response:
    """Keeps a sealed reply for the reporter."""
    desk = request.app[DESK]
    body = read(ReplyBody, await request.read())
    await inbox.reply(desk.sessions, team, report_of(request), Sealed(body.sealed), desk.clock())
    return web.Response(status=204)


async def closed(request: web.Request, team: str) -> web.Response:
    """The team is done with the report."""
    desk = request.app[DESK]
    await inbox.close(desk.sessions, team, report_of(request), desk.clock())
    return web.Response(status=204)


def report_of(request: web.Request) -> str:
    """The id in the path. One that no report can have is one that there is not."""
    report_id = request.match_info["report"]
    if not REPORT.fullmatch(report_id):
        raise NoSuchReportError("there is no such report")
    return report_id


def _line(listed: Listed) -> dict[str, str | bool]:
    return {
        "id": listed.report_id,
        "received": hour_text(listed.received),
        "status": listed.status.value,
        "rule": listed.rule,
        "added": listed.added,
        "withdrawn": listed.withdrawn,
    }


def _base64(sealed: Sealed) -> str:
    return base64.b64encode(sealed.data).decode()
