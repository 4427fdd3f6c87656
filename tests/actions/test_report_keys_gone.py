"""Keys that are gone: an empty database of them stops a start, and no report is stored without its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select

from actions.database.engine import open_database, sessions_of
from actions.database.report_key_tables import ReportKey
from actions.database.tables import ReportRow
from actions.key_destruction import sweep
from actions.locking import Locked, Place
from actions.report_key_store import GONE, ReportKeysError, open_report_keys, prepare
from actions.report_keys import ReportKeys
from actions.sealing import Sealed
from actions.store import KeysSweptError
from tests.actions.kit import DATABASES, NOW, Office

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)


async def prepared(database_url: str, report_keys_url: str) -> None:
    """What a start does first."""
    reports, keys = open_database(database_url), open_report_keys(report_keys_url)
    try:
        await prepare(keys, reports)
    finally:
        await reports.dispose()
        await keys.dispose()


async def test_a_table_without_keys_stops_the_start_when_there_are_reports(
    office: Office, database_url: str, report_keys_url: str
) -> None:
    await prepared(database_url, report_keys_url)  # no reports, no keys
    await office.submit()
    await prepared(database_url, report_keys_url)
    keys = open_report_keys(report_keys_url)
    async with sessions_of(keys).begin() as session:
        await session.execute(delete(ReportKey))
    await keys.dispose()
    with pytest.raises(ReportKeysError, match=GONE[:20]):
        await prepared(database_url, report_keys_url)


async def test_a_report_whose_keys_are_swept_meanwhile_is_not_stored(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = ReportKeys.lock

    async def swept(keys: ReportKeys, parts: Mapping[Place, Sealed]) -> dict[Place, Locked]:
        locked = await lock(keys, parts)
        await sweep(office.sessions, office.report_keys, lambda: NOW + timedelta(days=2))
        return locked

    monkeypatch.setattr(ReportKeys, "lock", swept)
    with pytest.raises(KeysSweptError):
        await office.submit()
    async with office.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(ReportRow)) == 0


async def test_a_clock_that_is_hours_off_sweeps_no_key_of_a_report_on_its_way(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = ReportKeys.lock

    async def swept(keys: ReportKeys, parts: Mapping[Place, Sealed]) -> dict[Place, Locked]:
        locked = await lock(keys, parts)
        await sweep(office.sessions, office.report_keys, lambda: NOW + timedelta(hours=5))
        return locked

    monkeypatch.setattr(ReportKeys, "lock", swept)
    await office.submit()
    async with office.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(ReportRow)) == 1
