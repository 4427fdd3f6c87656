"""Stored once, stored whole, stored before it is said; and nothing readable in the file."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from alembic import command
from sqlalchemy import DateTime, event, func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from actions.database.engine import alembic_config, migrate, open_database
from actions.database.tables import AuditEntry, Base, Delivery, OutboxItem, ReportRow, Submission
from actions.database.types import Hour
from actions.locking import Locked
from actions.refusal import ErasedError
from actions.sealing import Sealed
from actions.times import hour_of
from tests.actions.kit import CANARY, DATABASES, NOW, Office, call

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)


async def counts(office: Office) -> dict[str, int]:
    """Rows in each table that a submission writes to."""
    async with office.sessions() as session:
        return {
            table.__tablename__: await session.scalar(select(func.count()).select_from(table)) or 0
            for table in (ReportRow, Delivery, OutboxItem, Submission, AuditEntry)
        }


ONE = {"reports": 1, "deliveries": 1, "outbox": 1, "submissions": 2, "audit": 1}
NONE = dict.fromkeys(ONE, 0)


@contextmanager
def failing_commit() -> Iterator[None]:
    """The database breaks at the very moment of the commit."""

    def fail(_session: Session) -> None:
        raise OperationalError("COMMIT", {}, Exception(CANARY))

    event.listen(Session, "before_commit", fail)
    try:
        yield
    finally:
        event.remove(Session, "before_commit", fail)


async def test_the_same_submission_again_is_the_same_report(office: Office) -> None:
    await office.submit()
    await office.submit()
    assert await counts(office) == ONE


async def test_ten_at_once_make_one_report(rasa: TestClient[Any, Any], office: Office) -> None:
    body = call(office.slots())
    answers = await asyncio.gather(*(rasa.post("/webhook", json=body) for _ in range(10)))
    assert [answer.status for answer in answers] == [200] * 10
    stored = await counts(office)
    assert (stored["reports"], stored["deliveries"], stored["submissions"]) == (1, 1, 2)


async def test_ten_different_at_once_make_ten_reports(office: Office) -> None:
    await asyncio.gather(*(office.submit(f"{n:032x}", f"{n:064x}") for n in range(10)))
    assert (await counts(office))["reports"] == 10


async def test_a_report_erased_since_is_not_made_again_by_a_late_retry_nor_called_stored(office: Office) -> None:
    await office.submit()
    async with office.sessions.begin() as session:
        await session.execute(text("DELETE FROM reports"))
    with pytest.raises(ErasedError):
        await office.submit()
    assert await counts(office) == {"reports": 0, "deliveries": 0, "outbox": 0, "submissions": 2, "audit": 1}


async def test_another_submission_with_the_same_receipt_is_not_called_sent(office: Office) -> None:
    await office.submit()
    with pytest.raises(IntegrityError):
        await office.submit("f" * 32)
    assert await counts(office) == ONE


async def test_when_the_commit_fails_nothing_is_stored_and_nothing_is_called_sent(
    rasa: TestClient[Any, Any], office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    with failing_commit():
        answer = await rasa.post("/webhook", json=call(office.slots()))
    assert answer.status == 503
    assert await answer.json() == {"error": "This could not be done; try again."}
    assert await counts(office) == NONE
    said = [record.getMessage() for record in caplog.records if record.name == "heard.actions.server"]
    assert said == ["failed kind=OperationalError"]

    again = await rasa.post("/webhook", json=call(office.slots()))
    assert again.status == 200
    stored = await counts(office)
    assert stored["reports"] == 1


async def test_a_database_error_never_shows_what_was_to_be_stored(office: Office) -> None:
    await office.submit()
    with pytest.raises(IntegrityError) as error:
        await office.submit("f" * 32)
    assert "share@1" not in str(error.value)


@pytest.mark.parametrize("later", [timedelta(minutes=1), timedelta(seconds=1), timedelta(microseconds=1)])
async def test_the_tables_refuse_a_time_finer_than_an_hour(office: Office, later: timedelta) -> None:
    at = hour_of(NOW) + later
    row = AuditEntry(id=1, at=at, actor="daisu", event="opened", report_id="id", previous="0" * 64, hash="0" * 64)
    with pytest.raises(StatementError, match="only whole hours"):
        await _add(office, row)


@pytest.mark.parametrize("bare", [b"open", Sealed(b"sealed, and under no lock")], ids=["open", "sealed"])
async def test_the_tables_refuse_what_is_not_locked(office: Office, bare: Any) -> None:
    with pytest.raises(StatementError, match="only locked bytes"):
        await _add(office, Delivery(report_id="r", team="t", rule="", account=bare, contact=bare))


async def test_every_time_in_the_database_is_a_whole_hour(office: Office) -> None:
    await office.submit()
    await office.deliver()
    times: list[datetime] = []
    async with office.sessions() as session:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, Hour | DateTime):
                    times += [at for at in await session.scalars(select(column)) if at is not None]
    assert len(times) == 4
    assert all((at.minute, at.second, at.microsecond) == (0, 0, 0) for at in times)


async def test_migrations_from_nothing_give_the_tables_as_declared(office: Office) -> None:
    async with office.sessions() as session:
        connection = await session.connection()
        await connection.run_sync(lambda plain: command.check(alembic_config(plain)))


async def test_migrating_again_changes_nothing(office: Office, database_url: str) -> None:
    await office.submit()
    engine = open_database(database_url)
    await asyncio.gather(migrate(engine), migrate(engine))
    await engine.dispose()
    assert await counts(office) == ONE


async def test_a_team_cannot_have_a_report_that_is_not_there(office: Office) -> None:
    orphan = Delivery(report_id="r", team="t", rule="", status="received", account=Locked(b""), contact=Locked(b""))
    with pytest.raises(IntegrityError):
        await _add(office, orphan)


async def _add(office: Office, row: Base) -> None:
    session: AsyncSession
    async with office.sessions.begin() as session:
        session.add(row)
