"""How long a report is kept, at the page: its day is announced and put off, it is held, and two people erase it."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from actions.casework.actor import Actor
from actions.casework.outcomes import close
from actions.retention.keeping import ask_to_erase, hold
from staff.accounts import NewAccount, add
from staff.who import Role
from tests.staff.browser.desk import Desk
from tests.staff.casework_kit import OUTCOMES
from tests.staff.kit import Staffroom

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

RORY = Actor("daisu", "rory", lead=True)


async def a_colleague(room: Staffroom) -> None:
    """Another lead of the team."""
    await add(room.office.sessions, NewAccount("rory", "Rory", Role.LEAD, "daisu"), room.clock())


async def test_its_day_is_announced_and_a_lead_keeps_it_longer(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu")
    await desk.starts("lena", Role.LEAD)
    await desk.opens(report)
    known = OUTCOMES.model_copy(update={"unnamed_keep_months": 1})
    await close(room.office.sessions, RORY, report, None, room.clock(), known)
    await desk.follow("Reports")
    await desk.follow("Closed (1)")
    row = desk.page.get_by_role("row").filter(has_text=report[:8])
    await expect(row).to_contain_text("Will be erased on ")
    await row.get_by_role("link", name=report[:8]).click()
    await desk.told("This report will be erased on ")
    await desk.follow("Keep it longer")
    await desk.headed("Keep this report longer")
    await desk.press("Keep it longer")
    await expect(desk.page.get_by_text("Choose a reason").first).to_be_visible()
    await desk.page.get_by_label("A court case or an appeal is under way").check()
    await desk.press("Keep it longer")
    await desk.told("The report is kept longer.")
    await expect(desk.page.get_by_text("This report will be erased on ")).to_have_count(0)


async def test_a_lead_holds_it_and_cannot_release_it_alone(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu")
    await desk.starts("lena", Role.LEAD)
    await desk.opens(report)
    await desk.follow("Hold it, so that nothing erases it")
    await desk.headed("Hold this report")
    await desk.page.get_by_label("A court or a coroner has ordered it").check()
    await desk.press("Hold it")
    await desk.told("This report is held: nothing erases it.")
    await expect(desk.page.get_by_role("link", name="Erase it early")).to_have_count(0)
    await desk.follow("Look at the hold")
    await desk.headed("This report is held")
    await desk.told("Another lead of your team can release it, not whoever set the hold.")
    await expect(desk.page.get_by_role("button", name="Release it")).to_have_count(0)


async def test_another_lead_releases_it(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu")
    await desk.starts("lena", Role.LEAD)
    await desk.opens(report)
    await hold(room.office.sessions, RORY, report, "inquiry", room.clock())
    await desk.follow("Reports")
    await desk.follow("Read (1)")
    await expect(desk.page.get_by_role("row").filter(has_text=report[:8])).to_contain_text("Held")
    await desk.page.get_by_role("link", name=report[:8]).click()
    await desk.follow("Look at the hold")
    await desk.press("Release it")
    await desk.told("The report is not held any more.")


async def test_two_people_erase_it_and_it_is_not_listed_any_more(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu")
    await a_colleague(room)
    await desk.starts()
    await desk.opens(report)
    await ask_to_erase(room.office.sessions, RORY, report, "no_basis", room.clock())
    await desk.follow("Reports")
    await desk.follow("Read (1)")
    await expect(desk.page.get_by_role("row").filter(has_text=report[:8])).to_contain_text("asked to erase it")
    await desk.page.get_by_role("link", name=report[:8]).click()
    await desk.follow("Look at what was asked")
    await desk.headed("Erase this report for good")
    await desk.told("The law does not let us keep it")
    await desk.press("Erase it for good")
    await desk.told("The report is erased.")
    assert await room.ids("daisu") == set()


async def test_who_asked_cannot_confirm_and_can_drop_it(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu")
    await desk.starts("lena", Role.LEAD)
    await desk.opens(report)
    await desk.follow("Erase it early")
    await desk.page.get_by_label("The law does not let us keep it").check()
    await desk.press("Ask to erase it")
    await desk.told("lena asked to erase this report for good.")
    await desk.follow("Look at what was asked")
    await desk.told("You asked for it, so somebody else of your team has to confirm it.")
    await expect(desk.page.get_by_role("button", name="Erase it for good")).to_have_count(0)
    await desk.press("Do not erase it")
    await desk.told("The report stays as it is.")
    assert await room.ids("daisu") == {report}
