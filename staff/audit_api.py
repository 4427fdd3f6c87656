"""The audit over HTTP, for an auditor: who did what in which hour, and whether the log is whole. Never any content."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from aiohttp import web
from sqlalchemy import select

from actions.audit_check import Terms, check
from actions.database.engine import Sessions
from actions.database.tables import AuditEntry
from actions.key_files import KeyringError, read_public_keys
from actions.times import hour_text
from staff.desk import DESK, Desk
from staff.requests import BadRequestError
from staff.who import Who

PAGE = 100
MOST_DIGITS = 15
NO_KEY = "The log could not be checked: the key keys/audit.pub is not there, or is not one."


async def listed(request: web.Request, _who: Who) -> web.Response:
    """The newest rows before row `before`, or of all; without `before`, also whether the log is whole."""
    desk = request.app[DESK]
    before = _before(request)
    rows = await _rows(desk.sessions, before)
    return web.json_response({"rows": rows, "verify": None if before else await _verified(desk)})


def _before(request: web.Request) -> int | None:
    given = request.query.get("before")
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and 0 < len(given) <= MOST_DIGITS):
        raise BadRequestError("before")
    return int(given)


async def _rows(sessions: Sessions, before: int | None) -> list[dict[str, Any]]:
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(PAGE)
    async with sessions() as session:
        rows = await session.scalars(query if before is None else query.where(AuditEntry.id < before))
        return [_told(row) for row in rows]


def _told(row: AuditEntry) -> dict[str, Any]:
    return {
        "row": row.id,
        "at": hour_text(row.at),
        "actor": row.actor,
        "event": row.event,
        "report": row.report_id,
        "team": row.team,
        "account": row.account,
    }


async def _verified(desk: Desk) -> dict[str, Any]:
    try:
        keys = read_public_keys(desk.audit_keys)
    except KeyringError:
        return {"whole": False, "findings": [NO_KEY]}
    result = await check(desk.sessions, Terms(keys, desk.clock().astimezone(UTC).date()))
    return {"whole": not result.findings, "findings": [finding.sentence for finding in result.findings]}
