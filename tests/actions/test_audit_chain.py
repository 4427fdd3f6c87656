"""Every entry follows the one before it, also when many are written at once, and none can be changed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, NoResultFound

from actions import audit, inbox
from actions.additions import add
from actions.audit import Event
from actions.audit_chain import GENESIS, Link
from actions.casework.actor import Actor
from actions.casework.outcomes import close
from actions.database.engine import Sessions, open_database, sessions_of
from actions.database.tables import AuditEntry
from actions.withdrawal import withdraw
from tests.actions.audit_kit import checked, fill, found, link_of, rows_of, sign
from tests.actions.back import adding, report_of
from tests.actions.kit import DATABASES, LOOKUP, NOW, Office

both = pytest.mark.parametrize("database_url", DATABASES, indirect=True)
LINK = Link(7, datetime(2025, 11, 25, 14, tzinfo=UTC), "daisu", "opened", "a" * 32, "daisu", "b" * 64)
WORDS = ("actor", "event", "report_id", "team", "account")
TEXT = st.sampled_from(["", "a", '","', "é"]) | st.text(max_size=8)


def test_how_a_row_is_hashed_never_changes() -> None:
    assert LINK.hash == "019d6cf80e6f813cb5b993e5fd226e3ac9eee9bb4b19f7ddbeb329af5836a534"
    assert replace(LINK, account="mira").hash == "377d481637840131584f1ebde5accd3b11812b94f18b7481c07aa928a693b87e"
    in_berlin = LINK.at.astimezone(timezone(timedelta(hours=1)))
    assert replace(LINK, at=in_berlin).hash == LINK.hash


@given(st.tuples(TEXT, TEXT, TEXT, TEXT, TEXT), st.sampled_from(WORDS), TEXT)
def test_two_rows_that_differ_never_have_the_same_hash(said: tuple[str, ...], word: str, new: str) -> None:
    first = dict(zip(WORDS, said, strict=True))
    moved = dict(zip(WORDS, (*said[1:], said[0]), strict=True))
    for second in (moved, {**first, word: new}):
        assert (hash_of(first) == hash_of(second)) is (first == second)


def hash_of(said: dict[str, str]) -> str:
    """Of a row that says this."""
    return Link(LINK.number, LINK.at, **said, previous=LINK.previous).hash


def test_every_column_is_hashed_and_none_can_hold_what_was_said() -> None:
    columns = {column.name: column.type for column in AuditEntry.__table__.columns}
    hashed_ones = {"id", "at", "actor", "event", "report_id", "team", "account", "previous"}
    assert set(columns) == {*hashed_ones, "hash"}
    assert {getattr(kind, "length", None) for kind in columns.values()} == {None, 32, 64}, "no text, no blob"


@both
async def test_every_entry_follows_the_one_before(office: Office) -> None:
    await office.submit(children_affected="yes")
    report = await report_of(office)
    await inbox.open_report(office.sessions, office.report_keys, "daisu", report, NOW)
    await close(office.sessions, Actor("daisu"), report, None, NOW)
    rows = await rows_of(office.sessions)
    assert [row["event"] for row in rows] == ["received", "delivered", "delivered", "opened", "closed"]
    assert [row["id"] for row in rows] == [1, 2, 3, 4, 5]
    assert [row["previous"] for row in rows] == [GENESIS, *(row["hash"] for row in rows[:-1])]
    assert [row["hash"] for row in rows] == [link_of(row).hash for row in rows]


class OutOfOrder(Exception):
    """Something went wrong after an entry was made."""


async def _record(sessions: Sessions, number: int) -> None:
    """One transaction with an entry; every fifth is taken back."""
    try:
        async with sessions.begin() as session:
            await audit.record(session, Event.OPENED, f"{number:032x}", actor="daisu", at=NOW)
            if number % 5 == 0:
                raise OutOfOrder
    except OutOfOrder:
        pass


@both
async def test_many_at_once_through_two_servers_make_one_chain_without_gaps(office: Office, database_url: str) -> None:
    engines = [open_database(database_url) for _ in range(2)]
    servers = [sessions_of(engine) for engine in engines]
    await asyncio.gather(*(_record(servers[number % 2], number) for number in range(40)))
    for engine in engines:
        await engine.dispose()
    await sign(office)
    result = await checked(office)
    assert (result.findings, result.rows) == ((), 32)
    assert len({row["report_id"] for row in await rows_of(office.sessions)}) == 32


@both
async def test_many_reports_at_once_with_their_reporters_and_teams_keep_the_chain_whole(office: Office) -> None:
    lookups = [f"{n:064x}" for n in range(1, 7)]
    await asyncio.gather(*(office.submit(f"{n:032x}", lookup) for n, lookup in enumerate(lookups)))
    await office.deliver()
    lines = await inbox.listed(office.sessions, "daisu")
    opening = [
        inbox.open_report(office.sessions, office.report_keys, "daisu", line.report_id, NOW) for line in lines[:3]
    ]
    taking_back = [withdraw(office.intake, lookup) for lookup in lookups]
    await asyncio.gather(*opening, *taking_back, return_exceptions=True)
    await sign(office)
    assert await found(office) == []


@both
async def test_erasing_a_report_leaves_the_chain_whole(office: Office) -> None:
    await office.submit()
    await report_of(office)
    await add(office.intake, adding(office))
    await sign(office)
    withdrawn = await withdraw(office.intake, LOOKUP)
    assert withdrawn is not None
    assert withdrawn.erased
    result = await checked(office)
    assert (result.findings, result.rows) == ((), 4)


@both
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'mash'",
        "UPDATE audit SET id = id + 100",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE id = 2",
        "UPDATE audit_heads SET number = 1",
        "DELETE FROM audit_heads",
    ],
)
async def test_the_database_refuses_to_change_or_delete_an_entry(office: Office, statement: str) -> None:
    await fill(office.sessions, 3)
    await sign(office)
    with pytest.raises(DBAPIError, match="only added to"):
        await _run(office, statement)
    assert await found(office) == []


async def test_sqlite_refuses_to_put_another_row_in_the_place_of_one(office: Office) -> None:
    await fill(office.sessions, 3)
    await sign(office)
    for table in ("audit", "audit_heads"):
        with pytest.raises(DBAPIError, match="only added to"):
            await _run(office, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    assert await found(office) == []


@both
async def test_postgresql_refuses_to_empty_the_table(office: Office, database_url: str) -> None:
    await fill(office.sessions, 3)
    if database_url.startswith("postgresql"):
        with pytest.raises(DBAPIError, match="only added to"):
            await _run(office, "TRUNCATE audit")
    assert len(await rows_of(office.sessions)) == 3


async def _run(office: Office, statement: str) -> None:
    async with office.sessions.begin() as session:
        await session.execute(text(statement))


@both
async def test_without_its_place_in_the_chain_nothing_is_done(office: Office) -> None:
    await office.submit()
    report = await report_of(office)
    await inbox.open_report(office.sessions, office.report_keys, "daisu", report, NOW)
    await _run(office, "DELETE FROM audit_tail")
    with pytest.raises(NoResultFound):
        await close(office.sessions, Actor("daisu"), report, None, NOW)
    (line,) = await inbox.listed(office.sessions, "daisu")
    assert line.status == "opened"
