"""`heard audit`: an auditor with the database and the public key sees whether the log is whole."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from actions.audit_heads import sign_head
from actions.database.engine import migrate, open_database, sessions_of
from actions.key_files import read_signing_key
from heard import audit
from heard.cli import app
from heard.keys import make_development_keys
from tests.actions.audit_kit import fill, put, rows_of
from tests.actions.kit import NOW

CANARY = "kittiwake-quern-71"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A HEARD_HOME whose database has two rows and a head, and one row since."""
    make_development_keys(tmp_path, [])
    monkeypatch.setenv("HEARD_HOME", str(tmp_path))
    monkeypatch.delenv("HEARD_DATABASE_URL", raising=False)
    monkeypatch.setattr(audit, "utc_now", lambda: NOW)
    asyncio.run(_write(tmp_path))
    return tmp_path


def url_of(home: Path) -> str:
    return f"sqlite+aiosqlite:///{home / 'heard.db'}"


async def _write(home: Path) -> None:
    engine = open_database(url_of(home))
    await migrate(engine)
    sessions = sessions_of(engine)
    await fill(sessions, 2)
    await sign_head(sessions, read_signing_key(home / "keys" / "audit.key"), NOW)
    await fill(sessions, 1)
    await engine.dispose()


async def _forge(home: Path) -> None:
    engine = open_database(url_of(home))
    sessions = sessions_of(engine)
    rows = await rows_of(sessions)
    rows[1]["actor"] = "mash"
    await put(sessions, rows)
    await engine.dispose()


def heard(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["audit", *arguments])


def test_a_whole_log_is_counted(home: Path) -> None:
    result = heard("verify")
    last = "Last signed head: 2025-11-25, over row 2. Rows since: 1."
    assert (result.exit_code, result.output) == (0, f"Whole. Rows: 3. Heads: 1. {last}\n")
    assert heard("verify", "--database", url_of(home)).output == result.output


def test_a_changed_row_is_told_in_one_sentence(home: Path) -> None:
    asyncio.run(_forge(home))
    result = heard("verify")
    assert result.exit_code == 1
    assert result.stderr == "Row 2 was changed after it was written.\n"
    assert result.stdout.startswith("Whole up to the damage. Rows: 1. Heads: 1.")


def test_a_head_is_printed_kept_and_held_against_the_log(home: Path) -> None:
    kept = home / "head"
    kept.write_text(heard("head").stdout)
    assert heard("verify", "--head", str(kept)).exit_code == 0
    kept.write_text(kept.read_text().replace("Row: 2", "Row: 3"))
    result = heard("verify", "--head", str(kept))
    assert result.exit_code == 1
    assert result.stderr.startswith("The head kept elsewhere was changed")


def test_days_later_it_says_that_no_head_was_signed_since(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "utc_now", lambda: NOW + timedelta(days=3))
    result = heard("verify")
    assert result.exit_code == 1
    assert result.stderr.startswith("Days without a head: 2, the first of them 2025-11-26;")


def test_a_long_log_shows_how_far_it_is(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actions.audit_check.STEP", 1)
    monkeypatch.setattr(audit, "ROWS_BETWEEN_LINES", 2)
    assert heard("verify").stderr == "2 rows …\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--database", f"sqlite+aiosqlite:///{CANARY}/none.db"],
        ["--database", f"postgresql+asyncpg://{CANARY}:{CANARY}@127.0.0.1:1/heard"],
        ["--database", f"nonsense {CANARY}"],
        ["--database", f"nosuch://{CANARY}"],
        ["--key", "none.pub"],
        ["--head", "none"],
    ],
)
def test_what_cannot_be_tried_is_said_and_shows_no_address(home: Path, arguments: list[str]) -> None:
    result = heard("verify", *arguments)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert CANARY not in result.output


def test_a_database_without_the_log_and_one_without_a_head_are_said(home: Path) -> None:
    (home / "heard.db").unlink()
    assert heard("head").exit_code == 2
    assert not (home / "heard.db").exists(), "nothing is made by looking"
    (home / "heard.db").touch()
    assert heard("verify").exit_code == 2
    asyncio.run(_only_migrate(home))
    assert heard("verify").exit_code == 0
    result = heard("head")
    assert (result.exit_code, result.stdout) == (1, "")


async def _only_migrate(home: Path) -> None:
    engine = open_database(url_of(home))
    await migrate(engine)
    await engine.dispose()
