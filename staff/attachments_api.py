"""The files of a report over HTTP. Each body stays sealed; on the team's side the key in its letter opens it."""

from __future__ import annotations

from aiohttp import web

from actions.attachment_rows import Body, NoSuchFileError, take
from actions.casework.actor import Actor, visible_to
from actions.inbox import NoSuchReportError
from content.contact_reasons import Reason
from staff.desk import DESK
from staff.requests import BadRequestError, ContactBody, read


async def original_reasons(request: web.Request, _actor: Actor) -> web.Response:
    """Why an original may be opened: the codes, and the words to choose from."""
    return web.json_response(request.app[DESK].original_reasons.model_dump())


async def clean(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """The clean copy of one file; that it was taken is recorded."""
    return await _body(request, actor, report_id, Body.CLEAN, None)


async def original(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """One file just as it was sent, for one of the reasons, which is recorded."""
    reason = request.app[DESK].original_reasons.find(read(ContactBody, await request.read()).reason)
    if reason is None:
        raise BadRequestError("reason")
    return await _body(request, actor, report_id, Body.ORIGINAL, reason)


async def _body(request: web.Request, actor: Actor, report_id: str, body: Body, reason: Reason | None) -> web.Response:
    desk, number = request.app[DESK], request.match_info["number"]
    if not (number.isascii() and number.isdecimal() and len(number) < 4):
        raise NoSuchReportError("there is no such file")
    try:
        sealed = await take(
            desk.sessions,
            desk.report_keys,
            actor.team,
            report_id,
            int(number),
            body,
            reason,
            desk.clock(),
            visible_to(actor),
            account=actor.account or "",
        )
    except NoSuchFileError:
        raise NoSuchReportError("there is no such file") from None
    return web.Response(body=sealed.data, content_type="application/octet-stream")
