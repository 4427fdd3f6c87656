"""`heard staff` gives people accounts with a link that is shown once, and takes them away."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from actions.database.engine import open_database, sessions_of
from actions.database.tables import AuditEntry, Base, StaffEnrolment
from heard.cli import app
from staff.accounts import kept
from tests.actions.kit import CANARY


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A HEARD_HOME with a database."""
    monkeypatch.setenv("HEARD_HOME", str(tmp_path))
    url = f"sqlite+aiosqlite:///{tmp_path / 'heard.db'}"

    async def made() -> None:
        engine = open_database(url)
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
            await connection.exec_driver_sql(f"INSERT INTO audit_tail VALUES (1, 0, '{'0' * 64}')")
        await engine.dispose()

    asyncio.run(made())
    return tmp_path


def staff(*arguments: str) -> Result:
    """What the command says and how it ends."""
    return CliRunner().invoke(app, ["staff", *arguments])


def stored(home: Path) -> tuple[list[str], list[tuple[str, str, str]]]:
    """The links' hashes, and the audit: actor, event, account."""

    async def read() -> tuple[list[str], list[tuple[str, str, str]]]:
        engine = open_database(f"sqlite+aiosqlite:///{home / 'heard.db'}")
        async with sessions_of(engine)() as session:
            links = list(await session.scalars(select(StaffEnrolment.token)))
            rows = [(row.actor, row.event, row.account) for row in await session.scalars(select(AuditEntry))]
        await engine.dispose()
        return links, rows

    return asyncio.run(read())


def test_adding_prints_a_link_once_and_writes_it_down(home: Path) -> None:
    ended = staff("add", "mira", "--role", "lead", "--team", "daisu", "--url", "https://staff.example/")
    assert ended.exit_code == 0
    link, *_ = ended.output.splitlines()
    address, token = link.split("#")
    assert address == "https://staff.example/enrol"
    assert stored(home) == ([kept(token)], [("operator", "account added", "mira")])
    assert "Give this link to mira alone." in ended.output
    assert token not in staff("list").output


def test_without_an_address_the_link_is_of_this_machine(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_STAFF_PORT", "9999")
    assert staff("add", "olu", "--role", "owner").output.startswith("http://127.0.0.1:9999/enrol#")
    monkeypatch.setenv("HEARD_STAFF_CERTIFICATE", "/certificate")
    assert staff("reset", "olu").output.startswith("https://127.0.0.1:9999/enrol#")


def test_the_list_names_everybody_and_whether_they_are_set_up(home: Path) -> None:
    assert staff("list").output == "There is no account yet: heard staff add.\n"
    staff("add", "mira", "--role", "lead", "--team", "daisu", "--display-name", "Mira N.")
    staff("add", "ada", "--role", "auditor")
    staff("disable", "ada")
    assert staff("list").output.splitlines() == [
        "ada   auditor  -      disabled    ada",
        "mira  lead     daisu  not set up  Mira N.",
    ]


def test_reset_gives_another_link_and_disable_takes_it_away(home: Path) -> None:
    staff("add", "mira", "--role", "member", "--team", "daisu")
    (before,), _ = stored(home)
    assert staff("reset", "mira").exit_code == 0
    (after,), _ = stored(home)
    assert before != after
    assert staff("disable", "mira").exit_code == 0
    links, rows = stored(home)
    assert links == []
    assert [event for _, event, _ in rows] == ["account added", "account reset", "account disabled"]


NOT_DONE = [
    (["add", "mira", "--role", "lead"], 1, "have a team"),
    (["add", "mira", "--role", "auditor", "--team", "daisu"], 1, "nobody else has one"),
    (["add", "mira", "--role", "lead", "--team", "nowhere"], 2, "There is no team nowhere"),
    (["add", "mira", "--role", "king"], 2, "king"),
    (["add", "Mira!", "--role", "owner"], 1, "small letters"),
    (["add", "olu", "--role", "owner"], 1, "There is an account olu already"),
    (["reset", "nobody"], 1, "There is no account nobody."),
    (["disable", "nobody"], 1, "There is no account nobody."),
]


@pytest.mark.parametrize(("arguments", "code", "said"), NOT_DONE)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    home: Path, arguments: list[str], code: int, said: str
) -> None:
    staff("add", "olu", "--role", "owner")
    before = stored(home)
    ended = staff(*arguments)
    assert (ended.exit_code, said in ended.output) == (code, True)
    assert stored(home) == before


@pytest.mark.parametrize("url", ["sqlite+aiosqlite:////nowhere/heard.db", CANARY, f"{CANARY}://"])
def test_a_database_that_is_not_there_is_said_without_its_address(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("HEARD_DATABASE_URL", url)
    ended = staff("list")
    assert ended.exit_code == 2
    assert url not in ended.output
    assert len(ended.output.splitlines()) == 1
