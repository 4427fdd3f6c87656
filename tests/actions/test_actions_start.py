"""The action server starts only when it can do its work, and logs nothing but names and kinds."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import select, text

import actions.__main__
from actions.__main__ import open_app
from actions.database.engine import open_database
from actions.database.tables import ReportRow
from actions.key_destruction import say_without_key
from actions.key_files import KeyringError
from actions.keyring import load_keyring
from actions.labels import load_labels
from actions.logs import Terse
from actions.settings import Settings, SettingsError, read_settings
from content.files import ContentError
from tests.actions.calling import Signing
from tests.actions.kit import CANARY, ROOT, ROUTING, Office, call
from tests.actions.running import ended_at_once, pause
from wire.secret_file import SecretError
from wire.tls import trust

REPORT = text(
    "INSERT INTO reports (id, received, consent_wording, consented, routing_version, receipt) "
    "VALUES ('r', '2025-11-25 14:00:00', 'share@1', '2025-11-25 14:00:00', '1', 'receipt')"
)


def run(home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The real process, until it stops."""
    given = {**os.environ, "HEARD_HOME": str(home), **environment}
    command = [sys.executable, "-m", "actions"]
    return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=60, check=False)


def all_bytes(folder: Path) -> bytes:
    """Every byte of every file."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def modes(folder: Path, pattern: str) -> set[int]:
    """Who may read and write the files."""
    return {stat.S_IMODE(path.stat().st_mode) for path in folder.glob(pattern)}


@pytest.fixture
def home(keys: Path, tmp_path: Path) -> Path:
    """A HEARD_HOME of the test's own."""
    return Path(shutil.copytree(keys, tmp_path / "home"))


@pytest.fixture
async def process(home: Path) -> AsyncIterator[tuple[str, Path, asyncio.subprocess.Process]]:
    """The real action server: its address, its log, and itself."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "HEARD_HOME": str(home), "HEARD_ACTIONS_PORT": str(port), "HEARD_LOG_LEVEL": "INFO"}
    log = home.parent / "log"
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "actions", cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    address = f"https://127.0.0.1:{port}"
    await _until_up(address, home, process)
    yield address, log, process
    if process.returncode is None:
        process.kill()
        await process.wait()


async def _until_up(address: str, home: Path, process: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(60), client_of(home) as client:
        while not await _is_up(client, address):
            await pause(process)


def client_of(home: Path) -> aiohttp.ClientSession:
    """A caller that trusts the home's authority alone, and holds its secrets."""
    trusted = aiohttp.TCPConnector(ssl=trust(home, "https://") or False)
    return aiohttp.ClientSession(connector=trusted, middlewares=(Signing(home),))


async def _is_up(client: aiohttp.ClientSession, address: str) -> bool:
    try:
        async with client.get(f"{address}/healthz") as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


async def test_the_real_process_takes_a_report_and_says_nothing_of_it(
    process: tuple[str, Path, asyncio.subprocess.Process], home: Path, office: Office
) -> None:
    address, log, server = process
    body = call(office.slots())
    async with client_of(home) as client:
        async with client.post(f"{address}/webhook", json=body) as answer:
            assert await answer.json() == {"events": [], "responses": [{"response": "utter_report_sent"}]}
        body["tracker"]["slots"]["consent_share"] = CANARY
        async with client.post(f"{address}/webhook", json=body) as answer:
            assert answer.status == 400
    server.terminate()
    assert await server.wait() == 0
    assert log.read_text().splitlines() == ["INFO heard.actions.server refused kind=ConsentMissingError"]
    assert CANARY.encode() not in all_bytes(home)
    assert modes(home, "heard.db*") == modes(home, "report-keys.db*") == {0o600}


def test_it_refuses_to_start_when_a_team_has_no_key(home: Path) -> None:
    (home / "keys" / "teams" / "mash.pub").unlink()
    ended = run(home)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert "mash.pub is missing" in ended.stderr
    assert not (home / "heard.db").exists()


@pytest.mark.parametrize(
    "name",
    [
        "secrets/actions",
        "secrets/actions_rasa",
        "secrets/receipts",
        "keys/intake.key",
        "keys/recovery.pub",
        "keys/statement.key",
        "keys/audit.key",
    ],
)
async def test_every_key_and_secret_is_needed(home: Path, name: str) -> None:
    (home / name).write_text("short\n")
    with pytest.raises((KeyringError, SecretError), match=name):
        await open_app(Settings(home=home, content=ROOT))
    assert modes(home, "heard.db") == set(), "the database was opened"


