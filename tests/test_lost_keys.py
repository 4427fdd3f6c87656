"""`heard check` says how many stored reports nobody can open, names none, and makes no file."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from actions.database.engine import migrate, open_database, sessions_of
from actions.locking import Place
from actions.report_key_store import open_report_keys, prepare
from actions.report_keys import ReportKeys
from actions.sealing import Sealed
from actions.settings import PROJECT, Settings
from actions.times import utc_now
from heard.lost_keys import lost_keys

REPORT = (
    "INSERT INTO reports (id, received, consent_wording, consented, routing_version, receipt) "
    "VALUES (:id, '2025-11-25 14:00:00', 'share@1', '2025-11-25 14:00:00', '1', :id)"
)


async def stored(home: Path, with_key: int, without: int) -> None:
    """So many reports in `home`."""
    settings = Settings(home=home)
    engine, keys = open_database(settings.database), open_report_keys(settings.report_keys)
    await prepare(keys, engine)
    await migrate(engine)
    locked = [f"{number:032x}" for number in range(with_key)]
    await ReportKeys(sessions_of(keys), utc_now).lock(
        {Place(each, "daisu", "account"): Sealed(b"x") for each in locked}
    )
    await _insert(engine, [*locked, *(f"{number:032x}" for number in range(100, 100 + without))])
    await engine.dispose()
    await keys.dispose()


async def _insert(engine: AsyncEngine, ids: list[str]) -> None:
    async with engine.begin() as connection:
        await connection.execute(text(REPORT), [{"id": each} for each in ids])


async def test_reports_that_have_their_keys_are_not_worth_a_word(tmp_path: Path) -> None:
    await stored(tmp_path, with_key=2, without=0)
    assert await lost_keys(Settings(home=tmp_path)) == ""


async def test_where_nothing_is_stored_nothing_is_said_and_nothing_made(tmp_path: Path) -> None:
    assert await lost_keys(Settings(home=tmp_path)) == ""
    assert await asyncio.to_thread(os.listdir, tmp_path) == []


async def test_databases_that_cannot_be_read_are_said_to_be(tmp_path: Path) -> None:
    for name in ("heard.db", "report-keys.db"):
        await asyncio.to_thread((tmp_path / name).write_bytes, b"")
    assert "could not be read" in await lost_keys(Settings(home=tmp_path))


def test_the_command_counts_them_and_the_content_decides_how_it_ends(tmp_path: Path) -> None:
    asyncio.run(stored(tmp_path, with_key=1, without=3))
    command = [sys.executable, "-m", "heard.cli", "check"]
    ended = subprocess.run(
        command,
        cwd=PROJECT,
        env={**os.environ, "HEARD_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "3 stored reports have no key, so nobody can open them." in ended.stderr
    assert f"{100:032x}" not in ended.stderr
    assert ended.returncode == 0
