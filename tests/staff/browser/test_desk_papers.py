"""What leaves the page: a redacted copy, a sealed bundle, and paper."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect
from pypdf import PdfReader

from staff.who import Role
from tests.actions.kit import CANARY
from tests.staff.browser.desk import Desk
from tests.staff.kit import Run, Staffroom, unsealed

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

BAR = "█████"
NAME = "Robin Ashdown"
TOLD = f"It was {NAME} 🙂 {CANARY}"


async def with_a_name(room: Staffroom) -> str:
    """A report in which somebody is named."""
    return await room.report("daisu", what_happened=room.office.words("what_happened", TOLD, f"{1:032x}"))


async def blacks_out(desk: Desk, words: str) -> None:
    """Selects `words` with the keyboard, and blacks them out."""
    await desk.follow("Redact")
    box = desk.page.get_by_label("Label of what_happened")
    await box.focus()
    await desk.page.keyboard.press("Control+Home")
    for _ in TOLD.partition(words)[0]:
        await desk.page.keyboard.press("ArrowRight")
    for _ in words:
        await desk.page.keyboard.press("Shift+ArrowRight")
    await desk.page.keyboard.press("Tab")
    await desk.page.keyboard.press("Enter")
    await desk.press("Continue")
    await desk.headed("Check what is blacked out")
    await desk.told(TOLD.replace(words, BAR))


async def test_a_member_keeps_a_redacted_copy_beside_the_report(room: Staffroom, desk: Desk, heard: Run) -> None:
    report = await with_a_name(room)
    await desk.starts()
    await desk.opens(report)
    await blacks_out(desk, NAME)
    assert await desk.page.get_by_role("radio").count() == 0
    await desk.press("Keep the redacted copy")
    await desk.told("The redacted copy is kept beside the report.")
    await desk.told(NAME)
    await desk.follow("Print it or save it")
    await desk.follow("Show the redacted copy instead")
    await desk.headed(f"Report {report[:8]}, redacted")
    await desk.told(TOLD.replace(NAME, BAR))
    assert NAME not in await desk.page.content()
    assert NAME in (await heard("open", report)).stdout
    assert NAME not in desk.seen.whole


async def test_a_lead_takes_words_out_for_good(room: Staffroom, desk: Desk, heard: Run) -> None:
    report = await with_a_name(room)
    await desk.starts("lena", Role.LEAD)
    await desk.opens(report)
    await blacks_out(desk, NAME)
    await desk.page.get_by_label("Put it in the report’s place").check()
    await desk.press("Keep the redacted copy")
    await desk.told("It is proposed. The report stays as it is")
    await desk.told(NAME)
    await desk.follow("Look at the proposal")
    await desk.told("somebody else of your team has to confirm it")
    await desk.starts("mira")
    await desk.opens(report, state="Read (1)")
    await desk.follow("Look at the proposal")
    await desk.press("Take them out for good")
    await desk.told("gone from your team’s copy. A team that has a copy of its own keeps the words there.")
    shown = (await heard("open", report)).stdout
    assert (NAME in shown, BAR in shown, f"{CANARY} in who_did_it" in shown) == (False, True, True)


async def test_a_proposal_to_take_words_out_is_dropped(room: Staffroom, desk: Desk, heard: Run) -> None:
    report = await with_a_name(room)
    await desk.starts("lena", Role.LEAD)
    await desk.opens(report)
    await blacks_out(desk, NAME)
    await desk.page.get_by_label("Put it in the report’s place").check()
    await desk.press("Keep the redacted copy")
    await desk.follow("Look at the proposal")
    await desk.press("Drop the proposal")
    await desk.told("The proposal was dropped.")
    await expect(desk.page.get_by_role("link", name="Look at the proposal")).to_have_count(0)
    assert NAME in (await heard("open", report)).stdout


async def test_a_colleagues_redacted_copy_is_not_written_over_unseen(room: Staffroom, desk: Desk) -> None:
    report = await with_a_name(room)
    await desk.starts()
    await desk.opens(report)
    await blacks_out(desk, NAME)
    headers, office = await room.headers("daisu"), room.office
    taken = await (await room.client.get(f"/api/reports/{report}", headers=headers)).json()
    was = hashlib.sha256(base64.b64decode(taken["account"])).hexdigest()
    theirs = {"account": taken["account"], "permanent": False, "was": was, "was_redacted": None}
    put = await room.client.put(f"/api/reports/{report}/redaction", json=theirs, headers=headers)
    assert put.status == 204
    await desk.press("Keep the redacted copy")
    await desk.told("Nothing was kept: somebody of your team changed this report")
    taken = await (await room.client.get(f"/api/reports/{report}", headers=headers)).json()
    assert NAME in unsealed(base64.b64decode(taken["redacted"]), office.identity("daisu")).decode()


async def test_a_sealed_copy_opens_with_the_key_and_without_heard(room: Staffroom, desk: Desk, tmp_path: Path) -> None:
    report = await room.report("daisu")
    await desk.starts()
    await desk.opens(report)
    await desk.follow("Save a sealed copy")
    async with desk.page.expect_download() as download:
        await desk.press("Save the sealed copy")
    saved = await download.value
    assert saved.suggested_filename == f"report-{report}.zip"
    await saved.save_as(tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as bundle:
        assert bundle.namelist() == ["README.txt", "SHA256SUMS", "account.age"]
        sealed, sums = bundle.read("account.age"), bundle.read("SHA256SUMS").decode()
        assert {each.date_time for each in bundle.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert sums == f"{hashlib.sha256(sealed).hexdigest()}  account.age\n"
    account: dict[str, Any] = json.loads(unsealed(sealed, room.office.identity("daisu")))
    assert account["report"] == report
    assert CANARY not in (tmp_path / "copy.zip").read_bytes().decode("latin-1")


async def test_paper_carries_the_marking_the_number_and_the_pages(room: Staffroom, desk: Desk) -> None:
    told = "\n".join(f"{CANARY} line {number}" for number in range(90))
    report = await room.report("daisu", what_happened=room.office.words("what_happened", told, f"{1:032x}"))
    await desk.starts()
    await desk.opens(report)
    await desk.follow("Print or save as PDF")
    marking = desk.page.get_by_label("Marking on each page")
    await expect(marking).to_have_value("Official-Sensitive")
    await marking.fill("Official-Sensitive: Avon only")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(await desk.page.pdf(format="A4"))).pages]
    assert len(pages) > 1
    for number, text in enumerate(pages, start=1):
        assert "Official-Sensitive: Avon only" in text
        assert f"Report {report}" in text
        assert f"Page {number} of {len(pages)}" in text
    whole = " ".join(pages)
    assert f"{CANARY} line 0" in whole
    assert f"{CANARY} line 89" in whole
    assert f"{CANARY} in contact_details" not in whole
    assert "Sign out" not in whole
    assert "Print or save as PDF" not in whole
