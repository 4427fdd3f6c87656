"""A team's people work on a report: they take it, close it, step aside from it, and keep what they made of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from actions.casework import escalation
from staff.who import Role
from tests.staff.casework_kit import told
from tests.staff.kit import NO_REPORT, Staffroom
from tests.staff.people_kit import Hire, Person

pytestmark = pytest.mark.usefixtures("room")


async def lines(person: Person) -> list[dict[str, Any]]:
    """The list as this person sees it."""
    answer = await person.asks("GET", "/api/reports")
    assert answer.status == 200
    listed: list[dict[str, Any]] = (await answer.json())["reports"]
    return listed


async def does(person: Person, method: str, path: str, body: object = None, *, status: int = 204) -> dict[str, Any]:
    """An act that must end with `status`; its answer."""
    answer = await person.asks(method, path, json=body)
    assert answer.status == status, await answer.text()
    return {} if status == 204 else await answer.json()


async def people(hire: Hire, *whom: tuple[str, Role]) -> list[Person]:
    """People of daisu, signed in."""
    hired = [await hire(name, role, "daisu") for name, role in whom]
    for person in hired:
        await person.signs_in()
    return hired


async def test_a_member_takes_a_report_and_a_lead_gives_it_to_another(room: Staffroom, hire: Hire) -> None:
    lead, mira, noor = await people(hire, ("lead", Role.LEAD), ("mira", Role.MEMBER), ("noor", Role.MEMBER))
    report = await room.report("daisu")
    assert (await lines(mira))[0]["assigned"] is None
    path = f"/api/reports/{report}/assignee"
    await does(mira, "PUT", path, {"account": "mira"})
    assert (await lines(noor))[0]["assigned"] == "mira"
    await does(noor, "PUT", path, {"account": None}, status=409)
    await does(noor, "PUT", path, {"account": "lead"}, status=409)
    await does(lead, "PUT", path, {"account": "noor"})
    assert (await lines(mira))[0]["assigned"] == "noor"
    await does(noor, "PUT", path, {"account": None})
    assert (await lines(lead))[0]["assigned"] is None
    assert [event for event, _ in await room.audit("daisu") if "assigned" in event] == [
        "assigned", "assigned by", "assigned", "assigned",
    ]  # fmt: skip


async def test_nobody_of_another_team_can_be_given_a_report(room: Staffroom, hire: Hire) -> None:
    (lead,) = await people(hire, ("lead", Role.LEAD))
    await hire("other", Role.MEMBER, "mash")
    path = f"/api/reports/{await room.report('daisu')}/assignee"
    for account in ("other", "nobody"):
        answer = await does(lead, "PUT", path, {"account": account}, status=409)
        assert answer["detail"] == "Your team has no such account."


async def test_for_whoever_steps_aside_there_is_no_such_report_and_the_lead_sees_that_it_needs_somebody(
    room: Staffroom, hire: Hire
) -> None:
    lead, mira = await people(hire, ("lead", Role.LEAD), ("mira", Role.MEMBER))
    report = await room.report("daisu")
    await does(mira, "PUT", f"/api/reports/{report}/assignee", {"account": "mira"})
    await does(mira, "POST", f"/api/reports/{report}/recusal")
    assert await lines(mira) == []
    for method, path in (("GET", ""), ("POST", "/recusal"), ("POST", "/close")):
        theirs = await mira.asks(method, f"/api/reports/{report}{path}")
        none = await mira.asks(method, f"/api/reports/{NO_REPORT}{path}")
        assert (theirs.status, await theirs.read()) == (none.status, await none.read())
        assert theirs.status == 404
    (line,) = await lines(lead)
    assert (line["assigned"], line["needs_somebody"]) == (None, True)
    answer = await does(lead, "PUT", f"/api/reports/{report}/assignee", {"account": "mira"}, status=409)
    assert answer["detail"] == "This account cannot be given this report. Choose somebody else."
    await does(lead, "PUT", f"/api/reports/{report}/assignee", {"account": "lead"})
    assert (await lines(lead))[0]["needs_somebody"] is False


async def test_only_a_lead_is_told_that_a_report_needs_somebody(room: Staffroom, hire: Hire) -> None:
    mira, noor = await people(hire, ("mira", Role.MEMBER), ("noor", Role.MEMBER))
    await does(mira, "POST", f"/api/reports/{await room.report('daisu')}/recusal")
    assert (await lines(noor))[0]["needs_somebody"] is False


async def test_a_lead_keeps_a_report_from_an_account_without_telling_it(room: Staffroom, hire: Hire) -> None:
    lead, mira = await people(hire, ("lead", Role.LEAD), ("mira", Role.MEMBER))
    report = await room.report("daisu")
    path = f"/api/reports/{report}/exclusions"
    await does(mira, "POST", path, {"account": "lead"}, status=409)
    await does(lead, "POST", path, {"account": "mira"})
    await does(lead, "POST", path, {"account": "mira"})
    assert await lines(mira) == []
    assert [line["id"] for line in await lines(lead)] == [report]
    await does(lead, "POST", path, {"account": "lead"}, status=409)


async def test_with_the_key_alone_a_report_somebody_stepped_aside_from_is_not_there(
    room: Staffroom, hire: Hire
) -> None:
    (mira,) = await people(hire, ("mira", Role.MEMBER))
    report, other = await room.report("daisu"), await room.report("daisu", 2)
    await does(mira, "POST", f"/api/reports/{report}/recusal")
    headers = await room.headers("daisu")
    listed = await (await room.client.get("/api/reports", headers=headers)).json()
    assert [line["id"] for line in listed["reports"]] == [other]
    assert (await room.client.get(f"/api/reports/{report}", headers=headers)).status == 404
    for act in ("recusal", "exclusions"):
        sent = await room.client.post(f"/api/reports/{other}/{act}", headers=headers, json={"account": "mira"})
        assert sent.status == 409


async def test_a_report_is_closed_with_an_outcome_that_can_be_chosen(room: Staffroom, hire: Hire) -> None:
    (mira,) = await people(hire, ("mira", Role.MEMBER))
    codes = [each["code"] for each in (await does(mira, "GET", "/api/outcomes", status=200))["outcomes"]]
    assert "support_only" in codes
    assert "handed_over" not in codes
    path = f"/api/reports/{await room.report('daisu')}/close"
    await does(mira, "GET", path.removesuffix("/close"), status=200)
    for wrong in ("handed_over", "unheard_of"):
        assert (await does(mira, "POST", path, {"outcome": wrong}, status=400))["field"] == "outcome"
    await does(mira, "POST", path, {"outcome": "support_only"})
    (line,) = await lines(mira)
    assert (line["status"], line["outcome"]) == ("closed", "support_only")


async def test_the_lead_and_then_the_queue_see_what_lies_unread_and_nothing_else_of_it(
    room: Staffroom, hire: Hire
) -> None:
    lead, mira = await people(hire, ("lead", Role.LEAD), ("mira", Role.MEMBER))
    inspector = await hire("inspector", Role.MEMBER, "duty_inspector")
    report = await room.report("daisu")
    for hours, seen in ((4, ([], [])), (4, ([report], [])), (4, ([report], [report]))):
        for person, expected in zip((lead, inspector), seen, strict=True):
            await person.signs_in()
            found = await does(person, "GET", "/api/escalations", status=200)
            assert [line["id"] for line in found["reports"]] == expected
        room.clock.move(timedelta(hours=hours))
    await mira.signs_in()
    await inspector.signs_in()
    await does(mira, "GET", "/api/escalations", status=403)
    found = await does(inspector, "GET", "/api/escalations", status=200)
    assert found["reports"] == [{"id": report, "team": "daisu", "due": "2025-11-25T18:00Z", "hours_late": 8}]
    assert (await inspector.asks("GET", f"/api/reports/{report}")).status == 404
    await does(inspector, "POST", f"/api/escalations/{report}/daisu/poke")
    await does(inspector, "POST", f"/api/escalations/{report}/mash/poke", status=404)
    assert told(room) == ["daisu"]
    await escalation.run(room.office.sessions, room.desk.terms.routing, room.desk.terms.notifier, room.clock())
    assert told(room) == ["daisu", "daisu", "duty_inspector"]
    await does(mira, "GET", f"/api/reports/{report}", status=200)
    assert (await does(inspector, "GET", "/api/escalations", status=200))["reports"] == []
