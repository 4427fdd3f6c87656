"""Whether a clock tells a system with reports about an officer from one without.

`python -m benchmarks.conflict_timing`: both run in one process, asked in turns for everything that a lead of another
team can fetch, and the medians are printed side by side with their ratio. Not a test: the same machine gives another
ratio with every run. What cannot vary, the steps of the database, `tests/staff/test_conflict_timing.py` compares.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from actions.database.engine import migrate, open_database
from heard.keys import make_development_keys
from staff.who import Role
from tests.actions.kit import ROUTING
from tests.staff.conflict_kit import Account, World, world
from tests.staff.conflict_views import routes_of
from tests.staff.test_conflict_unobservable import KINDS, PSD

LEAD = Account("lead", Role.LEAD, "daisu")
EXCHANGES = 200
OFFICERS = 50
Times = dict[str, list[float]]


def main() -> None:
    """Prints a line for each route."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--exchanges", type=int, default=EXCHANGES, help="requests of each route in each system")
    options.add_argument("--officers", type=int, default=OFFICERS, help="reports about an officer in one of them")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        without, with_them = asyncio.run(_measured(Path(folder), patch, given.exchanges, given.officers))
    for path, times in without.items():
        one, other = (statistics.median(each) * 1000 for each in (times, with_them[path]))
        print(f"{path:40} without {one:6.2f} ms, with {given.officers} {other:6.2f} ms, ratio {other / one:.2f}")


async def _measured(folder: Path, patch: pytest.MonkeyPatch, exchanges: int, officers: int) -> tuple[Times, Times]:
    home = folder / "home"
    make_development_keys(home, ROUTING.teams)
    ready = folder / "ready.db"
    engine = open_database(f"sqlite+aiosqlite:///{ready}")
    await migrate(engine)
    await engine.dispose()
    async with AsyncExitStack() as stack:
        made = []
        for name, number in (("without", 0), ("with", officers)):
            each = await stack.enter_async_context(world(folder / name, home, ready, patch))
            await _fill(each, number)
            made.append((each, await each.signed_in(LEAD)))
        times: tuple[Times, Times] = ({}, {})
        for path in _paths(made[0][0]):
            for number in range(exchanges):
                both = [*zip(made, times, strict=True)]
                for (each, headers), found in both if number % 2 else reversed(both):  # neither is always the second
                    began = time.perf_counter()
                    answer = await each.room.client.get(path, headers=headers)
                    await answer.read()
                    found.setdefault(path, []).append(time.perf_counter() - began)
    return times


async def _fill(made: World, officers: int) -> None:
    for number, (team, kind) in enumerate(KINDS.items()):
        await made.report(team, number, report_kind=kind, relationship="stranger")
    for number in range(500, 500 + officers):
        await made.report(PSD, number, about_police="yes")


def _paths(made: World) -> list[str]:
    routes = [route for route in routes_of(made.room.client.app) if route.method == "GET" and "/api/" in route.path]
    return [route.path for route in routes if not route.is_of_a_report]


if __name__ == "__main__":
    main()
