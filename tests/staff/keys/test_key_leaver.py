"""Somebody leaves a team: after the drill the key they know opens nothing stored, and nothing that comes."""

from __future__ import annotations

import pyrage
import pytest

from actions.team_keys import fingerprint
from tests.staff.keys.kit import ended, every_file, run_keys, stored, texts
from tests.staff.kit import Staffroom, unsealed


def print_of(room: Staffroom) -> str:
    """The fingerprint of the team's key now."""
    return fingerprint((room.office.home / "keys" / "teams" / "daisu.pub").read_text().strip())


async def test_the_old_key_opens_nothing_stored_or_new_and_signs_in_no_more(room: Staffroom) -> None:
    await room.report("daisu")
    old, former = room.office.identity("daisu"), print_of(room)
    result = await run_keys("leaver", "daisu", "--yes", "--url", room.url)
    assert result.exit_code == 0, result.output
    await room.report("daisu", 2)
    parts = await stored(room)
    assert texts(parts, old) == []
    assert len(texts(parts, room.office.identity("daisu"))) == 4
    _, asked = await room.challenge("daisu")
    with pytest.raises(pyrage.DecryptError):
        unsealed(asked, old)
    assert f"Revoked: {former}.\n" in result.stdout
    assert "Backups made before now" in result.stdout
    assert "SECRET" not in result.output
    assert (await run_keys("list")).stdout.count("revoked") == 1


async def test_a_dry_run_says_what_would_be_done_and_does_nothing(room: Staffroom) -> None:
    await room.report("daisu")
    files, parts = every_file(room.office.home), await stored(room)
    result = await run_keys("leaver", "daisu", "--dry-run", "--url", room.url)
    assert result.exit_code == 0, result.output
    assert [line[:2] for line in result.stdout.splitlines()[:-1]] == ["1.", "2.", "3.", "4."]
    assert print_of(room) in result.stdout
    assert result.stdout.endswith("Nothing was done.\n")
    assert (every_file(room.office.home), await stored(room)) == (files, parts)


async def test_it_asks_before_it_does_anything(room: Staffroom) -> None:
    files = every_file(room.office.home)
    assert (await run_keys("leaver", "daisu", "--url", room.url)).exit_code == 1
    assert every_file(room.office.home) == files


async def test_nothing_is_done_when_the_rest_could_not_be(room: Staffroom) -> None:
    files = every_file(room.office.home)
    room.desk.ready.clear()
    sentence = "The staff process is not ready. Try again in a moment."
    assert ended(await run_keys("leaver", "daisu", "--yes", "--url", room.url), 2, sentence)
    assert every_file(room.office.home) == files


async def test_where_the_teams_key_is_not_it_says_the_steps(room: Staffroom) -> None:
    room.key_file("daisu").unlink()
    files = every_file(room.office.home)
    result = await run_keys("leaver", "daisu", "--yes", "--url", room.url)
    assert result.exit_code == 2
    assert "`heard keys rotate daisu --public FILE`" in result.stderr
    assert every_file(room.office.home) == files


async def test_a_key_is_not_revoked_while_a_report_cannot_be_opened_without_it(room: Staffroom) -> None:
    await room.report("daisu")
    await run_keys("rotate", "daisu")
    for former in (room.office.home / "keys" / "teams" / "former").glob("daisu.*.key"):
        former.unlink()
    result = await run_keys("leaver", "daisu", "--yes", "--url", room.url)
    assert result.exit_code == 1
    assert result.stderr.endswith("Revoke nothing before that.\n")
    assert "revoked" not in (await run_keys("list")).stdout
