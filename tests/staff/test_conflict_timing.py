"""How long an answer takes says nothing of reports about an officer, though no clock is read here.

What a request costs is what its statements make the database do. SQLite counts that in steps of its machine: the same
request on the same rows takes the same number of them, on any computer, however busy. So the work for everybody else is
compared between a system without such reports and one with many, and for Professional Standards, who have them, it is
shown that the measure would tell. `python -m benchmarks.conflict_timing` measures the same with a clock.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.util import await_only

from staff.who import Role
from tests.staff.conflict_kit import Account, World, id_of, same_seals, world
from tests.staff.conflict_views import routes_of
from tests.staff.test_conflict_unobservable import KINDS, PSD

__all__ = ["same_seals"]

OFFICERS = 24
STEP = 1
"""Steps from one count to the next: every one is counted."""
OTHERS = [
    Account("lead", Role.LEAD, "daisu"),
    Account("mira", Role.MEMBER, "daisu"),
    Account("inspector", Role.MEMBER, "duty_inspector"),
    Account("chief", Role.OWNER, None),
]
HEAD = Account("head", Role.LEAD, PSD)
Costs = Mapping[tuple[str, str], int]


@contextmanager
def counted(made: World) -> Iterator[list[int]]:
    """How many steps the databases took."""
    steps, watched = [0], set[int]()

    def count() -> None:
        steps[0] += 1

    def watch(conn: Any, *_rest: Any) -> None:
        driver = conn.connection.driver_connection
        if id(driver) not in watched:
            watched.add(id(driver))
            await_only(driver.set_progress_handler(count, STEP))

    for engine in made.engines:
        event.listen(engine.sync_engine, "before_cursor_execute", watch)
    yield steps
    for engine in made.engines:
        event.remove(engine.sync_engine, "before_cursor_execute", watch)


async def costs(made: World, people: list[Account]) -> Costs:
    """What each request of each of them makes the databases do, in steps."""
    gets = [route for route in routes_of(made.room.client.app) if route.method == "GET" and "/api/" in route.path]
    paths = [route.filled(id_of(500)) for route in gets]  # a report that is there in one system and not in the other
    found = {}
    with counted(made) as steps:
        for account in people:
            headers = await made.signed_in(account)
            for path in paths:
                await made.fetch("GET", path, headers)  # the second time everything is as warm as it gets
                steps[0] = 0
                await made.fetch("GET", path, headers)
                found[account.name, path] = steps[0]
    return found


@pytest.fixture
async def both(
    staff_keys: Path, tmp_path: Path, ready_tables: Path, monkeypatch: pytest.MonkeyPatch, same_seals: None
) -> Callable[[list[Account]], Awaitable[tuple[Costs, Costs]]]:
    """The costs in a system without reports about an officer, and in one with many."""

    async def measured(people: list[Account]) -> tuple[Costs, Costs]:
        both = []
        for name, officers in (("without", 0), ("with", OFFICERS)):
            async with world(tmp_path / name, staff_keys, ready_tables, monkeypatch) as made:
                for number, (team, kind) in enumerate(KINDS.items()):
                    await made.report(team, number, report_kind=kind, relationship="stranger")
                for number in range(500, 500 + officers):
                    await made.report(PSD, number, about_police="yes", children_affected="yes")
                both.append(await costs(made, people))
        return both[0], both[1]

    return measured


async def test_the_work_for_others_is_the_same_and_for_those_who_have_them_it_is_not(both: Any) -> None:
    without, with_them = await both([*OTHERS, HEAD])
    apart = {each: (cost, with_them[each]) for each, cost in without.items() if cost != with_them[each]}
    assert {name for name, _ in apart} == {HEAD.name}, apart
    assert {(HEAD.name, "/api/reports"), (HEAD.name, "/api/escalations")} <= {*apart}
    for account, path in (("lead", "/api/reports"), ("inspector", "/api/escalations")):
        assert without[account, path] > 100
