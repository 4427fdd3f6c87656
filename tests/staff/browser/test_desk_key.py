"""The team's key: chosen once a sitting, held in the page's memory, and put away."""

from __future__ import annotations

from pathlib import Path

import pyrage
import pytest
from playwright.async_api import expect

from tests.actions.kit import CANARY
from tests.staff.browser.desk import Desk
from tests.staff.kit import Staffroom

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PASSPHRASE = "marble-otter-lantern-nine"
TOLD = f"{CANARY} in what_happened"


async def at_the_key(room: Staffroom, desk: Desk) -> str:
    """A member has picked a report, and is asked for the key."""
    report = await room.report("daisu")
    await desk.starts()
    await desk.page.get_by_role("link", name=report[:8]).click()
    return report


async def test_another_teams_key_is_said_to_be_wrong(room: Staffroom, desk: Desk) -> None:
    report = await at_the_key(room, desk)
    await desk.chooses_key(room.key_file("mash"))
    await expect(desk.page.get_by_role("alert").filter(has_text="There is a problem")).to_be_visible()
    await expect(desk.page.locator(".govuk-error-summary")).to_be_focused()
    await expect(desk.page).to_have_title("Error: Choose your team’s key – Heard: for the teams")
    await desk.page.locator(".govuk-error-summary a").click()
    await expect(desk.page.get_by_label("Your team’s key file")).to_be_focused()
    assert await room.status("daisu", report) == "received"


@pytest.mark.parametrize("content", ["", "AGE-SECRET-KEY-1QQQ", "age1notakey", "x" * 70_000])
async def test_a_file_that_is_no_key_is_said_to_be_none(
    room: Staffroom, desk: Desk, tmp_path: Path, content: str
) -> None:
    await at_the_key(room, desk)
    file = tmp_path / "chosen.key"
    file.write_text(content)
    await desk.chooses_key(file)
    await expect(desk.page.locator("#file-error")).to_contain_text("key file")
    assert desk.seen.said == []


@pytest.mark.parametrize("armored", [False, True], ids=["binary", "armoured"])
async def test_a_locked_key_file_opens_with_its_passphrase_alone(
    room: Staffroom, desk: Desk, tmp_path: Path, armored: bool
) -> None:
    await at_the_key(room, desk)
    file = tmp_path / "daisu.age"
    file.write_bytes(pyrage.passphrase.encrypt(room.key_file("daisu").read_bytes(), PASSPHRASE, armored=armored))
    await desk.chooses_key(file)
    await expect(desk.page.locator("#passphrase-error")).to_contain_text("This key file is locked.")
    if not armored:  # each try takes seconds, as it should
        await desk.page.get_by_label("Passphrase of the file").fill("another")
        await desk.press("Use this key")
        await expect(desk.page.locator("#passphrase-error")).to_contain_text("does not open", timeout=30_000)
    await desk.page.get_by_label("Passphrase of the file").fill(PASSPHRASE)
    await desk.press("Use this key")
    await expect(desk.page.get_by_text(TOLD)).to_be_visible(timeout=30_000)
    assert PASSPHRASE not in desk.seen.whole


async def test_the_key_is_put_away_after_a_quarter_of_an_hour_and_the_report_with_it(
    room: Staffroom, desk: Desk
) -> None:
    await at_the_key(room, desk)
    await desk.chooses_key()
    await desk.told(TOLD)
    await desk.page.clock.fast_forward("14:01")
    await desk.told("In one minute your team’s key is put away")
    await desk.page.keyboard.press("Shift")
    await expect(desk.page.get_by_text("In one minute")).to_have_count(0)
    await desk.page.clock.fast_forward("15:01")
    await desk.headed("Choose your team’s key")
    assert CANARY not in await desk.page.content()
    await expect(desk.page.get_by_role("button", name="Put the key away")).to_have_count(0)


async def test_a_member_who_writes_for_long_stays_signed_in(room: Staffroom, desk: Desk) -> None:
    await at_the_key(room, desk)
    await desk.page.clock.fast_forward("05:01")
    async with desk.page.expect_request("**/api/outcomes"):
        await desk.page.keyboard.press("Shift")


async def test_a_page_loaded_again_has_no_key(room: Staffroom, desk: Desk) -> None:
    await at_the_key(room, desk)
    await desk.chooses_key()
    await desk.told(TOLD)
    await desk.page.reload()
    await desk.headed("New reports")
    await expect(desk.page.get_by_role("button", name="Put the key away")).to_have_count(0)
    assert CANARY not in await desk.page.content()


@pytest.mark.parametrize("button", ["Put the key away", "Sign out"])
async def test_nothing_of_a_report_is_left_when_the_key_is_put_away(room: Staffroom, desk: Desk, button: str) -> None:
    await at_the_key(room, desk)
    await desk.chooses_key()
    await desk.told(TOLD)
    await desk.press(button)
    await desk.headed("New reports" if "key" in button else "Sign in")
    await desk.page.go_back()
    await desk.headed("Choose your team’s key" if "key" in button else "Sign in")
    assert CANARY not in await desk.page.content()
