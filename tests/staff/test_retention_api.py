"""How long a report is kept, over HTTP: who sees its day and its hold, and who may decide what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from actions.retention.days import add_months
from actions.times import day_of
from staff.who import Role
from tests.actions.kit import NOW
from tests.staff.casework_kit import OUTCOMES
from tests.staff.kit import NO_REPORT, Run, Staffroom
from tests.staff.people_kit import Hire, Person
from tests.staff.test_casework_api import does, lines, people

pytestmark = pytest.mark.usefixtures("room")

UNTIL = add_months(day_of(NOW), OUTCOMES.keep_months("support_only"))
WARNING = timedelta(weeks=OUTCOMES.retention.warn_weeks)
HOLD, EARLY = {"reason": "court_order"}, {"reason": "no_basis"}


async def read_and_closed(room: Staffroom, person: Person) -> str:
    """A report of daisu."""
    report = await room.report("daisu")
    await does(person, "GET", f"/api/reports/{report}", status=200)
    await does(person, "POST", f"/api/reports/{report}/close", {"outcome": "support_only"})
    return report


async def is_the_day(room: Staffroom, person: Person, before: timedelta) -> None:
    """So long before the day; everybody signs in again."""
    room.clock.move(timedelta(days=(UNTIL - day_of(room.clock.now) - before).days))
    await person.signs_in()


async def test_its_day_is_listed_for_the_weeks_before_and_a_lead_puts_it_off(
    room: Staffroom, hire: Hire, heard: Run
) -> None:
    lead, mira = await people(hire, ("lead", Role.LEAD), ("mira", Role.MEMBER))
    report = await read_and_closed(room, mira)
    path = f"/api/reports/{report}/keep"
    assert (await lines(lead))[0]["erased_on"] is None
    await does(lead, "POST", path, {"reason": "court_case"}, status=409)
    for person in (lead, mira):
        await is_the_day(room, person, WARNING)
    assert (await lines(lead))[0]["erased_on"] == UNTIL.isoformat()
    assert f"erased on {UNTIL.day} {UNTIL:%B %Y}" in (await heard("list")).stdout
    await does(mira, "POST", path, {"reason": "court_case"}, status=409)
    for wrong in ({}, {"reason": "unheard_of"}, {"reason": "no_basis"}):
        assert (await does(lead, "POST", path, wrong, status=400))["field"] == "reason"
    known = await does(lead, "GET", "/api/retention", status=200)
    assert "court_case" in {each["code"] for each in known["keep_longer"]}
    await does(lead, "POST", path, {"reason": "court_case"})
    assert (await lines(lead))[0]["erased_on"] is None
    assert ("kept longer: court_case", report) in await room.audit("daisu")


async def test_at_the_command_line_a_report_is_kept_longer_for_a_reason(
    room: Staffroom, hire: Hire, heard: Run
) -> None:
    (mira,) = await people(hire, ("mira", Role.MEMBER))
    report = await read_and_closed(room, mira)
    assert "Nothing is about to erase" in (await heard("keep", report, "--reason", "risk")).stderr
    room.clock.move(timedelta(days=(UNTIL - day_of(room.clock.now)).days))
    asked = await heard("keep", report)
    assert (asked.exit_code, "court_case" in asked.stderr) == (2, True)
    assert (await heard("keep", report, "--reason", "risk")).stdout == "It is kept longer.\n"
    assert "erased on" not in (await heard("list")).stdout


async def test_a_hold_is_seen_by_the_team_and_released_by_another_lead(room: Staffroom, hire: Hire, heard: Run) -> None:
    lead, other, mira = await people(hire, ("lead", Role.LEAD), ("other", Role.LEAD), ("mira", Role.MEMBER))
    report = await read_and_closed(room, mira)
    path = f"/api/reports/{report}/hold"
    await does(mira, "PUT", path, HOLD, status=409)
    assert (await does(lead, "PUT", path, {"reason": "court_case"}, status=400))["field"] == "reason"
    await does(lead, "PUT", path, HOLD)
    for person in (lead, other, mira):
        (line,) = await lines(person)
        assert (line["hold"], line["held_by"]) == ("court_order", "lead")
    assert "held" in (await heard("list")).stdout
    for act, body in (("PUT", HOLD), ("DELETE", None)):
        await does(lead, act, path, body, status=409)
    await does(lead, "PUT", f"/api/reports/{report}/erasure", EARLY, status=409)
    await does(mira, "DELETE", path, status=409)
    await does(other, "DELETE", path)
    assert (await lines(lead))[0]["hold"] is None


async def test_two_people_erase_a_report_and_it_is_there_for_nobody(room: Staffroom, hire: Hire) -> None:
    lead, mira, noor = await people(hire, ("lead", Role.LEAD), ("mira", Role.MEMBER), ("noor", Role.MEMBER))
    report = await read_and_closed(room, mira)
    path = f"/api/reports/{report}/erasure"
    await does(mira, "PUT", path, EARLY, status=409)
    await does(mira, "POST", f"{path}/confirmation", status=409)
    await does(lead, "PUT", path, EARLY, status=202)
    (line,) = await lines(mira)
    assert (line["erasure"], line["erasure_by"]) == ("no_basis", "lead")
    await does(lead, "POST", f"{path}/confirmation", status=409)
    headers = await room.headers("daisu")
    assert (await room.client.post(f"{path}/confirmation", headers=headers)).status == 409
    await does(noor, "POST", f"/api/reports/{report}/recusal")
    theirs = await noor.asks("POST", f"{path}/confirmation")
    none = await noor.asks("POST", f"/api/reports/{NO_REPORT}/erasure/confirmation")
    assert (theirs.status, await theirs.read()) == (none.status, await none.read()) == (404, await none.read())
    await does(mira, "POST", f"{path}/confirmation")
    assert await lines(mira) == await lines(lead) == []
    await does(mira, "POST", f"{path}/confirmation", status=404)


async def test_what_was_asked_lapses_and_can_be_dropped(room: Staffroom, hire: Hire) -> None:
    lead, mira = await people(hire, ("lead", Role.LEAD), ("mira", Role.MEMBER))
    report = await read_and_closed(room, mira)
    path = f"/api/reports/{report}/erasure"
    await does(lead, "PUT", path, EARLY, status=202)
    await does(mira, "DELETE", path)
    assert (await lines(lead))[0]["erasure"] is None
    await does(lead, "PUT", path, EARLY, status=202)
    room.clock.move(timedelta(days=OUTCOMES.retention.confirm_days + 1))
    await mira.signs_in()
    assert (await lines(mira))[0]["erasure"] is None
    answer: dict[str, Any] = await does(mira, "POST", f"{path}/confirmation", status=409)
    assert "too long ago" in answer["detail"]
