"""The published statistics, for those who may see them. Nothing is counted here: releases are shown as they are."""

from __future__ import annotations

from aiohttp import web

from actions.counting import Series
from actions.counts import ROUTE
from actions.release_files import page_of
from actions.releases import Document, releases
from staff.desk import DESK
from staff.who import Role, Who

STYLE = "/staff.css"


async def statistics(request: web.Request, who: Who) -> web.Response:
    """Every release that `who` may see, the newest month first."""
    shown = [each for each in await releases(request.app[DESK].sessions) if may_see(who, each)]
    return web.Response(text=page_of(shown, STYLE), content_type="text/html", charset="utf-8")


def may_see(who: Who, document: Document) -> bool:
    """What concerns Professional Standards alone, only their own lead and the auditor; the rest, each lead and owner.

    The auditor answers for both.
    """
    if who.role is Role.AUDITOR:
        return True
    if document.series is Series.RESERVED:
        return who.role is Role.LEAD and who.team in _teams(document)
    return who.role in (Role.LEAD, Role.OWNER)


def _teams(document: Document) -> frozenset[str]:
    return frozenset(row.row for table in document.tables if table.table == ROUTE for row in table.rows)