def test_debug_is_refused_with_one_sentence(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = ended_at_once(actions.__main__, home, monkeypatch, capsys, HEARD_LOG_LEVEL="DEBUG")
    assert ended.returncode == 2
    assert ended.stderr.startswith("Set HEARD_LOG_LEVEL to INFO, WARNING or ERROR")
    assert len(ended.stderr.splitlines()) == 1


async def test_a_content_folder_without_a_routing_table_stops_it(home: Path, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"routing\.yml"):
        await open_app(Settings(home=home, content=tmp_path))


async def test_it_refuses_to_start_beside_reports_whose_keys_are_gone(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(home=home, content=ROOT)
    await _stopped(await open_app(settings))
    engine = open_database(settings.database)
    async with engine.begin() as connection:
        await connection.execute(REPORT)
    await engine.dispose()
    _lose_report_keys(home)
    for _ in range(2):
        ended = await asyncio.to_thread(ended_at_once, actions.__main__, home, monkeypatch, capsys)
        assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1)
        assert ended.stderr.startswith("There are reports, and the database of their keys is empty or gone.")


def test_report_keys_that_cannot_be_reached_stop_it_with_a_sentence(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        url = f"postgresql+asyncpg://127.0.0.1:{silent.getsockname()[1]}/keys"
        ended = ended_at_once(actions.__main__, home, monkeypatch, capsys, HEARD_REPORT_KEYS_URL=url)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1)
    assert ended.stderr.startswith("The database of report keys cannot be reached.")
    ended = ended_at_once(actions.__main__, home, monkeypatch, capsys, HEARD_REPORT_KEYS_URL=CANARY)
    assert ended.stderr == "Set HEARD_REPORT_KEYS_URL to a database URL, or leave it out.\n"


async def test_reports_that_nobody_can_open_are_counted_and_not_named(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.submit()
    await say_without_key(office.sessions, office.report_keys)
    assert caplog.messages == []
    async with office.sessions() as session:
        ids = (await session.scalars(select(ReportRow.id))).all()
    await office.report_keys.destroy(ids)
    await say_without_key(office.sessions, office.report_keys)
    assert caplog.messages == ["reports_without_key count=1"]


def test_the_database_is_in_heard_home_unless_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_HOME", "/somewhere")
    assert read_settings().database == "sqlite+aiosqlite:////somewhere/heard.db"
    monkeypatch.setenv("HEARD_DATABASE_URL", "postgresql+asyncpg://host/heard")
    assert read_settings().database == "postgresql+asyncpg://host/heard"
    assert read_settings().report_keys == "sqlite+aiosqlite:////somewhere/report-keys.db"
    monkeypatch.setenv("HEARD_REPORT_KEYS_URL", "postgresql+asyncpg://other/keys")
    assert read_settings().report_keys == "postgresql+asyncpg://other/keys"


def test_settings_cannot_be_changed_once_read() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().actions_port = 1


@pytest.mark.parametrize("port", ["0", "65536", "", CANARY])
def test_a_port_that_is_none_is_named_and_not_shown(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("HEARD_ACTIONS_PORT", port)
    with pytest.raises(SettingsError, match=r"^Set HEARD_ACTIONS_PORT to a port number\.$"):
        read_settings()


@pytest.mark.parametrize("number", ["0", "", CANARY])
def test_how_many_can_be_put_aside_in_a_day_is_a_number(monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    monkeypatch.setenv("HEARD_DRAFTS_A_DAY", number)
    with pytest.raises(SettingsError, match=r"^Set HEARD_DRAFTS_A_DAY to a whole number, 1 or more\.$"):
        read_settings()


@pytest.mark.parametrize("wrong", ["", "age1nonsense\n", "# a comment only\n", "é"])
def test_a_file_that_holds_no_recipient_is_refused(home: Path, wrong: str) -> None:
    (home / "keys" / "teams" / "daisu.pub").write_text(wrong, encoding="utf-8")
    with pytest.raises(KeyringError, match=r"daisu\.pub"):
        load_keyring(home, ROUTING.teams)


def test_the_keyring_does_not_show_the_intake_key(home: Path) -> None:
    assert "AGE-SECRET-KEY" not in repr(load_keyring(home, ROUTING.teams))


def test_a_librarys_log_line_is_reduced_to_its_name_and_kind() -> None:
    error = ValueError(CANARY)
    record: Any = logging.LogRecord("aiohttp.server", 40, "", 0, CANARY, (), (ValueError, error, None))
    assert Terse().format(record) == "ERROR aiohttp.server kind=ValueError"


def test_every_choice_that_routing_asks_about_has_a_button() -> None:
    labels = load_labels(ROOT / "domain.yml")
    for slot, values in ROUTING.answers.items():
        assert set(values) == set(labels.choices[slot]), slot


def _lose_report_keys(home: Path) -> None:
    for path in home.glob("report-keys.db*"):
        path.unlink()


async def _stopped(app: web.Application) -> None:
    """Closes what `open_app` opened."""
    await app.cleanup()
