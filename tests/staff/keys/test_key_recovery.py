"""The recovery key in parts: one holder can open nothing, two can bring a team's reports to its new key."""

from __future__ import annotations

import shutil
from itertools import combinations
from pathlib import Path

import pyrage
import pytest

from heard.key_writing import write_once
from heard.recovery import RecoveryError, join, read_part, split
from heard.rotation import rotate
from tests.actions.kit import CANARY
from tests.staff.keys.kit import ended, every_file, run_keys, stored, texts
from tests.staff.kit import Staffroom

LONE = "This takes 2 different parts. One holder alone can open nothing."


@pytest.fixture
def whole(staff_keys: Path) -> str:
    """The recovery key, put together by somebody who should not have."""
    key = join([read_part(path) for path in (staff_keys / "keys" / "recovery-parts").iterdir()])
    shutil.rmtree(staff_keys / "keys" / "recovery-parts")
    write_once(staff_keys / "keys" / "recovery.key", f"{key}\n")
    return key


@pytest.fixture
async def parts(staff_keys: Path, whole: str, tmp_path: Path) -> list[Path]:
    """Three holders' parts, any two of which are the key."""
    result = await run_keys("split-recovery", "--holders", "3", "--needed", "2", "--to", str(tmp_path / "parts"))
    assert result.exit_code == 0, result.output
    return [Path(line) for line in result.stdout.splitlines()[:3]]


def recover(room: Staffroom, *arguments: str) -> list[str]:
    """The command for the team whose key was lost."""
    return ["recover", "daisu", "--url", room.url, *arguments]


def given(*parts: Path) -> list[str]:
    """The options that give these parts."""
    return [word for part in parts for word in ("--part", str(part))]


async def loses_its_key(room: Staffroom) -> None:
    """The team's key is gone, so that it gets another."""
    rotate(room.office.home, "daisu")
    for former in (room.office.home / "keys" / "teams" / "former").glob("daisu.*.key"):
        former.unlink()


async def test_the_whole_key_is_gone_and_no_part_tells_it(staff_keys: Path, parts: list[Path], whole: str) -> None:
    assert not (staff_keys / "keys" / "recovery.key").exists()
    assert (staff_keys / "keys" / "recovery.pub").exists()
    assert whole.encode() not in b"".join(every_file(staff_keys.parent).values())
    assert {oct(part.stat().st_mode & 0o777) for part in parts} == {"0o600"}


async def test_any_two_parts_are_the_key_and_one_is_not(parts: list[Path], whole: str) -> None:
    read = [read_part(part) for part in parts]
    assert {join(some) for size in (2, 3) for some in combinations(read, size)} == {whole}
    for part in read:
        for alone in ([part], [part, part]):
            with pytest.raises(RecoveryError, match="different parts"):
                join(alone)


async def test_two_holders_bring_reports_to_the_new_key_of_a_team_that_lost_its_own(
    room: Staffroom, parts: list[Path], whole: str
) -> None:
    await room.report("daisu")
    before = texts(await stored(room), whole)
    await loses_its_key(room)
    result = await run_keys(*recover(room, *given(parts[0], parts[2])))
    assert result.exit_code == 0, result.output
    sealed = await stored(room)
    assert texts(sealed, room.office.identity("daisu")) == texts(sealed, whole) == before
    assert CANARY not in result.output
    assert "SECRET" not in result.output
    assert whole.encode() not in b"".join(every_file(room.office.home.parent).values())


async def test_one_holder_changes_nothing(room: Staffroom, parts: list[Path]) -> None:
    await room.report("daisu")
    await loses_its_key(room)
    before = await stored(room)
    for alone in (parts[:1], [parts[0], parts[0]]):
        assert ended(await run_keys(*recover(room, *given(*alone))), 1, LONE)
    assert await stored(room) == before
    assert await room.audit("daisu") == []


async def test_two_holders_without_the_teams_new_key_open_nothing(room: Staffroom, parts: list[Path]) -> None:
    await room.report("daisu")
    await loses_its_key(room)
    before = await stored(room)
    wrong = recover(room, *given(*parts[:2]), "--key", str(room.key_file("mash")))
    sentence = "This key does not open the inbox of daisu. Check the team's name and its key file."
    assert ended(await run_keys(*wrong), 1, sentence)
    assert await stored(room) == before


async def test_one_report_alone_can_be_recovered(room: Staffroom, parts: list[Path]) -> None:
    first, _ = await room.report("daisu"), await room.report("daisu", 2)
    await loses_its_key(room)
    result = await run_keys(*recover(room, *given(*parts[:2]), "--report", first))
    assert result.exit_code == 0, result.output
    assert len(texts(await stored(room), room.office.identity("daisu"))) == 2


async def test_parts_that_do_not_belong_together_or_are_damaged_are_told(parts: list[Path], whole: str) -> None:
    read = [read_part(part) for part in parts]
    other = split(str(pyrage.x25519.Identity.generate()), 3, 2)
    with pytest.raises(RecoveryError, match="made together"):
        join([read[0], other[1]])
    with pytest.raises(RecoveryError, match="damaged, or was made another time"):
        join([read[0], split(whole, 3, 2)[1]])
    line = parts[0].read_text()
    at = len(line) - 5
    parts[0].write_text(line[:at] + ("0" if line[at] != "0" else "1") + line[at + 1 :])
    with pytest.raises(RecoveryError, match="damaged"):
        join([read_part(parts[0]), read[1]])
    parts[0].write_text(CANARY)
    with pytest.raises(RecoveryError, match="does not hold a part"):
        read_part(parts[0])


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize(("holders", "needed"), [(1, 1), (3, 1), (2, 3), (9, 2)])
async def test_a_number_that_one_holder_would_do_for_is_refused(staff_keys: Path, holders: int, needed: int) -> None:
    before = every_file(staff_keys)
    folder = str(staff_keys / "parts")
    result = await run_keys("split-recovery", "--holders", str(holders), "--needed", str(needed), "--to", folder)
    assert ended(result, 1, "Give 2 to 8 holders, and at least 2 of them as needed.")
    assert every_file(staff_keys) == before


@pytest.mark.usefixtures("whole")
async def test_the_whole_key_stays_when_the_parts_cannot_be_written_or_are_not_it(
    staff_keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    (folder / "recovery-part-2.txt").write_text("another")
    arguments = ("split-recovery", "--holders", "2", "--to", str(folder))
    assert ended(await run_keys(*arguments), 1, f"There are parts in {folder} already. Move them away first.")
    (folder / "recovery-part-2.txt").unlink()
    monkeypatch.setattr("heard.recovery.join", lambda _parts: "another key")
    sentence = "The parts that were written are not the key. It was not removed; delete the parts."
    assert ended(await run_keys(*arguments), 1, sentence)
    assert (staff_keys / "keys" / "recovery.key").exists()
