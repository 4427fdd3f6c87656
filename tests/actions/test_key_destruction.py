"""Killed at every point of storing and of erasing: nothing half done is called done, and the sweep finishes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import delete, event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlalchemy.orm import Session

from actions.additions import add
from actions.database.report_key_tables import ReportKey
from actions.database.tables import KeyToDestroy, ReportRow, Withdrawal
from actions.key_destruction import LONGEST_SAVE, finish, sweep
from actions.receipts_api import INTAKE
from actions.report_keys import ReportKeys, StillReadableError
from actions.withdrawal import withdraw
from tests.actions.back import LATER, Reporter, adding, opened_by, report_of
from tests.actions.backups import back_up, restored, told_by
from tests.actions.kit import CANARY, DATABASES, LOOKUP, NOW, ROUTING, Office

pytestmark = [
    pytest.mark.parametrize("database_url", DATABASES, indirect=True),
    pytest.mark.filterwarnings("ignore:The garbage collector is trying to clean up"),  # what is killed closes nothing
]

POINTS = range(12)
"""More commits than storing or erasing has, twice: before each and after each."""


class KilledError(BaseException):
    """Stands for the end of the process: nothing catches it."""


class Point:
    """Ends the process at the `left`-th commit that is begun or done."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.was_reached = False

    def pass_by(self, _session: Session) -> None:
        self.left -= 1
        if self.left < 0 and not self.was_reached:
            self.was_reached = True
            raise KilledError


@contextmanager
def killed_at(number: int) -> Iterator[Point]:
    """Whatever is done in it ends at one point, if it has so many."""
    point = Point(number)
    for moment in ("before_commit", "after_commit"):
        event.listen(Session, moment, point.pass_by)
    try:
        yield point
    except KilledError:
        pass
    finally:
        for moment in ("before_commit", "after_commit"):
            event.remove(Session, moment, point.pass_by)


async def keys_of(office: Office) -> int:
    """How many report keys there are."""
    async with office.report_keys._sessions() as session:
        return await session.scalar(select(func.count()).select_from(ReportKey)) or 0


async def doomed(office: Office) -> int:
    """How many keys are noted to be destroyed."""
    async with office.sessions() as session:
        return await session.scalar(select(func.count()).select_from(KeyToDestroy)) or 0


async def reports(office: Office) -> int:
    """How many reports are stored."""
    async with office.sessions() as session:
        return await session.scalar(select(func.count()).select_from(ReportRow)) or 0


def identities(office: Office) -> list[str]:
    """Every team's key, and the recovery key."""
    return [office.identity(team) for team in (*ROUTING.teams, "recovery")]


async def swept(office: Office, after: timedelta = timedelta()) -> None:
    """The sweep at the next start, some time later."""
    await sweep(office.sessions, office.report_keys, lambda: NOW + after)


async def withdrawn_at(office: Office) -> object:
    """When the report was taken back, as far as the database knows."""
    async with office.sessions() as session:
        return await session.scalar(select(Withdrawal.at))


@pytest.mark.parametrize("number", POINTS)
async def test_killed_while_a_report_is_stored(office: Office, number: int) -> None:
    with killed_at(number) as point:
        await office.submit()
    assert point.was_reached is (number < 2 * 2)
    stored = await reports(office)
    await swept(office)
    assert await keys_of(office) == (2 if number else 0), "a young key may be that of a report on its way"
    await swept(office, LONGEST_SAVE + timedelta(hours=1))
    assert await keys_of(office) == 2 * stored
    await office.submit()
    assert await reports(office) == 1
    assert CANARY in await told_by(office.sessions, office.report_keys, identities(office))


