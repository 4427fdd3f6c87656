"""Every view for everybody: what axe finds is nothing, the keyboard is enough, and the headers hold."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from actions.casework.actor import Actor
from actions.casework.outcomes import close
from actions.retention.keeping import ask_to_erase, hold
from staff.who import Role
from tests.attachments.files import photo
from tests.browser.pictures import take_picture
from tests.browser.screens import COLOURS, DESK, PHONE, TOO_WIDE, axe_finds_nothing
from tests.staff.browser.desk import Desk
from tests.staff.casework_kit import OUTCOMES
from tests.staff.files_kit import attached
from tests.staff.kit import Staffroom
from tests.staff.people_kit import HALF_A_MINUTE, PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ACTS = (
    *("", "/contact", "/reply", "/ask", "/assign", "/hand-over", "/redact", "/print", "/export"),
    *("/assessment", "/close", "/step-aside", "/exclude"),
)
LATER_ACTS = {
    "/original/1": "Save the original of file 1",
    "/export": "Save a sealed copy",
    "/keep": "Keep this report longer",
    "/hold": "Hold this report",
    "/erase": "Erase this report early",
}
RORY = Actor("daisu", "rory", lead=True)
OF_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""What other colours can change."""


async def has_no_faults(page: Page, name: str) -> None:
    """On a desk and a phone, in every colour; a picture of each is kept."""
    await axe_finds_nothing(page)
    for name_of_colours in ("dark", "forced"):
        await page.emulate_media(**COLOURS[name_of_colours])
        await axe_finds_nothing(page, OF_COLOURS)
    await page.emulate_media(**COLOURS["light"])
    await take_picture(page, "staff", name)
    await page.set_viewport_size(PHONE)
    assert await page.evaluate(TOO_WIDE) <= 0
    await axe_finds_nothing(page)
    await take_picture(page, "staff", f"{name}-phone")
    await page.set_viewport_size(DESK)


@pytest.mark.parametrize("profile", [{"bypass_csp": True, "viewport": DESK}], ids=["axe"])
async def test_axe_finds_nothing(room: Staffroom, desk: Desk) -> None:
    report = await room.report("daisu", contact="anonymous", consent_contact="not_asked")
    await desk.page.goto(room.url)
    await desk.headed("Sign in")
    await desk.press("Sign in")
    await has_no_faults(desk.page, "sign-in-error")
    await desk.enrols("lena", Role.LEAD, "daisu")
    await desk.signs_in()
    await has_no_faults(desk.page, "list")
    await desk.page.get_by_role("link", name=report[:8]).click()
    await desk.headed("Choose your team’s key")
    await has_no_faults(desk.page, "key")
    await desk.chooses_key()
    await desk.headed(f"Report {report[:8]}")
    for act in ACTS:
        await desk.page.goto(f"{room.url}/#/report/{report}{act}")
        await expect(desk.page.get_by_role("heading", level=1)).to_be_focused()
        await has_no_faults(desk.page, f"report{act.replace('/', '-')}")


@pytest.mark.parametrize("profile", [{"bypass_csp": True, "viewport": DESK}], ids=["axe"])
async def test_axe_finds_nothing_about_files_and_how_long_a_report_is_kept(room: Staffroom, desk: Desk) -> None:
    report, soon = await attached(room, clean=photo(exif=b"")), OUTCOMES.model_copy(update={"unnamed_keep_months": 1})
    await desk.starts("lena", Role.LEAD)
    await desk.opens(report)
    await desk.press("Look at file 1 here")
    await desk.press("Show file 1 clearly")
    await has_no_faults(desk.page, "report-files")
    await close(room.office.sessions, RORY, report, None, room.clock(), soon)
    await comes_back(desk, report)
    for act, heading in LATER_ACTS.items():
        await desk.goes(f"#/report/{report}{act}")
        await desk.headed(heading)
        await axe_finds_nothing(desk.page)
    await ask_to_erase(room.office.sessions, RORY, report, "no_basis", room.clock())
    await comes_back(desk, report)
    await desk.follow("Look at what was asked")
    await desk.headed("Erase this report for good")
    await axe_finds_nothing(desk.page)
    await hold(room.office.sessions, RORY, report, "inquiry", room.clock())
    await comes_back(desk, report)
    await desk.follow("Look at the hold")
    await desk.headed("This report is held")
    await axe_finds_nothing(desk.page)


async def comes_back(desk: Desk, report: str) -> None:
    """Leaves a closed report, and opens it again as it is now."""
    await desk.follow("Reports")
    await desk.follow("Closed (1)")
    await desk.page.get_by_role("link", name=report[:8]).click()
    await desk.headed(f"Report {report[:8]}")


async def tab_to(page: Page, name: str, most: int = 40) -> None:
    """Presses Tab until what is called `name` has the focus."""
    for _ in range(most):
        await page.keyboard.press("Tab")
        label = "e => (e.labels?.[0] ?? e).innerText?.trim()"
        if await page.evaluate(f"({label})(document.activeElement)") == name:
            return
    raise AssertionError(f"Tab does not reach {name}")


async def test_the_keyboard_alone_is_enough_to_sign_in_and_reply(room: Staffroom, desk: Desk) -> None:
    report, page = await room.report("daisu"), desk.page
    await desk.enrols("mira", Role.MEMBER, "daisu")
    assert desk.app is not None
    room.clock.move(HALF_A_MINUTE)
    for label, text in (
        ("Account name", "mira"),
        ("Password", PASSWORD),
        ("Code", desk.app.at(room.clock.now)),
    ):
        await tab_to(page, label)
        await page.keyboard.type(text)
    await page.keyboard.press("Enter")
    await desk.headed("New reports")
    await tab_to(page, report[:8])
    await page.keyboard.press("Enter")
    await desk.headed("Choose your team’s key")
    await tab_to(page, "Your team’s key file")
    async with page.expect_file_chooser() as chooser:
        await page.keyboard.press("Space")
    await (await chooser.value).set_files(room.key_file("daisu"))
    await tab_to(page, "Use this key")
    await page.keyboard.press("Enter")
    await desk.headed(f"Report {report[:8]}")
    await tab_to(page, "Reply")
    await page.keyboard.press("Enter")
    await desk.headed("Reply")
    await tab_to(page, "Your reply")
    await page.keyboard.type("We write on Monday.")
    for button in ("Continue", "Send"):
        await tab_to(page, button)
        await page.keyboard.press("Enter")
        await desk.headed("Check your reply" if button == "Continue" else f"Report {report[:8]}")
    assert await room.status("daisu", report) == "answered"


async def test_text_cannot_become_markup_and_no_strange_script_runs(room: Staffroom, desk: Desk) -> None:
    await desk.page.goto(room.url)
    await desk.headed("Sign in")
    markup = "() => { try { document.body.innerHTML = '<p>x</p>' } catch (refused) { return refused.name } }"
    assert await desk.page.evaluate(markup) == "TypeError"
    handler = "() => { document.body.setAttribute('onclick', 'window.ran = 1'); document.body.click() }"
    await desk.page.evaluate(f"setTimeout({handler})")
    assert await desk.page.evaluate("window.ran") is None
