"""Reports are counted in memory, kept sealed for the statistics keys, and told apart from Professional Standards'."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import select, text

from actions.count_batches import BatchError, counts_of, keep, keep_counts, keep_now_and_then
from actions.counting import Batch, Entry, Series
from actions.counts import ReportCounts
from actions.database.tables import Base, CountBatch, Release
from actions.disclosure import Kept, totals
from actions.key_files import read_identity
from actions.keyring import STATISTICS
from actions.refusal import RefusedError
from tests.actions.kit import CANARY, DATABASES, LOOKUP, NOW, SUBMISSION, Office
from tests.actions.test_actions_store import failing_commit

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)

OTHER = {"submission": "f" * 32, "lookup": "cd" * 32}
DAISU = frozenset({("kind", "domestic_abuse"), ("route", "daisu")})
BACK, STAYED = ("came_back", "yes"), ("came_back", "no")
MONTH = "2025-11"


def identity(office: Office, series: Series) -> str:
    return read_identity(office.home / "keys" / f"{STATISTICS[series]}.key")


async def counted(office: Office, series: Series = Series.ORDINARY, month: str = MONTH) -> Mapping[Kept, int]:
    """What is kept by now, with what memory still holds."""
    await keep_counts(office.sessions, office.intake.keys.statistics, office.intake.counts, lambda: NOW)
    found = await counts_of(office.sessions, month, series, identity(office, series))
    return {kept: count for kept, count in found.items() if count}


async def batches(office: Office) -> list[CountBatch]:
    async with office.sessions() as session:
        return list(await session.scalars(select(CountBatch)))


async def opens_receipt(rasa: TestClient[Any, Any], lookup: str = LOOKUP) -> None:
    assert (await rasa.post("/receipts/open", json={"lookup": lookup})).status in (200, 404)


# Reports


async def test_a_report_is_counted_by_kind_and_team_once_it_is_stored(office: Office) -> None:
    await office.submit()
    assert await batches(office) == []  # not in the transaction of the report, nor right after it
    assert await counted(office) == {DAISU | {STAYED}: 1}


async def test_a_report_to_two_teams_is_one_report(office: Office) -> None:
    await office.submit(children_affected="yes")
    (kept,) = await counted(office)
    assert kept == DAISU | {("route", "mash"), STAYED}


async def test_a_retry_is_the_same_report_also_after_a_restart(office: Office) -> None:
    await office.submit()
    await office.submit()
    assert totals(await counted(office))["kind", "domestic_abuse"] == 1
    office.intake = replace(office.intake, counts=ReportCounts())
    await office.submit()
    assert totals(await counted(office))["kind", "domestic_abuse"] == 1


async def test_what_was_not_stored_is_not_counted(office: Office) -> None:
    with failing_commit(), pytest.raises(Exception):  # noqa: B017, PT011
        await office.submit()
    with pytest.raises(RefusedError):
        await office.submit(consent_share="no")
    assert await counted(office) == {}


# Receipts


async def test_who_comes_back_is_counted_once_however_often(rasa: TestClient[Any, Any], office: Office) -> None:
    await office.submit()
    await office.submit(**OTHER)
    for _ in range(3):
        await opens_receipt(rasa)
    await opens_receipt(rasa, "ee" * 32)  # nobody's
    assert await counted(office) == {DAISU | {BACK}: 1, DAISU | {STAYED}: 1}


async def test_who_comes_back_after_the_batch_is_counted_all_the_same(
    rasa: TestClient[Any, Any], office: Office
) -> None:
    await office.submit()
    assert await counted(office) == {DAISU | {STAYED}: 1}
    await opens_receipt(rasa)
    assert await counted(office) == {DAISU | {BACK}: 1}


def test_with_the_month_what_links_a_receipt_to_anything_is_gone(database_url: str) -> None:
    counts = ReportCounts()
    counts.received(NOW, "hash", Series.ORDINARY, DAISU)
    counts.returned(NOW + timedelta(days=31), "hash")
    batches = counts.take(NOW + timedelta(days=31))
    cells = [tuple(entry.cells) for batch in batches for entry in batch.ordinary]
    assert cells == [tuple(sorted(DAISU | {STAYED}))]


def test_a_token_is_keyed_anew_each_month(database_url: str) -> None:
    keys = iter([b"0" * 32, b"1" * 32, b"2" * 32])
    counts = ReportCounts(lambda: next(keys))
    counts.received(NOW, "hash", Series.ORDINARY, DAISU)
    counts.received(NOW + timedelta(days=31), "hash", Series.ORDINARY, DAISU)
    assert sorted(batch.month for batch in counts.take(NOW + timedelta(days=31))) == ["2025-11", "2025-12"]
    assert list(keys) == []


def test_the_month_is_the_one_where_the_force_is(database_url: str) -> None:
    counts = ReportCounts()
    counts.received(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "hash", Series.ORDINARY, DAISU)  # July there
    assert [batch.month for batch in counts.take(NOW)] == ["2026-07"]


# Professional Standards


@pytest.mark.parametrize(
    "changed", [{"about_police": "yes"}, {"about_police": "not_sure"}, {"police_mention": "responsible"}]
)
async def test_with_and_without_a_report_about_an_officer_the_others_counts_are_the_same(
    rasa: TestClient[Any, Any], office: Office, changed: dict[str, str]
) -> None:
    await office.submit()
    without = await counted(office)
    await office.submit(**OTHER, **changed)
    await opens_receipt(rasa, OTHER["lookup"])
    assert await counted(office) == without
    reserved = await counted(office, Series.RESERVED)
    assert totals(reserved)["route", "professional_standards"] == totals(reserved)[BACK] == 1


async def test_each_series_has_a_key_of_its_own(office: Office) -> None:
    await office.submit(about_police="yes")
    await counted(office)
    with pytest.raises(BatchError, match="1 of 1 batches"):
        await counts_of(office.sessions, MONTH, Series.RESERVED, identity(office, Series.ORDINARY))


# What is kept


async def test_nothing_of_a_count_is_in_the_clear(office: Office) -> None:
    await office.submit()
    await counted(office)
    (row,) = await batches(office)
    assert row.month == MONTH
    assert not any(word in row.ordinary.data for word in (b"daisu", b"domestic", b"kind"))
    assert abs(len(row.ordinary.data) - len(row.reserved.data)) < 512  # age adds a few bytes by chance


def test_a_row_has_no_time_but_a_month_and_no_report(database_url: str) -> None:
    columns = {table: list(Base.metadata.tables[table].columns.keys()) for table in ("count_batches", "releases")}
    assert columns == {
        "count_batches": ["id", "month", "ordinary", "reserved"],
        "releases": ["month", "series", "document"],
    }
    assert (CountBatch.__tablename__, Release.__tablename__) == tuple(columns)


async def test_rows_come_also_when_nothing_was_counted(office: Office) -> None:
    assert await counted(office) == {}
    assert await counted(office) == {}
    assert len(await batches(office)) == 2


async def test_counts_that_cannot_be_kept_are_not_lost(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    await office.submit()
    with failing_commit():
        assert await counted(office) == {}
    assert await counted(office) == {DAISU | {STAYED}: 1}
    assert CANARY not in caplog.text


async def test_what_is_in_memory_is_kept_when_the_server_stops(office: Office) -> None:
    await office.submit()
    intake = office.intake
    waiting = asyncio.Event()

    def wait() -> float:
        waiting.set()
        return 3600.0

    task = asyncio.create_task(
        keep_now_and_then(office.sessions, intake.keys.statistics, intake.counts, lambda: NOW, wait)
    )
    await waiting.wait()
    assert await batches(office) == []
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    found = await counts_of(office.sessions, MONTH, Series.ORDINARY, identity(office, Series.ORDINARY))
    assert found == {DAISU | {STAYED}: 1}


# The gateway's batches


def batch(**changed: Any) -> dict[str, Any]:
    entry = {"cells": [["chat", "left"]], "count": 3}
    return {"id": SUBMISSION, "month": MONTH, "ordinary": [entry], "reserved": [], **changed}


async def test_the_gateway_s_batch_is_kept_once_however_often_it_comes(
    rasa: TestClient[Any, Any], office: Office
) -> None:
    for _ in range(3):
        answer = await rasa.post("/counts", json=batch())
        assert (answer.status, await answer.json()) == (200, {})
    found = await counts_of(office.sessions, MONTH, Series.ORDINARY, identity(office, Series.ORDINARY))
    assert found == {frozenset({("chat", "left")}): 3}


@pytest.mark.parametrize(
    "body",
    [
        {},
        batch(month="2025-13"),
        batch(id="short"),
        batch(ordinary=[{"cells": [["chat", CANARY]], "count": 1}]),
        batch(ordinary=[{"cells": [], "count": 1}]),
        batch(ordinary=[{"cells": [["chat", "left"]], "count": "many"}]),
    ],
)
async def test_nothing_else_is_kept(rasa: TestClient[Any, Any], office: Office, body: dict[str, Any]) -> None:
    answer = await rasa.post("/counts", json=body)
    assert answer.status == 400
    assert CANARY not in await answer.text()
    assert await batches(office) == []


async def test_a_batch_that_cannot_be_kept_is_not_said_to_be(rasa: TestClient[Any, Any], office: Office) -> None:
    with failing_commit():
        assert (await rasa.post("/counts", json=batch())).status == 503
    assert await batches(office) == []


async def test_a_batch_put_under_another_month_is_noticed(office: Office) -> None:
    one = Batch(id=SUBMISSION, month=MONTH, ordinary=(Entry(cells=(("chat", "left"),), count=1),))
    await keep(office.sessions, office.intake.keys.statistics, one)
    async with office.sessions.begin() as session:
        await session.execute(text("UPDATE count_batches SET month = '2025-10'"))
    with pytest.raises(BatchError):
        await counts_of(office.sessions, "2025-10", Series.ORDINARY, identity(office, Series.ORDINARY))
