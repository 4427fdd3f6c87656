"""What an independent review found at the page, and how it is now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyrage
import pytest
from playwright.async_api import Route, expect

from staff.who import Role
from tests.actions.kit import CANARY
from tests.staff.browser.desk import Desk
from tests.staff.kit import Staffroom

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TOLD = f"{CANARY} in what_happened"
QUARTER = 15 * 60_000  # milliseconds


async def at_the_report(room: Staffroom, desk: Desk, role: Role = Role.MEMBER, **answers: Any) -> str:
    """A member has opened a report."""
    report = await room.report("daisu", **answers)
    await desk.starts("lena" if role is Role.LEAD else "mira", role)
    await desk.opens(report)
    return report


async def test_words_of_a_report_are_not_sent_to_be_checked_or_translated(room: Staffroom, desk: Desk) -> None:
    await at_the_report(room, desk)
    await desk.follow("Redact")
    boxes = desk.page.locator("textarea")
    assert await boxes.count() > 0
    for box in await boxes.all():
        await expect(box).to_have_attribute("spellcheck", "false")
        await expect(box).to_have_attribute("autocomplete", "off")
    await expect(desk.page.locator("html")).to_have_attribute("translate", "no")
    await expect(desk.page.locator("meta[name=google]")).to_have_attribute("content", "notranslate")


async def test_after_the_computer_slept_the_first_touch_puts_the_key_away(room: Staffroom, desk: Desk) -> None:
    await at_the_report(room, desk)
    # The time of day goes on, and no timer has run.
    await desk.page.evaluate(f"() => {{ const now = Date.now() + {QUARTER}; Date.now = () => now }}")
    await desk.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await desk.headed("Choose your team’s key")
    assert CANARY not in await desk.page.content()


async def test_whoever_has_no_key_is_signed_out_after_a_quarter_of_an_hour(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu")
    await desk.starts("aud", Role.AUDITOR, None)
    await desk.headed("Audit")
    await desk.page.clock.fast_forward("14:05")
    await desk.told("In one minute you are signed out.")
    await desk.page.clock.fast_forward("01:00")
    await desk.headed("Sign in")
    await desk.told("You were signed out")
    assert report not in await desk.page.content()
    assert (await desk.page.context.request.get(f"{room.url}/api/session")).status == 401


async def test_a_sign_out_that_failed_is_said_and_tried_again(room: Staffroom, desk: Desk) -> None:
    await at_the_report(room, desk)

    async def lost(route: Route) -> None:
        await (route.abort() if route.request.method == "DELETE" else route.continue_())

    await desk.page.route("**/api/session", lost)
    await desk.press("Sign out")
    await desk.headed("You are not signed out yet")
    await desk.told("close the whole browser")
    assert CANARY not in await desk.page.content()
    await desk.page.unroute("**/api/session")
    await desk.press("Sign out again")
    await desk.headed("Sign in")
    assert (await desk.page.context.request.get(f"{room.url}/api/session")).status == 401


async def test_the_number_on_paper_is_gone_with_the_report(room: Staffroom, desk: Desk) -> None:
    await at_the_report(room, desk)
    style = "document.documentElement.getAttribute('style') ?? ''"
    await desk.follow("Print or save as PDF")
    assert "--report" in await desk.page.evaluate(style)
    await desk.follow("Reports")
    await desk.headed("Read reports" if await desk.page.get_by_text("Read reports").count() else "New reports")
    assert await desk.page.evaluate(style) == ""


async def test_the_browsers_history_names_no_report_and_no_act(room: Staffroom, desk: Desk) -> None:
    report = await at_the_report(room, desk)
    await desk.follow("Step aside")
    await desk.headed("Step aside from this report")
    seen = [desk.page.url, await desk.page.title()]
    await desk.goes(f"#/report/{report}/assign")
    await desk.headed("Assign this report")
    seen += [desk.page.url, await desk.page.title()]
    await desk.page.go_back()
    await desk.headed("Step aside from this report")
    assert not any(each in told for told in seen for each in (report[:8], "side", "ssign"))


async def test_without_a_redacted_copy_the_whole_report_is_not_shown_in_its_place(room: Staffroom, desk: Desk) -> None:
    report = await at_the_report(room, desk)
    await desk.goes(f"#/report/{report}/print/redacted")
    await desk.headed("There is no redacted copy")
    assert TOLD not in await desk.page.content()


async def test_a_lead_above_the_teams_tells_one_again_to_read(room: Staffroom, desk: Desk) -> None:
    await room.report("daisu")
    await desk.starts("ines", Role.LEAD, "duty_inspector")
    await desk.headed("Late reports")
    await expect(desk.page.get_by_role("link", name="Reports", exact=True)).to_have_count(0)


def with_recovery(room: Staffroom, folder: Path, line: str) -> Path:
    """The team's key file with another line about the recovery key, or none."""
    lines = room.key_file("daisu").read_text().splitlines()
    file = folder / "daisu.key"
    file.write_text("\n".join([line, *(each for each in lines if "recovery" not in each)]) + "\n")
    return file


async def chooses_own_key(room: Staffroom, desk: Desk, file: Path) -> str:
    """A lead opens a report with a key file of their own."""
    report = await room.report("daisu")
    await desk.starts("lena", Role.LEAD)
    await desk.page.get_by_role("link", name=report[:8]).click()
    await desk.chooses_key(file)
    await desk.headed(f"Report {report[:8]}")
    return report


async def to_the_hand_over(desk: Desk) -> None:
    """Chooses another team."""
    await desk.follow("Hand over to another team")
    await desk.page.get_by_label("Multi-Agency Safeguarding Hub").check()
    await desk.press("Continue")
    await desk.headed("Check before you hand over")


async def test_nothing_is_sealed_to_another_recovery_key_than_the_key_file_names(
    room: Staffroom, desk: Desk, tmp_path: Path
) -> None:
    other = pyrage.x25519.Identity.generate().to_public()
    await chooses_own_key(room, desk, with_recovery(room, tmp_path, f"# recovery: {other}"))
    await to_the_hand_over(desk)
    await desk.press("Hand over")
    await expect(desk.page.get_by_role("alert").filter(has_text="another recovery key")).to_be_visible()
    assert await room.ids("mash") == set()


async def test_a_key_file_that_names_no_recovery_key_still_works_and_says_so(
    room: Staffroom, desk: Desk, tmp_path: Path
) -> None:
    await chooses_own_key(room, desk, with_recovery(room, tmp_path, "# nothing"))
    await to_the_hand_over(desk)
    await desk.told("Your key file does not name the force’s recovery key")
    await desk.press("Hand over")
    await desk.told("The report was handed over")


async def test_the_key_file_of_a_team_names_the_recovery_key(room: Staffroom, desk: Desk) -> None:
    await at_the_report(room, desk)
    await to_the_hand_over(desk)
    await expect(desk.page.get_by_text("does not name the force’s recovery key")).to_have_count(0)