@pytest.mark.parametrize("is_opened", [False, True], ids=["nobody opened", "a team opened"])
@pytest.mark.parametrize("number", POINTS)
async def test_killed_while_a_report_is_taken_back(
    office: Office, tmp_path: Path, number: int, is_opened: bool
) -> None:
    await office.submit()
    await (opened_by(office) if is_opened else report_of(office))
    kept = f"{CANARY} in what_happened"
    async with restored(await back_up(office), office, tmp_path) as backup:
        with killed_at(number) as point:
            await withdraw(office.intake, LOOKUP)
        assert point.was_reached is (number < 2 * (4 if is_opened else 3))
        await swept(office)
        assert await doomed(office) == 0
        gone = (await withdrawn_at(office)) is not None
        told = await told_by(backup, office.report_keys, identities(office))
        assert (f"{CANARY} in contact_details" in told) is not gone
        assert (kept in told) is (not gone or is_opened)
        again = await withdraw(office.intake, LOOKUP)
        assert again is not None
        assert again.erased is not is_opened
        told = await told_by(backup, office.report_keys, identities(office))
        assert (f"{CANARY} in contact_details" in told, kept in told) == (False, is_opened)


@pytest.mark.parametrize("number", POINTS)
async def test_killed_while_something_is_added(office: Office, number: int) -> None:
    await office.submit()
    with killed_at(number) as point:
        await add(office.intake, adding(office))
    assert point.was_reached is (number < 2 * 2)
    await swept(office, LONGEST_SAVE + timedelta(hours=1))
    assert await add(office.intake, adding(office)) == 1
    assert (await told_by(office.sessions, office.report_keys, identities(office))).count(LATER) == 2
    await withdraw(office.intake, LOOKUP)
    assert await keys_of(office) == 0, "also the key that an interrupted addition left"


def unable(office: Office, message: str) -> ReportKeys:
    """The report keys, from which nothing can be destroyed."""

    class Unable(Session):
        """Its deletions fail."""

    def refuse(state: Any) -> None:
        if state.is_delete:
            raise OperationalError(message, {}, Exception(message))

    event.listen(Unable, "do_orm_execute", refuse)
    bind = office.report_keys._sessions.kw["bind"]
    return ReportKeys(async_sessionmaker(bind, expire_on_commit=False, sync_session_class=Unable), lambda: NOW)


@pytest.mark.parametrize("is_opened", [False, True], ids=["nobody opened", "a team opened"])
async def test_nothing_is_called_erased_while_a_key_is_left(
    office: Office, rasa: TestClient[Any, Any], is_opened: bool
) -> None:
    await office.submit()
    await (opened_by(office) if is_opened else report_of(office))
    reporter = Reporter(rasa, office)
    intake = rasa.app[INTAKE]
    rasa.app._state[INTAKE] = replace(intake, report_keys=unable(office, CANARY))
    for _ in range(2):
        assert await reporter.withdraws() == (503, {"error": "This could not be done; try again."})
        assert (await reporter.opens())[0] == 503
    rasa.app._state[INTAKE] = intake
    status, body = await reporter.opens()
    assert (status, body["status"], body["withdrawal"]["erased"]) == (200, "withdrawn", not is_opened)
    assert await doomed(office) == 0
    assert (await reporter.withdraws())[1] == body["withdrawal"]


async def test_a_key_that_can_still_be_read_in_the_log_does_not_count_as_destroyed(
    office: Office, database_url: str
) -> None:
    if not database_url.startswith("sqlite"):
        pytest.skip("PostgreSQL has no such log")
    await office.submit()
    async with office.report_keys._sessions() as reading:
        await (await reading.connection()).exec_driver_sql("BEGIN")
        await reading.scalars(select(ReportKey))
        with pytest.raises(StillReadableError):
            await withdraw(office.intake, LOOKUP)
        assert await doomed(office) == 1
    withdrawn = await withdraw(office.intake, LOOKUP)
    assert withdrawn is not None
    assert withdrawn.erased
    assert await doomed(office) == 0


async def test_an_old_database_put_back_by_mistake_costs_no_key_that_was_in_use(office: Office) -> None:
    await office.submit()
    await swept(office)
    async with office.sessions.begin() as session:
        await session.execute(delete(ReportRow))
    await swept(office, timedelta(days=400))
    assert await keys_of(office) == 2


async def test_finishing_what_is_finished_does_nothing(office: Office) -> None:
    await office.submit()
    await finish(office.sessions, office.report_keys)
    assert await keys_of(office) == 2
