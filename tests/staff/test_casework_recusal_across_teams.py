"""Stepping aside is a team's own matter: another team's key, and a request that was on its way, tell nothing of it."""

from __future__ import annotations

import pytest

from actions.casework.actor import Actor
from actions.casework.recusal import step_aside
from actions.database.tables import StaffAccount
from staff.who import Role
from tests.staff.kit import Staffroom, sealed_reply
from tests.staff.people_kit import Hire
from tests.staff.test_casework_api_handover import RECEIPT


async def aside(room: Staffroom, hire: Hire, report: str) -> None:
    """Mira of daisu steps aside."""
    await hire("mira", Role.MEMBER, "daisu")
    await step_aside(room.office.sessions, Actor("daisu", "mira"), report, room.clock())


async def seen(room: Staffroom, team: str, report: str) -> tuple[int, bool]:
    """Whether the team's key shows the report: opened, and in its list."""
    headers = await room.headers(team)
    listed = await (await room.client.get("/api/reports", headers=headers)).json()
    opened = await room.client.get(f"/api/reports/{report}", headers=headers)
    return opened.status, report in [line["id"] for line in listed["reports"]]


async def test_a_report_stays_with_the_key_of_a_team_in_which_nobody_stepped_aside(room: Staffroom, hire: Hire) -> None:
    report = await room.report("daisu", children_affected="yes")
    await aside(room, hire, report)
    assert await seen(room, "mash", report) == (200, True)
    assert await seen(room, "daisu", report) == (404, False)


async def test_the_key_of_a_team_that_they_moved_to_does_not_show_it_either(room: Staffroom, hire: Hire) -> None:
    report = await room.report("daisu", children_affected="yes")
    await aside(room, hire, report)
    async with room.office.sessions.begin() as session:
        (await session.get_one(StaffAccount, "mira")).team = "mash"
    assert await seen(room, "mash", report) == (404, False)


@pytest.mark.parametrize("act", ["", "/contact", "/replies"])
async def test_who_stepped_aside_while_a_request_was_on_its_way_gets_nothing(
    room: Staffroom, hire: Hire, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    mira, report = await hire("mira", Role.MEMBER, "daisu"), await room.report("daisu")
    await mira.signs_in()
    await step_aside(room.office.sessions, Actor("daisu", "mira"), report, room.clock())

    async def before(*given: object) -> str:
        """What was seen before the other request came through."""
        return str(given[-1])

    monkeypatch.setattr("staff.actors.as_seen_by", before)
    body = {"/contact": {"reason": "life_at_risk"}, "/replies": sealed_reply("x", RECEIPT.recipient)}.get(act)
    answer = await mira.asks("POST" if act else "GET", f"/api/reports/{report}{act}", json=body)
    assert answer.status == 404
    assert await room.status("daisu", report) == "received"


@pytest.mark.parametrize(
    ("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 403)]
)
async def test_another_site_cannot_make_a_browser_open_a_report(
    room: Staffroom, hire: Hire, site: str, status: int
) -> None:
    mira, report = await hire("mira", Role.MEMBER, "daisu"), await room.report("daisu")
    await mira.signs_in()
    answer = await mira.asks("GET", f"/api/reports/{report}", headers={"Sec-Fetch-Site": site})
    assert answer.status == status
    assert await room.status("daisu", report) == ("opened" if status == 200 else "received")
