"""How often people felt taken seriously: a count by month, and nothing of anybody."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import text

from actions.database.tables import Base, FeelingCount
from actions.feelings import Felt, count_feeling
from tests.actions.kit import CANARY, DATABASES, NOW, Office
from tests.actions.test_actions_store import failing_commit

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)


async def counted(office: Office) -> dict[tuple[str, str], int]:
    """What the table holds, by month and answer."""
    async with office.sessions() as session:
        rows = await session.execute(text("SELECT month, answer, count FROM feelings"))
        return {(month, answer): count for month, answer, count in rows}


async def rows_elsewhere(office: Office) -> int:
    """Rows in all other tables."""
    async with office.sessions() as session:
        others = [table for table in Base.metadata.tables if table != FeelingCount.__tablename__]
        return sum([await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0 for table in others])


async def test_an_answer_is_counted_in_its_month_and_leaves_no_other_trace(
    rasa: TestClient[Any, Any], office: Office
) -> None:
    before = await rows_elsewhere(office)
    for felt in ("no", "yes", "no"):
        answer = await rasa.post("/feelings/count", json={"felt": felt})
        assert (answer.status, await answer.json()) == (200, {})
    assert await counted(office) == {("2025-11", "no"): 2, ("2025-11", "yes"): 1}
    assert await rows_elsewhere(office) == before


async def test_two_at_once_are_both_counted(office: Office) -> None:
    await asyncio.gather(*(count_feeling(office.sessions, Felt.PARTLY, lambda: NOW) for _ in range(10)))
    assert await counted(office) == {("2025-11", "partly"): 10}


async def test_the_month_is_the_one_where_the_force_is(office: Office) -> None:
    summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # July has begun in England
    await count_feeling(office.sessions, Felt.NOT_SAID, lambda: summer)
    assert await counted(office) == {("2026-07", "not_said"): 1}


def test_nothing_but_month_answer_and_count_can_be_stored(database_url: str) -> None:
    assert list(FeelingCount.__table__.columns.keys()) == ["month", "answer", "count"]


@pytest.mark.parametrize("body", [{}, {"felt": "very"}, {"felt": None}, {"felt": ["yes"]}, {"felt": CANARY}])
async def test_no_other_answer_is_counted(rasa: TestClient[Any, Any], office: Office, body: dict[str, Any]) -> None:
    answer = await rasa.post("/feelings/count", json=body)
    assert answer.status == 400
    assert CANARY not in await answer.text()
    assert await counted(office) == {}


async def test_what_comes_with_an_answer_is_dropped_unread(rasa: TestClient[Any, Any], office: Office) -> None:
    more = {"felt": "yes", "month": "1999-01", "conversation": CANARY, "count": 100}
    assert (await rasa.post("/feelings/count", json=more)).status == 200
    assert await counted(office) == {("2025-11", "yes"): 1}


async def test_a_count_that_fails_counts_nothing(rasa: TestClient[Any, Any], office: Office) -> None:
    with failing_commit():
        assert (await rasa.post("/feelings/count", json={"felt": "yes"})).status == 503
    assert await counted(office) == {}
