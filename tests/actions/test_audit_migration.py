"""A log from before it was a chain becomes one: every entry in its order, and nothing of it changed but its number."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from actions import inbox
from actions.database.engine import alembic_config, migrate, open_database, sessions_of
from actions.times import hour_of
from tests.actions.audit_kit import checked, fill, found, sign
from tests.actions.back import report_of
from tests.actions.kit import DATABASES, NOW, Office

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)

HELD = "SELECT at, actor, event, report_id, team FROM audit ORDER BY id"
INSERT = "INSERT INTO audit (id, at, actor, event, report_id, team)"
COPY = "INSERT INTO audit (at, actor, event, report_id, team)"
OLD_IDS = [2, 3, 7, 8, *range(20, 2020, 2)]
"""With gaps, as PostgreSQL left them after a transaction that failed, and more than one step of the migration."""


@pytest.fixture
async def earlier(office: Office, database_url: str) -> AsyncIterator[AsyncEngine]:
    """The office's database as the version before left it, with entries."""
    engine = open_database(database_url)
    rows = [
        {"id": number, "at": hour_of(NOW), "event": f"event {number}", "report_id": f"{number:032x}"}
        for number in OLD_IDS
    ]
    async with engine.begin() as connection:
        await connection.run_sync(lambda plain: command.downgrade(alembic_config(plain), "0003"))
        await connection.execute(text(f"{INSERT} VALUES (:id, :at, 'relay', :event, :report_id, '')"), rows)
    yield engine
    await engine.dispose()


async def held(engine: AsyncEngine) -> list[tuple[Any, ...]]:
    """Every entry, in order, without its number."""
    async with engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(text(HELD))]


async def test_every_entry_is_chained_in_its_order_and_unchanged(earlier: AsyncEngine, office: Office) -> None:
    before = await held(earlier)
    await migrate(earlier)
    assert await held(earlier) == before
    at = replace(office, sessions=sessions_of(earlier))
    await sign(at)
    result = await checked(at)
    assert (result.findings, result.rows) == ((), len(OLD_IDS))


async def test_what_comes_after_follows_and_nothing_can_be_changed(earlier: AsyncEngine, office: Office) -> None:
    await migrate(earlier)
    at = replace(office, sessions=sessions_of(earlier))
    await fill(at.sessions, 2)
    await sign(at)
    with pytest.raises(DBAPIError, match="only added to"):
        async with earlier.begin() as connection:
            await connection.execute(text("DELETE FROM audit"))
    result = await checked(at)
    assert (result.findings, result.rows) == ((), len(OLD_IDS) + 2)


async def test_it_can_be_taken_back_and_the_database_numbers_the_entries_again(
    earlier: AsyncEngine, office: Office
) -> None:
    before = await held(earlier)
    await migrate(earlier)
    async with earlier.begin() as connection:
        await connection.run_sync(lambda plain: command.downgrade(alembic_config(plain), "0003"))
        assert [tuple(row) for row in await connection.execute(text(HELD))] == before
        await connection.execute(text(f"{COPY} SELECT at, actor, 'last', report_id, team FROM audit WHERE id = 1"))
        newest = text("SELECT event FROM audit WHERE id = :number")
        assert await connection.scalar(newest, {"number": len(OLD_IDS) + 1}) == "last"
    await migrate(earlier)
    at = replace(office, sessions=sessions_of(earlier))
    await sign(at)
    assert await found(at) == []


async def test_a_report_of_before_is_recorded_in_the_chain(office: Office, database_url: str) -> None:
    await office.submit()
    report = await report_of(office)
    engine = open_database(database_url)
    async with engine.begin() as connection:
        await connection.run_sync(lambda plain: command.downgrade(alembic_config(plain, office.report_keys), "0003"))
    await migrate(engine, office.report_keys)
    await engine.dispose()
    await inbox.open_report(office.sessions, office.report_keys, "daisu", report, NOW)
    await sign(office)
    result = await checked(office)
    assert (result.findings, result.rows) == ((), 3)
