"""A database of an earlier version is brought up to date with everything that is in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from actions import inbox
from actions.additions import add
from actions.consent import Consent
from actions.database.engine import alembic_config, migrate, open_database, sessions_of
from actions.receipts import keyed_hash, open_receipt
from actions.reports import Share, copy_for, new_report
from actions.times import hour_of
from actions.withdrawal import withdraw
from tests.actions.back import LATER, adding
from tests.actions.backups import stored_parts
from tests.actions.kit import DATABASES, LABELS, LOOKUP, NOW, REPORTER, Office, opened

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)

COLUMNS = {
    "reports": "id, received, consent_wording, consented, routing_version, receipt",
    "submissions": "key, report_id",
    "deliveries": "report_id, team, rule, status, account, contact",
    "outbox": "report_id, team, target, attempts, delivered",
    "replies": "report_id, team, at, sealed",
    "audit": "at, actor, event, report_id, team",
}


@pytest.fixture
async def earlier(office: Office, database_url: str) -> AsyncIterator[AsyncEngine]:
    """The database as the first version left it, with one report that was opened and answered."""
    engine = open_database(database_url)
    async with engine.begin() as connection:
        await connection.run_sync(lambda plain: command.downgrade(alembic_config(plain), "base"))
        await connection.run_sync(lambda plain: command.upgrade(alembic_config(plain), "0001"))
        for table, row in stored_before(office).items():
            names = COLUMNS[table].split(", ")
            values = ", ".join(f":{name}" for name in names)
            statement = text(f"INSERT INTO {table} ({COLUMNS[table]}) VALUES ({values})")
            await connection.execute(statement.bindparams(**dict(zip(names, row, strict=True))))
    yield engine
    await engine.dispose()


def stored_before(office: Office) -> dict[str, tuple[Any, ...]]:
    """One row of each table of the first version, as it wrote them."""
    consent = Consent(wording="share@1", at=NOW, contact=False, refer=False)
    report = new_report({}, consent, str(REPORTER.to_public()), NOW)
    share = Share("daisu", "Domestic abuse", "domestic abuse", "1")
    copy = copy_for(share, report, LABELS, office.intake.keys)
    hour = hour_of(NOW)
    receipt = keyed_hash(office.intake.receipt_secret, LOOKUP)
    return {
        "reports": (report.id, hour, "share@1", hour, "1", receipt),
        "submissions": ("5" * 64, report.id),
        "deliveries": (report.id, "daisu", share.rule, "answered", copy.account.data, copy.contact.data),
        "outbox": (report.id, "daisu", "inbox", 0, True),
        "replies": (report.id, "daisu", hour, b"sealed before"),
        "audit": (hour, "daisu", "replied", report.id, "daisu"),
    }


async def rows(engine: AsyncEngine) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the tables of the first version."""
    async with engine.connect() as connection:
        found = {}
        for table, columns in COLUMNS.items():
            found[table] = [tuple(row) for row in await connection.execute(text(f"SELECT {columns} FROM {table}"))]
        return found


def version(connection: Connection) -> str:
    """The newest migration that was run."""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


async def test_everything_of_the_first_version_is_still_there_and_what_was_sealed_is_locked(
    earlier: AsyncEngine, office: Office
) -> None:
    before = await rows(earlier)
    assert all(len(found) == 1 for found in before.values())
    await migrate(earlier, office.report_keys)
    after = await rows(earlier)
    for table, sealed in {"deliveries": (4, 5), "replies": (3,)}.items():
        ((was,), (now,)) = before.pop(table), after.pop(table)
        assert {place for place in range(len(was)) if was[place] != now[place]} == set(sealed)
    assert after == before
    async with earlier.connect() as connection:
        newest = ScriptDirectory.from_config(await connection.run_sync(alembic_config)).get_current_head()
        assert await connection.run_sync(version) == newest


async def test_what_is_locked_is_what_was_sealed_and_its_keys_are_kept_apart(
    earlier: AsyncEngine, office: Office
) -> None:
    ((_, _, _, _, *copy),) = (await rows(earlier))["deliveries"]
    await migrate(earlier, office.report_keys)
    parts = await stored_parts(sessions_of(earlier))
    opened = [(await office.report_keys.unlock_one(place, locked)).data for place, locked in parts]
    assert opened == [*copy, b"sealed before"]
    assert len({locked.key_id for _, locked in parts}) == 3


async def test_reports_are_not_locked_without_their_keys(earlier: AsyncEngine) -> None:
    before = await rows(earlier)
    with pytest.raises(RuntimeError, match="start the action server"):
        await migrate(earlier)
    assert await rows(earlier) == before


async def test_an_earlier_report_can_be_added_to_opened_and_taken_back(earlier: AsyncEngine, office: Office) -> None:
    await migrate(earlier, office.report_keys)
    intake = replace(office.intake, sessions=sessions_of(earlier))
    assert await add(intake, adding(office)) == 1
    (line,) = await inbox.listed(intake.sessions, "daisu")
    assert (line.added, line.withdrawn) == (True, False)
    shown = await inbox.open_report(intake.sessions, intake.report_keys, "daisu", line.report_id, NOW)
    assert [opened(each, office.identity("daisu"))["own_words"] for each in shown.additions] == [LATER]
    withdrawn = await withdraw(intake, LOOKUP)
    assert withdrawn is not None
    assert not withdrawn.erased
    progress = await open_receipt(intake.sessions, intake.report_keys, intake.receipt_secret, LOOKUP)
    assert progress is not None
    assert (progress.withdrawn, len(progress.replies)) == (withdrawn, 1)


async def test_the_tables_can_be_taken_back_to_the_first_version(earlier: AsyncEngine, office: Office) -> None:
    before = await rows(earlier)
    await migrate(earlier, office.report_keys)
    async with earlier.begin() as connection:
        await connection.run_sync(lambda plain: command.downgrade(alembic_config(plain, office.report_keys), "0001"))
    assert await rows(earlier) == before
