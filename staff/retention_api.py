"""How long a team's copy of a report is kept, over HTTP: longer, held, or erased before its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from aiohttp import web

from actions.casework.actor import Actor
from actions.casework.listing import Kept
from actions.retention import keeping
from actions.retention.days import is_announced, last_day_to_confirm
from content.contact_reasons import Reason
from content.outcomes import Outcomes
from staff.desk import DESK
from staff.requests import BadRequestError, ReasonBody, read


async def reasons(request: web.Request, _actor: Actor) -> web.Response:
    """Why a report can be kept longer, held, or erased early: the codes, and the words to choose from."""
    known = request.app[DESK].terms.outcomes.retention
    lists = {"keep_longer": known.keep_longer, "hold": known.hold, "erase_early": known.erase_early}
    return web.json_response({name: _told(each) for name, each in lists.items()})


async def kept_longer(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """The day on which the report is erased is put off."""
    desk, code = request.app[DESK], await _reason(request)
    reason = desk.terms.outcomes.retention.longer(code)
    if reason is None:
        raise BadRequestError("reason")
    await keeping.keep_longer(desk.sessions, actor, report_id, reason, _terms(request))
    return web.Response(status=204)


async def held(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """From now on nothing erases the report."""
    desk, code = request.app[DESK], await _reason(request)
    if not desk.terms.outcomes.retention.may_hold(code):
        raise BadRequestError("reason")
    await keeping.hold(desk.sessions, actor, report_id, code, desk.clock())
    return web.Response(status=204)


async def released(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """Another lead ends the hold."""
    await keeping.release(request.app[DESK].sessions, actor, report_id, _terms(request))
    return web.Response(status=204)


async def erasure_asked(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """A lead asks to erase the report; 202, since somebody else must confirm it."""
    desk, code = request.app[DESK], await _reason(request)
    if not desk.terms.outcomes.retention.may_erase_early(code):
        raise BadRequestError("reason")
    await keeping.ask_to_erase(desk.sessions, actor, report_id, code, desk.clock())
    return web.json_response({"asked": True}, status=202)


async def erasure_dropped(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """The report is not erased early."""
    desk = request.app[DESK]
    await keeping.drop_erasure(desk.sessions, actor, report_id, desk.clock())
    return web.Response(status=204)


async def erasure_confirmed(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """Somebody else of the team confirms it: when this is answered, nobody can open the report any more."""
    desk = request.app[DESK]
    await keeping.confirm_erasure(desk.sessions, desk.report_keys, actor, report_id, _terms(request))
    return web.Response(status=204)


def kept_of(kept: Kept, outcomes: Outcomes, today: date) -> dict[str, Any]:
    """What a team is told of how long its copy is kept; of its day only once that is near."""
    near = kept.erased_on if kept.erased_on and is_announced(kept.erased_on, outcomes, today) else None
    last = last_day_to_confirm(kept.erasure_asked, outcomes) if kept.erasure_asked else None
    asked = last is not None and today <= last
    return {
        "erased_on": near and near.isoformat(),
        "hold": kept.hold,
        "held_by": kept.held_by,
        "contact_kept": kept.contact_kept,
        "erasure": kept.erasure if asked else None,
        "erasure_by": kept.erasure_by if asked else None,
        "erasure_until": last.isoformat() if last and asked else None,
    }


async def _reason(request: web.Request) -> str:
    return read(ReasonBody, await request.read()).reason


def _terms(request: web.Request) -> keeping.Terms:
    desk = request.app[DESK]
    return keeping.Terms(desk.terms.outcomes, desk.clock())


def _told(known: Sequence[Reason]) -> list[dict[str, str]]:
    return [{"code": each.code, "title": each.title} for each in known]
