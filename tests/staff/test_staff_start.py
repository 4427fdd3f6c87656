"""The staff process starts beside the others, waits for the database, and says in a sentence why it cannot start."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest

import staff.__main__
from actions.database.engine import migrate, open_database
from actions.report_key_store import ReportKeysError, open_report_keys, prepare, require_prepared
from actions.settings import Settings as ActionSettings
from staff.schema import SchemaError, is_migrated, wait_for_schema
from staff.settings import Settings, SettingsError, read_settings
from tests.actions.kit import CANARY, ROOT
from tests.actions.running import ended_at_once, pause

COMMAND = [sys.executable, "-m", "staff"]


def run(home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The real process, until it stops."""
    given = {**os.environ, "HEARD_HOME": str(home), **environment}
    return subprocess.run(COMMAND, cwd=ROOT, env=given, capture_output=True, text=True, timeout=60, check=False)


async def status(client: aiohttp.ClientSession) -> int:
    """What /healthz says; 0 when nobody answers."""
    try:
        async with client.get("/healthz") as answer:
            return answer.status
    except aiohttp.ClientError:
        return 0


async def until(client: aiohttp.ClientSession, wanted: int, process: asyncio.subprocess.Process) -> None:
    """Returns when /healthz says `wanted`; fails when the process ends first."""
    async with asyncio.timeout(60):
        while await status(client) != wanted:
            await pause(process)


async def test_it_answers_at_once_is_ready_after_the_migrations_and_stops_quietly(
    staff_keys: Path, tmp_path: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    database = f"sqlite+aiosqlite:///{tmp_path / 'heard.db'}"
    report_keys = f"sqlite+aiosqlite:///{tmp_path / 'report-keys.db'}"
    urls = {"HEARD_DATABASE_URL": database, "HEARD_REPORT_KEYS_URL": report_keys}
    set_to = {"HEARD_HOME": str(staff_keys), "HEARD_STAFF_PORT": str(port), **urls}
    process = await asyncio.create_subprocess_exec(
        *COMMAND, cwd=ROOT, env={**os.environ, **set_to, "HEARD_LOG_LEVEL": "INFO"}, stderr=subprocess.PIPE
    )
    try:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as client:
            await until(client, 503, process)
            engine, keys = open_database(database), open_report_keys(report_keys)
            await prepare(keys, engine)
            await migrate(engine)
            await keys.dispose()
            await engine.dispose()
            await until(client, 200, process)
            async with client.post("/api/sign-in", json={"team": CANARY}) as answer:
                assert answer.status == 200
    finally:
        process.terminate()
        _, said = await process.communicate()
    assert (process.returncode, said) == (0, b"")


async def test_without_migrations_it_gives_up_with_a_sentence(tmp_path: Path) -> None:
    engine = open_database(f"sqlite+aiosqlite:///{tmp_path / 'heard.db'}")
    with pytest.raises(SchemaError, match=r"^The database is not ready\. Start the action server"):
        await wait_for_schema(engine, seconds=0)
    await engine.dispose()


async def test_without_the_report_keys_it_gives_up_with_a_sentence(tmp_path: Path) -> None:
    engine = open_report_keys(f"sqlite+aiosqlite:///{tmp_path / 'another.db'}")
    with pytest.raises(ReportKeysError, match=r"^There are no report keys here\. Set HEARD_HOME or HEARD_REPORT_KEYS"):
        await require_prepared(engine)
    await engine.dispose()


async def test_a_database_of_an_older_version_is_not_ready(tmp_path: Path) -> None:
    engine = open_database(f"sqlite+aiosqlite:///{tmp_path / 'heard.db'}")
    await migrate(engine)
    assert await is_migrated(engine)
    async with engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'older'")
    assert not await is_migrated(engine)
    await engine.dispose()


async def test_a_database_that_cannot_be_reached_is_not_ready() -> None:
    # Not a SQLite file that is missing: aiosqlite's thread outlives a failed connection, and the test.
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        engine = open_database(f"postgresql+asyncpg://127.0.0.1:{silent.getsockname()[1]}/heard")
        assert not await is_migrated(engine)
    await engine.dispose()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HEARD_LOG_LEVEL", "DEBUG"),
        ("HEARD_STAFF_PORT", CANARY),
        ("HEARD_STAFF_HOST", "203.0.113.7"),
        ("HEARD_DATABASE_URL", CANARY),
        ("HEARD_DATABASE_URL", f"{CANARY}://"),
        ("HEARD_REPORT_KEYS_URL", f"{CANARY}://"),
    ],
)
def test_a_wrong_setting_stops_it_with_one_sentence(
    staff_keys: Path, name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = ended_at_once(staff.__main__, staff_keys, monkeypatch, capsys, **{name: value})
    assert ended.returncode == 2
    assert name in ended.stderr
    assert CANARY not in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_an_address_that_is_taken_stops_it_with_one_sentence(staff_keys: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = run(staff_keys, HEARD_STAFF_PORT=str(taken.getsockname()[1]))
    assert ended.returncode == 2
    assert ended.stderr == "Set HEARD_STAFF_HOST and HEARD_STAFF_PORT to an address that is free.\n"


@pytest.mark.parametrize("url", ["", "postgresql+asyncpg://host/heard"])
def test_it_uses_the_database_that_the_action_server_uses(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("HEARD_HOME", "/somewhere")
    monkeypatch.setenv("HEARD_DATABASE_URL", url)
    monkeypatch.setenv("HEARD_REPORT_KEYS_URL", url)
    assert read_settings().database == ActionSettings().database
    assert read_settings().report_keys == ActionSettings().report_keys


@pytest.mark.parametrize("port", ["0", "65536", "", "x"])
def test_a_staff_port_that_is_none_is_named_and_not_shown(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("HEARD_STAFF_PORT", port)
    with pytest.raises(SettingsError, match=r"^Set HEARD_STAFF_PORT to a port number\.$"):
        read_settings()


def test_by_default_only_this_machine_reaches_it() -> None:
    assert Settings().staff_host == "127.0.0.1"
