"""A team's work over HTTP: its list, who has what, stepping aside, redacting, assessing, closing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiohttp import web

from actions import inbox
from actions.casework import assessment, assignment, listing, outcomes, recusal, redaction, roster
from actions.casework.actor import Actor, visible_to
from actions.casework.beside import ASSESSMENT, PROPOSED, REDACTED
from actions.casework.listing import Standing
from actions.casework.redaction import Redaction
from actions.sealing import Sealed
from actions.times import day_of, hour_text
from staff.desk import DESK, Desk
from staff.inbox_api import base64_of, line_of
from staff.requests import (
    AssessmentBody,
    AssigneeBody,
    BadRequestError,
    CloseBody,
    ConfirmationBody,
    ExclusionBody,
    RedactionBody,
    read,
    read_large,
)
from staff.retention_api import kept_of


async def listed(request: web.Request, actor: Actor) -> web.Response:
    """The team's own reports, newest hour first, with what the team has done with each."""
    desk = request.app[DESK]
    team = desk.terms.routing.teams.get(actor.team)
    lines = await listing.listed(desk.sessions, actor, team, desk.clock())
    return web.json_response({"reports": [line_of(line) | _work(work, actor, desk) for line, work in lines]})


async def opened(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """One report, sealed, and what the team keeps beside it; from now on it counts as opened."""
    desk = request.app[DESK]
    team, now = desk.terms.routing.teams.get(actor.team), desk.clock()
    account, seen = actor.account or "", visible_to(actor)
    found = await inbox.open_report(desk.sessions, desk.report_keys, actor.team, report_id, now, seen, account=account)
    work, beside = await listing.beside(desk.sessions, desk.report_keys, actor, found.listed, team, now)
    kept = {part: _text(beside.parts.get(part)) for part in (REDACTED, PROPOSED, ASSESSMENT)}
    owed = beside.owes_contact and not found.listed.withdrawn
    more = {"proposed_by": beside.proposed_by, "contact_owed": owed}
    parts = {"account": base64_of(found.account), "additions": [base64_of(each) for each in found.additions]}
    parts["attachments"] = [base64_of(each) for each in found.attachments]
    return web.json_response(line_of(found.listed) | parts | _work(work, actor, desk) | kept | more)


async def assigned(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """Gives the report to somebody of the team, or to nobody."""
    desk, body = request.app[DESK], read(AssigneeBody, await request.read())
    await assignment.assign(desk.sessions, actor, report_id, body.account, desk.clock())
    return web.Response(status=204)


async def stepped_aside(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """From now on there is no such report for this account."""
    desk = request.app[DESK]
    await recusal.step_aside(desk.sessions, actor, report_id, desk.clock())
    return web.Response(status=204)


async def excluded(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """From now on there is no such report for another account of the team."""
    desk, body = request.app[DESK], read(ExclusionBody, await request.read())
    await recusal.exclude(desk.sessions, actor, report_id, body.account, desk.clock())
    return web.Response(status=204)


async def redacted(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """Keeps the account with parts taken out beside the whole one; 202 when it is proposed to take its place."""
    desk, body = request.app[DESK], await read_large(RedactionBody, request)
    act = redaction.propose_for_good if body.permanent else redaction.redact
    left = Redaction(Sealed(body.account), body.was, body.was_redacted)
    await act(desk.sessions, desk.report_keys, actor, report_id, left, desk.clock())
    return web.json_response({"proposed": True}, status=202) if body.permanent else web.Response(status=204)


async def confirmed_for_good(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """Somebody else of the team confirms what a lead proposed."""
    desk, body = request.app[DESK], read(ConfirmationBody, await request.read())
    await redaction.confirm_for_good(desk.sessions, desk.report_keys, actor, report_id, body.was, desk.clock())
    return web.Response(status=204)


async def proposal_dropped(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """Nothing is taken out for good."""
    desk = request.app[DESK]
    await redaction.drop_proposal(desk.sessions, desk.report_keys, actor, report_id, desk.clock())
    return web.Response(status=204)


async def assessed(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """Keeps the team's assessment."""
    desk, body = request.app[DESK], await read_large(AssessmentBody, request)
    sealed = Sealed(body.sealed)
    await assessment.assess(desk.sessions, desk.report_keys, actor, report_id, sealed, body.was, desk.clock())
    return web.Response(status=204)


async def closed(request: web.Request, actor: Actor, report_id: str) -> web.Response:
    """The team is done with the report; how it ended, if it is said."""
    desk, sent = request.app[DESK], await request.read()
    body = read(CloseBody, sent) if sent else CloseBody()
    if body.outcome is not None and not desk.terms.outcomes.may_choose(body.outcome):
        raise BadRequestError("outcome")
    await outcomes.close(desk.sessions, actor, report_id, body.outcome, desk.clock(), desk.terms.outcomes)
    return web.Response(status=204)


async def all_outcomes(request: web.Request, _actor: Actor) -> web.Response:
    """How a report can be closed."""
    known = request.app[DESK].terms.outcomes
    chosen = [{"code": code, "title": each.title} for code, each in known.outcomes.items() if known.may_choose(code)]
    return web.json_response({"outcomes": chosen})


async def teams(request: web.Request, actor: Actor) -> web.Response:
    """Every team with its key, and the recovery key: whom a report can be sealed to. To a lead, who is in the team."""
    desk = request.app[DESK]
    known = ((team, entry.name, desk.terms.recipient(team)) for team, entry in desk.terms.routing.teams.items())
    found = [
        {"id": team, "name": name, "recipient": recipient, "alone": team in desk.terms.routing.alone}
        for team, name, recipient in known
        if recipient
    ]
    answer: dict[str, Any] = {"teams": found, "recovery": desk.terms.recovery}
    if actor.lead:
        answer["accounts"] = list(await roster.accounts_of(desk.sessions, actor.team))
    return web.json_response(answer)


def _work(work: Standing, actor: Actor, desk: Desk) -> dict[str, Any]:
    return kept_of(work.kept, desk.terms.outcomes, day_of(desk.clock())) | {
        "assigned": work.assigned,
        "due": _hour(work.due),
        "late": work.late,
        "outcome": work.outcome,
        "needs_somebody": work.needs_somebody and actor.lead,
    }


def _hour(at: datetime | None) -> str | None:
    return hour_text(at) if at else None


def _text(sealed: Sealed | None) -> str | None:
    return base64_of(sealed) if sealed else None
