"""What a team does with its reports in the browser: who has which, the clock, an assessment, an outcome."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from playwright.async_api import expect

from staff.who import Role
from tests.actions.kit import CANARY
from tests.staff.browser.desk import Desk
from tests.staff.casework_kit import sealed_for
from tests.staff.kit import Staffroom

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ANONYMOUS: dict[str, Any] = {"contact": "anonymous", "consent_contact": "not_asked"}


async def test_the_list_says_by_when_to_read(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu")
    await desk.starts("lena", Role.LEAD)
    row = desk.page.get_by_role("row").filter(has_text=report[:8])
    await expect(row).to_contain_text("Read by 6pm today")
    await expect(row).to_contain_text("nobody")


async def test_late_reports_are_counted_and_listed_for_the_lead(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu")
    room.clock.move(timedelta(hours=5))
    await desk.starts("lena", Role.LEAD)
    row = desk.page.get_by_role("row").filter(has_text=report[:8])
    await desk.follow("Late reports")
    await desk.headed("Late reports")
    await expect(row).to_contain_text("1 hour late")
    await desk.page.go_back()
    await desk.headed("New reports")
    await expect(row).to_contain_text("1 hour late")
    await expect(desk.page.get_by_role("link", name="New (1, 1 late)")).to_have_attribute("aria-current", "page")


@pytest.mark.parametrize("state", ["New", "Read", "Answered", "Closed"])
async def test_an_empty_list_says_so(desk: Desk, state: str) -> None:
    await desk.starts()
    await desk.follow(f"{state} (0)")
    await desk.headed(f"{state} reports")
    await expect(desk.page.get_by_role("paragraph").filter(has_text="report").last).to_be_visible()
    await expect(desk.page.get_by_role("table")).to_have_count(0)


async def test_a_member_takes_a_report_and_gives_it_back(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu")
    await desk.starts()
    await desk.opens(report)
    for button, told in (("Assign it to me", "assigned to mira."), ("Give it back", "assigned to nobody.")):
        await desk.follow("Assign")
        await desk.press(button)
        await desk.told(f"The report is {told}")


async def test_a_lead_gives_a_report_to_somebody_of_the_team(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu")
    await desk.link("noor", Role.MEMBER, "daisu")
    await desk.starts("lena", Role.LEAD)
    await desk.opens(report)
    await desk.follow("Assign")
    await desk.page.get_by_label("noor").check()
    await desk.press("Assign")
    await desk.told("The report is assigned to noor.")


async def test_an_anonymous_report_is_assessed_and_only_the_team_can_read_it(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu", **ANONYMOUS)
    await desk.starts()
    await desk.opens(report)
    await desk.told("They have not agreed to be contacted.")
    await desk.follow("Assess what is at risk")
    await desk.press("Store the assessment")
    await expect(desk.page.locator(".govuk-error-summary li")).to_have_count(5)
    await desk.page.get_by_role("group", name="Is somebody under 18").get_by_label("Not known").check()
    await desk.page.get_by_role("group", name="Is there evidence").get_by_label("Yes").check()
    await desk.page.get_by_label("What evidence, where").fill(f"{CANARY} CCTV until Friday")
    await desk.page.get_by_label("if you act?").fill("He may notice.")
    await desk.page.get_by_label("if you do not act?").fill("He may come back.")
    await desk.page.get_by_label("What do you decide").fill("Ask the shop today.")
    await desk.press("Store the assessment")
    await desk.told(f"{CANARY} CCTV until Friday")
    await desk.press("Put the key away")
    await desk.follow("Read (1)")
    await desk.opens(report)
    await desk.told(f"{CANARY} CCTV until Friday")
    assert CANARY not in desk.seen.whole


async def test_a_colleagues_assessment_is_not_written_over_unseen(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu", **ANONYMOUS)
    await desk.starts()
    await desk.opens(report)
    await desk.follow("Assess what is at risk")
    head = {"heard": 1, "report": report, "team": {"id": "daisu", "name": "DAISU"}, "part": "assessment"}
    part = head | {"at": "2025-11-25T14:00:00Z", "answers": []}
    theirs = {"sealed": sealed_for(room.office, "daisu", part), "was": None}
    where = f"/api/reports/{report}/assessment"
    assert (await room.client.put(where, json=theirs, headers=await room.headers("daisu"))).status == 204
    for group in ("Is somebody under 18", "Is there evidence"):
        await desk.page.get_by_role("group", name=group).get_by_label("Yes").check()
    for label in ("if you act?", "if you do not act?", "What do you decide"):
        await desk.page.get_by_label(label).fill("Ask.")
    await desk.press("Store the assessment")
    await desk.told("somebody of your team stored an assessment meanwhile")
    await expect(desk.page.get_by_label("What do you decide")).to_have_value("Ask.")
    taken = await (await room.client.get(f"/api/reports/{report}", headers=await room.headers("daisu"))).json()
    assert taken["assessment"] == theirs["sealed"]


async def test_a_report_is_closed_with_its_outcome_after_a_check(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu")
    await desk.starts()
    await desk.opens(report)
    await desk.follow("Close")
    await desk.page.get_by_role("radio").first.check()
    await desk.press("Continue")
    await desk.headed("Check before you close it")
    assert await room.status("daisu", report) == "opened"
    await desk.press("Close the report")
    await desk.headed("Closed reports")
    assert await room.status("daisu", report) == "closed"


async def test_whoever_steps_aside_sees_no_such_report_any_more(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu")
    await desk.starts()
    await desk.opens(report)
    await desk.follow("Step aside")
    await desk.press("Step aside")
    await desk.told("You have stepped aside.")
    await expect(desk.page.get_by_text(report[:8])).to_have_count(0)
    await desk.page.goto(f"{room.url}/#/report/{report}")
    await desk.headed("There is nothing here")


async def test_a_lead_keeps_a_report_from_somebody(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu")
    await desk.link("noor", Role.MEMBER, "daisu")
    await desk.starts("lena", Role.LEAD)
    await desk.opens(report)
    await desk.follow("Keep it from somebody")
    await desk.page.get_by_label("noor").check()
    await desk.press("Keep it from them")
    await desk.told("For noor there is no such report any more.")
    sent = next(each for each in desk.seen.requests if "/exclusions" in each)
    assert json.dumps({"account": "noor"}, separators=(",", ":")) in sent


async def test_an_auditor_sees_what_was_done_and_no_report(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu")
    await desk.starts("aud", Role.AUDITOR, None)
    await desk.headed("Audit")
    await expect(desk.page.get_by_role("row").filter(has_text=report).first).to_be_visible()
    await desk.page.goto(f"{room.url}/#/report/{report}")
    await desk.headed("Audit")


async def test_an_account_above_the_teams_tells_one_again_to_read(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu")
    room.clock.move(timedelta(hours=20))
    await desk.starts("ivor", Role.MEMBER, "duty_inspector")
    await desk.headed("Late reports")
    await expect(desk.page.get_by_role("link", name=report[:8])).to_have_count(0)
    await desk.page.get_by_role("button", name=f"Tell the team again about report {report[:8]}").click()
    await desk.told("The team was told again")
