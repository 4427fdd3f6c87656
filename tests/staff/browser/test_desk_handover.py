"""A report handed over in the browser: the other team opens it with its own key, and nobody else learns of it."""

from __future__ import annotations

import pytest
from playwright.async_api import Route, expect

from actions.additions import Adding, add
from content.receipt_words import all_words
from gateway.receipts import Receipt
from staff.who import Role
from tests.actions.kit import CANARY
from tests.staff.browser.desk import Desk
from tests.staff.kit import Run, Staffroom

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

RECEIPT = Receipt(" ".join(all_words()[:9]))
MASH = "Multi-Agency Safeguarding Hub"


async def comes_back(room: Staffroom, text: str, submission: str = "5" * 32) -> None:
    """The reporter adds something."""
    words = room.office.words("added", text, RECEIPT.lookup)
    assert await add(room.office.intake, Adding(RECEIPT.lookup, submission, words, {}))


async def contact(heard: Run, report: str) -> str:
    """What the other team is shown of how to reach the reporter."""
    return str((await heard("contact", report, "--reason", "agreed", team="mash")).stdout)


async def to_the_check(desk: Desk, team: str = MASH) -> None:
    """Chooses the other team."""
    await desk.follow("Hand over to another team")
    await desk.page.get_by_label(team).check()
    await desk.press("Continue")
    await desk.headed("Check before you hand over")


async def test_the_other_team_opens_what_was_handed_over_with_its_own_key(
    room: Staffroom, desk: Desk, heard: Run
) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    await comes_back(room, f"{CANARY} came back")
    await desk.starts()
    await desk.opens(report)
    await desk.follow("Show the contact details")
    await desk.page.get_by_role("radio").first.check()
    await desk.press("Show them")
    await desk.told(f"{CANARY} in contact_details")
    await to_the_check(desk)
    await expect(desk.page.get_by_role("definition").filter(has_text="go with it").last).to_have_text("go with it")
    await desk.press("Hand over")
    await desk.told(f"The report was handed over to {MASH}.")
    await room.office.deliver()
    shown = (await heard("open", report, team="mash")).stdout
    assert f"{CANARY} in what_happened" in shown
    assert f"{CANARY} came back" in shown
    assert f"For {MASH}: handed over" in shown
    assert f"{CANARY} in contact_details" in (await contact(heard, report))
    assert await room.status("daisu", report) == "closed"
    assert CANARY not in desk.seen.whole


async def test_contact_details_that_nobody_opened_stay(room: Staffroom, desk: Desk, heard: Run) -> None:
    report = await room.report("daisu")
    await desk.starts()
    await desk.opens(report)
    await to_the_check(desk)
    await expect(desk.page.get_by_role("definition").last).to_have_text("do not go with it")
    await desk.press("Hand over")
    await desk.told("The report was handed over")
    await room.office.deliver()
    assert f"{CANARY} in what_happened" in (await heard("open", report, team="mash")).stdout
    assert f"{CANARY} in contact_details" not in await contact(heard, report)
    assert "not handed over with this report" in " ".join((await contact(heard, report)).split())
    await desk.starts("noor", team="mash")
    await desk.opens(report, "mash", "Read (1)")
    await desk.told("The contact details were not handed over with this report.")
    await expect(desk.page.get_by_text("not agreed to be contacted")).to_have_count(0)


async def test_to_professional_standards_a_report_goes_whole_and_nothing_stays(
    room: Staffroom, desk: Desk, heard: Run
) -> None:
    report = await room.report("daisu", contact="anonymous", consent_contact="not_asked")
    await desk.starts()
    await desk.opens(report)
    await to_the_check(desk, "Professional Standards")
    await desk.press("Hand over")
    await desk.told("The report was handed over")
    await room.office.deliver()
    assert await room.ids("daisu") == set()
    shown = (await heard("open", report, team="professional_standards")).stdout
    assert f"{CANARY} in what_happened" in shown


async def test_professional_standards_say_that_another_team_may_know(room: Staffroom, desk: Desk) -> None:
    report = await room.report("professional_standards", about_police="yes", contact="anonymous")
    await desk.starts("ren", Role.LEAD, "professional_standards")
    await desk.opens(report, "professional_standards")
    await to_the_check(desk)
    await desk.press("Hand over")
    await expect(desk.page.locator("#confirm-error")).to_contain_text("Confirm that another team may know")
    assert await room.ids("mash") == set()
    await desk.page.get_by_label("I confirm that another team may know").check()
    await desk.press("Hand over")
    await desk.told("The report was handed over")


async def test_a_hand_over_whose_answer_was_lost_is_done_when_it_is_tried_again(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu", contact="anonymous", consent_contact="not_asked")
    await desk.starts()
    await desk.opens(report)
    await to_the_check(desk, "Professional Standards")

    async def lost(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await desk.page.route("**/hand-over", lost, times=1)
    await desk.press("Hand over")
    await desk.told("The server did not answer, so it is not certain what was done.")
    await desk.press("Hand over")
    await desk.told("The report was handed over to Professional Standards.")
    assert await room.ids("daisu") == set()


async def test_a_report_is_not_closed_past_what_was_added(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    await desk.starts()
    await desk.opens(report)
    await desk.follow("Close")
    await desk.page.get_by_role("radio").first.check()
    await desk.press("Continue")
    await comes_back(room, f"{CANARY} came back")
    await desk.press("Close the report")
    await desk.told("It was not closed: they have added something.")
    await desk.told(f"{CANARY} came back")
    assert await room.status("daisu", report) == "opened"


async def test_what_was_added_meanwhile_is_read_before_anything_goes(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    await desk.starts()
    await desk.opens(report)
    await to_the_check(desk)
    await comes_back(room, f"{CANARY} came back")
    await desk.press("Hand over")
    await desk.told("Nothing was handed over: they have added something")
    await desk.told(f"{CANARY} came back")
    assert await room.ids("mash") == set()


async def test_a_reply_does_not_go_past_what_was_added_and_is_kept(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    await desk.starts()
    await desk.opens(report)
    await desk.follow("Reply")
    await desk.page.get_by_label("Your reply").fill("We are coming on Monday.")
    await desk.press("Continue")
    await comes_back(room, f"{CANARY} came back")
    await desk.press("Send")
    await desk.told("Nothing was sent: they have added something.")
    await desk.told(f"{CANARY} came back")
    assert await room.status("daisu", report) == "opened"
    await desk.follow("Reply")
    await expect(desk.page.get_by_label("Your reply")).to_have_value("We are coming on Monday.")
    await desk.press("Continue")
    await desk.press("Send")
    await desk.told("Your reply is stored for them.")
