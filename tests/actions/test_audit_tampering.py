"""Whatever is done to the rows, and to several of them at once: a log that is not as it was written is never whole."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.audit_check import Terms, check
from actions.audit_heads import sign_head
from actions.database.engine import migrate, open_database, sessions_of
from actions.key_files import read_public_keys, read_signing_key
from tests.actions.audit_kit import Row, chained, fill, hashed, numbered, put, rows_of
from tests.actions.kit import NOW

COUNT = 8
PLACE = st.integers(0, COUNT - 1)
VALUES: dict[str, list[Any]] = {
    "actor": ["mash", ""],
    "event": ["closed"],
    "report_id": ["f" * 32],
    "team": ["", "mash"],
    "at": [NOW.replace(hour=3, minute=0, second=0, microsecond=0)],
    "hash": ["a" * 64],
    "previous": ["a" * 64, "0" * 64],
    "id": [1, 5, 99, 0],
}
VALUE = st.sampled_from([(column, value) for column, values in VALUES.items() for value in values])


@st.composite
def tampered(draw: st.DrawFn, rows: list[Row]) -> list[Row]:
    """The rows after one to three acts of somebody who may write, and knows how rows are hashed."""
    done = [dict(row) for row in rows]
    for _ in range(draw(st.integers(1, 3))):
        if done:
            done = draw(st.sampled_from(ACTS))(draw, done)
    ids = [row["id"] for row in done]
    # Two rows of one number cannot be stored.
    return done if len(set(ids)) == len(ids) else numbered(done)


def _change(draw: st.DrawFn, rows: list[Row]) -> list[Row]:
    place, (column, value) = draw(PLACE) % len(rows), draw(VALUE)
    changed = {**rows[place], column: value}
    rows[place] = hashed(changed) if draw(st.booleans()) else changed
    return rows


def _delete(draw: st.DrawFn, rows: list[Row]) -> list[Row]:
    first, last = sorted((draw(PLACE), draw(PLACE)))
    return rows[:first] + rows[last + 1 :]


def _insert(draw: st.DrawFn, rows: list[Row]) -> list[Row]:
    place = draw(PLACE)
    return numbered([*rows[:place], dict(draw(st.sampled_from(rows))), *rows[place:]])


def _move(draw: st.DrawFn, rows: list[Row]) -> list[Row]:
    return numbered(draw(st.permutations(rows)))


def _number(_draw: st.DrawFn, rows: list[Row]) -> list[Row]:
    return numbered(rows)


def _chain(_draw: st.DrawFn, rows: list[Row]) -> list[Row]:
    return chained(rows)


ACTS: list[Any] = [_change, _delete, _insert, _move, _number, _chain]


@pytest.fixture(scope="module")
def written(keys: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Row]]:
    """A database with a signed log, and its rows."""
    path = tmp_path_factory.mktemp("audit") / "heard.db"

    async def write() -> list[Row]:
        engine = open_database(f"sqlite+aiosqlite:///{path}")
        await migrate(engine)
        sessions = sessions_of(engine)
        await fill(sessions, COUNT)
        await sign_head(sessions, read_signing_key(keys / "keys" / "audit.key"), NOW)
        rows = await rows_of(sessions)
        await engine.dispose()
        return rows

    return path, asyncio.run(write())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_tampering_is_found(
    data: st.DataObject, written: tuple[Path, list[Row]], keys: Path, tmp_path: Path
) -> None:
    path, rows = written
    changed = data.draw(tampered(rows))
    copy = Path(shutil.copy(path, tmp_path / "copy.db"))
    same = sorted(changed, key=lambda row: row["id"]) == rows
    assert asyncio.run(_is_whole(copy, changed, keys)) is same


async def _is_whole(path: Path, rows: list[Row], keys: Path) -> bool:
    engine = open_database(f"sqlite+aiosqlite:///{path}")
    sessions = sessions_of(engine)
    await put(sessions, rows)
    result = await check(sessions, Terms(read_public_keys(keys / "keys" / "audit.pub"), NOW.date()))
    await engine.dispose()
    return not result.findings
