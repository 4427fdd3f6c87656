"""Nothing lies unread without anybody being told: what nobody opened, what was added, and what needs somebody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from actions.additions import add
from actions.casework import escalation
from staff.who import Role
from tests.staff.casework_kit import told
from tests.staff.kit import Staffroom, sealed_reply
from tests.staff.people_kit import HALF_A_MINUTE, Hire, Person
from tests.staff.test_casework_api import does, lines, people
from tests.staff.test_casework_api_handover import RECEIPT, adding_to

pytestmark = pytest.mark.usefixtures("room")


async def late(person: Person) -> list[str]:
    """What is past its clock, as this person sees it, who signs in for it."""
    person.room.clock.move(HALF_A_MINUTE)
    await person.signs_in()
    return [each["id"] for each in (await does(person, "GET", "/api/escalations", status=200))["reports"]]


async def late_is_not_for(member: Person) -> None:
    """A member is not told what is late."""
    member.room.clock.move(HALF_A_MINUTE)
    await member.signs_in()
    await does(member, "GET", "/api/escalations", status=403)


async def passes_up(room: Staffroom, after: timedelta) -> list[str]:
    """Whom the staff process has told when that much time has passed."""
    room.clock.move(after)
    await escalation.run(room.office.sessions, room.desk.terms.routing, room.desk.terms.notifier, room.clock())
    return told(room)


async def test_a_report_that_nobody_read_is_not_closed_or_answered(room: Staffroom, hire: Hire) -> None:
    (mira,) = await people(hire, ("mira", Role.MEMBER))
    path = f"/api/reports/{await room.report('daisu')}"
    await does(mira, "POST", f"{path}/close", status=409)
    reply = sealed_reply("Thank you.", RECEIPT.recipient)
    assert (await does(mira, "POST", f"{path}/replies", reply, status=409))["detail"] == "Open the report first."
    assert (await lines(mira))[0]["status"] == "received"
    await does(mira, "GET", path, status=200)
    await does(mira, "POST", f"{path}/replies", reply)
    assert (await lines(mira))[0]["status"] == "answered"
    await add(room.office.intake, adding_to(room))
    await does(mira, "POST", f"{path}/close", status=409)
    await does(mira, "GET", path, status=200)
    await does(mira, "POST", f"{path}/close")


async def test_what_was_added_has_a_clock_of_its_own_and_everybody_is_told_again(room: Staffroom, hire: Hire) -> None:
    (lead,) = await people(hire, ("lead", Role.LEAD))
    report = await room.report("daisu")
    assert await passes_up(room, timedelta(hours=5)) == ["daisu"]
    await lead.signs_in()
    await does(lead, "GET", f"/api/reports/{report}", status=200)
    assert await late(lead) == []
    await add(replace(room.office.intake, clock=room.clock), adding_to(room))
    assert await passes_up(room, timedelta(hours=4)) == ["daisu", "daisu"]
    assert await late(lead) == [report]
    assert (await lines(lead))[0]["late"] is True
    assert await passes_up(room, timedelta(hours=5)) == ["daisu", "daisu", "duty_inspector"]


async def test_a_report_that_was_read_and_then_stepped_aside_from_is_passed_up(room: Staffroom, hire: Hire) -> None:
    lead, mira = await people(hire, ("lead", Role.LEAD), ("mira", Role.MEMBER))
    report = await room.report("daisu")
    await does(mira, "GET", f"/api/reports/{report}", status=200)
    await does(mira, "POST", f"/api/reports/{report}/recusal")
    assert await passes_up(room, timedelta(hours=4)) == ["daisu"]
    assert await late(lead) == [report]
    await does(lead, "PUT", f"/api/reports/{report}/assignee", {"account": "lead"})
    assert await late(lead) == []


async def test_when_no_lead_is_left_those_above_are_told_at_once(room: Staffroom, hire: Hire) -> None:
    lead, mira = await people(hire, ("lead", Role.LEAD), ("mira", Role.MEMBER))
    inspector = await hire("inspector", Role.MEMBER, "duty_inspector")
    report = await room.report("daisu")
    await does(lead, "GET", f"/api/reports/{report}", status=200)
    await does(lead, "POST", f"/api/reports/{report}/recusal")
    assert await passes_up(room, timedelta(minutes=30)) == ["daisu", "duty_inspector"]
    assert await late(inspector) == [report]
    assert await late(lead) == []
    await late_is_not_for(mira)
    assert [line["id"] for line in await lines(mira)] == [report]
