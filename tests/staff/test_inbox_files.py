"""A team's files: told of in the report, saved by whoever has the key, the original for a reason."""

from __future__ import annotations

import base64
import json
import zipfile
from pathlib import Path
from typing import Any

import pyrage
import pytest
from sqlalchemy import update

from actions import locking
from actions.database.tables import Attachment
from actions.locking import Place
from actions.sealing import Sealed
from tests.staff.casework_kit import handover, sealed_for
from tests.staff.files_kit import CLEAN, CODE, ORIGINAL, attached, took
from tests.staff.kit import NO_REPORT, Run, Staffroom, unsealed
from tests.staff.test_casework_api_handover import PSD, hands_over, taken


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where files are saved."""
    (saved := tmp_path / "saved").mkdir()
    return saved


async def asks(room: Staffroom, report: str, what: str, body: Any = None, team: str = "daisu") -> int:
    """Asks for one body; the status."""
    headers = await room.headers(team)
    return (await room.client.post(f"/api/reports/{report}/attachments/{what}", json=body, headers=headers)).status


def inside(folder: Path) -> list[Path]:
    """What was saved."""
    return list(folder.iterdir())


async def test_the_report_tells_of_its_files(room: Staffroom, heard: Run) -> None:
    report = await attached(room)
    shown = (await heard("open", report)).stdout
    assert "A file was attached: file 1 (jpg)." in shown
    assert "Found in it, and not in the clean copy: place." in shown
    assert f"heard inbox save {report} --team daisu" in " ".join(shown.split())


async def test_a_clean_copy_is_saved_and_an_original_only_for_a_reason(
    room: Staffroom, heard: Run, folder: Path
) -> None:
    report = await attached(room)
    saved = await heard("save", report, "--to", str(folder))
    assert saved.exit_code == 0, saved.output
    (copy,) = inside(folder)
    assert (copy.name, copy.read_bytes()) == (f"{report[:8]}-1.jpg", CLEAN)
    assert copy.stat().st_mode & 0o777 == 0o600
    for wrong in ([], ["--reason", "curious"]):
        refused = await heard("save", report, "--to", str(folder), "--original", *wrong)
        assert refused.exit_code == 2
        assert CODE in refused.output
    assert len(inside(folder)) == 1
    await heard("save", report, "--to", str(folder), "--original", "--reason", CODE)
    assert (folder / f"{report[:8]}-1.original").read_bytes() == ORIGINAL
    assert await took(room) == ["took clean copy", f"took original: {CODE}"]


@pytest.mark.parametrize("more", [[], ["--original", "--reason", CODE]], ids=["clean", "originals too"])
async def test_a_sealed_copy_holds_the_files_and_age_alone_opens_them(
    room: Staffroom, heard: Run, folder: Path, more: list[str]
) -> None:
    report = await attached(room)
    saved = await heard("export", report, "--to", str(folder), *more)
    assert saved.exit_code == 0, saved.output
    with zipfile.ZipFile(folder / f"report-{report}.zip") as bundle:
        parts = {name: bundle.read(name) for name in bundle.namelist()}
    bodies = {"clean": CLEAN} | ({"original": ORIGINAL} if more else {})
    names = {"README.txt", "SHA256SUMS", "account.age", "addition-1.age", "file-1.age"}
    assert set(parts) == names | {f"file-1-{each}.age" for each in bodies}
    letter = json.loads(unsealed(parts["file-1.age"], room.office.identity("daisu")))
    for each, data in bodies.items():
        assert unsealed(parts[f"file-1-{each}.age"], letter["key"])[: letter[each]["bytes"]] == data
    assert b"kittiwake-quern-71" not in (folder / f"report-{report}.zip").read_bytes()
    assert len(await took(room)) == len(bodies)


async def test_nothing_is_overwritten(room: Staffroom, heard: Run, folder: Path) -> None:
    report = await attached(room)
    await heard("save", report, "--to", str(folder))
    assert (await heard("save", report, "--to", str(folder))).exit_code == 2


async def test_a_file_that_was_exchanged_is_not_saved(room: Staffroom, heard: Run, folder: Path) -> None:
    """Whoever has both databases can put another body there; not one that the letter knows."""
    report = await attached(room)
    found = await taken(room, "daisu", report)
    letter = json.loads(unsealed(base64.b64decode(found["attachments"][0]), room.office.identity("daisu")))
    other = Sealed(_sealed_to(letter["key"], b"another photo"))
    place = Place(report, "daisu", locking.attachment(1)[2])
    locked = await room.office.report_keys.lock_one(place, other)
    async with room.office.sessions.begin() as session:
        await session.execute(update(Attachment).values(clean=locked))
    refused = await heard("save", report, "--to", str(folder))
    assert refused.exit_code == 1
    assert "File 1 is not what was sent" in refused.output
    assert not inside(folder)


def _sealed_to(identity: str, data: bytes) -> bytes:
    return bytes(pyrage.encrypt(data, [pyrage.x25519.Identity.from_str(identity).to_public()]))


async def test_another_team_is_told_that_there_is_no_such_report(room: Staffroom) -> None:
    report = await attached(room)
    await taken(room, "daisu", report)
    assert await asks(room, report, "1/clean") == 200
    assert await asks(room, report, "1/original", {"reason": CODE}, "mash") == 404
    for each in (report, NO_REPORT):
        assert await asks(room, each, "1/clean", team="mash") == 404
    assert await asks(room, report, "2/clean") == 404
    assert await asks(room, report, "one/clean") == 404


@pytest.mark.parametrize("body", [{}, {"reason": "curious"}, {"reason": None}, []])
async def test_without_a_reason_no_original_comes_and_nothing_is_recorded(room: Staffroom, body: object) -> None:
    report = await attached(room)
    await taken(room, "daisu", report)
    assert await asks(room, report, "1/original", body) == 400
    assert not await took(room)


@pytest.mark.parametrize("to", ["mash", PSD])
async def test_handed_over_the_other_team_opens_the_same_bodies_by_a_letter_of_its_own(
    room: Staffroom, to: str
) -> None:
    report = await attached(room)
    found = await taken(room, "daisu", report)
    letter = json.loads(unsealed(base64.b64decode(found["attachments"][0]), room.office.identity("daisu")))
    body = handover(room.office, to, additions=["more"])
    assert (await hands_over(room, report, body))[0] == 409
    body |= {"attachments": [sealed_for(room.office, to, letter)]}
    assert await hands_over(room, report, body) == (204, None)
    theirs = await taken(room, to, report)
    moved = json.loads(unsealed(base64.b64decode(theirs["attachments"][0]), room.office.identity(to)))
    headers = await room.headers(to)
    answer = await room.client.post(f"/api/reports/{report}/attachments/1/clean", headers=headers)
    assert unsealed(await answer.read(), moved["key"]).rstrip(b"\0") == CLEAN
