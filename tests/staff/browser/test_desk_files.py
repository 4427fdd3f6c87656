"""The files of a report, at the page: looked at, saved, and put into a sealed copy."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.attachments.files import photo
from tests.staff.browser.desk import Desk
from tests.staff.files_kit import CLEAN, CODE, ORIGINAL, attached, took
from tests.staff.kit import Staffroom, unsealed

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

REASON = "It is evidence, and I am about to keep it as such"


async def test_a_clean_copy_is_saved_and_an_original_only_for_a_reason(
    room: Staffroom, desk: Desk, tmp_path: Path
) -> None:
    report = await attached(room)
    await desk.starts()
    await desk.opens(report)
    await desk.told("the place where it was made")
    assert await desk.saves("Save the clean copy of file 1", tmp_path) == (f"{report[:8]}-1.jpg", CLEAN)
    await desk.follow("Save the original of file 1")
    await desk.press("Save the original")
    await expect(desk.page.get_by_text("Say what you need it for").first).to_be_visible()
    assert await took(room) == ["took clean copy"]
    await desk.page.get_by_label(REASON).check()
    assert await desk.saves("Save the original", tmp_path) == (f"{report[:8]}-1.original", ORIGINAL)
    await desk.told("The original was saved.")
    assert await took(room) == ["took clean copy", f"took original: {CODE}"]
    assert "kittiwake-quern-71" not in desk.seen.whole


async def test_a_picture_is_blurred_until_somebody_asks_to_see_it(room: Staffroom, desk: Desk) -> None:
    report = await attached(room, clean=photo(exif=b""))
    await desk.starts()
    await desk.opens(report)
    assert await took(room) == []
    look = desk.page.get_by_role("button", name="Look at file 1 here")
    await look.press("Enter")
    clear = desk.page.get_by_role("button", name="Show file 1 clearly")
    await expect(clear).to_be_focused()
    picture = desk.page.get_by_role("img", name="File 1, blurred")
    await expect(picture).to_have_css("filter", "blur(32px)")
    assert await picture.evaluate("e => e.naturalWidth") == 64
    await clear.press("Enter")
    await expect(desk.page.get_by_role("img", name="Nobody has described what it shows.")).to_have_css("filter", "none")
    await desk.press("Blur file 1 again")
    await expect(picture).to_have_css("filter", "blur(32px)")
    await desk.press("Hide file 1")
    await expect(look).to_be_focused()
    await expect(desk.page.get_by_role("img")).to_have_count(0)
    assert await took(room) == ["took clean copy"]
    assert desk.seen.said == []


async def test_what_is_no_picture_is_not_drawn(room: Staffroom, desk: Desk) -> None:
    report = await attached(room)
    await desk.starts()
    await desk.opens(report)
    await desk.press("Look at file 1 here")
    await desk.told("This picture cannot be shown here. Save the clean copy instead.")
    await expect(desk.page.get_by_role("img")).to_have_count(0)


@pytest.mark.parametrize(
    ("choice", "bodies"), [("No", {"clean": CLEAN}), (f"Yes: {REASON}", {"clean": CLEAN, "original": ORIGINAL})]
)
async def test_a_sealed_copy_holds_the_files_and_age_alone_opens_them(
    room: Staffroom, desk: Desk, tmp_path: Path, choice: str, bodies: dict[str, bytes]
) -> None:
    report = await attached(room)
    await desk.starts()
    await desk.opens(report)
    await desk.follow("Save a sealed copy")
    await desk.page.get_by_role("radio", name=re.compile(f"^{choice}$")).check()
    _, saved = await desk.saves("Save the sealed copy", tmp_path)
    with zipfile.ZipFile(io.BytesIO(saved)) as bundle:
        parts = {name: bundle.read(name) for name in bundle.namelist()}
    names = {"README.txt", "SHA256SUMS", "account.age", "addition-1.age", "file-1.age"}
    assert set(parts) == names | {f"file-1-{each}.age" for each in bodies}
    letter = json.loads(unsealed(parts["file-1.age"], room.office.identity("daisu")))
    for each, data in bodies.items():
        assert unsealed(parts[f"file-1-{each}.age"], letter["key"])[: letter[each]["bytes"]] == data
    assert b"kittiwake-quern-71" not in saved
    assert len(await took(room)) == len(bodies)
