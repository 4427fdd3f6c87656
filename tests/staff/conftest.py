"""A scratch staff process for each test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from heard.cli import app
from heard.keys import make_development_keys
from staff.who import Role
from tests.actions.kit import ROUTING, Office
from tests.actions.scratch import ready_tables
from tests.staff.kit import Run, Staffroom
from tests.staff.people_kit import Hire, Person, hired, new_browser
from tests.staff.rooms import scratch_office, scratch_room

__all__ = ["ready_tables"]


@pytest.fixture(scope="session")
def staff_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A HEARD_HOME with every key; nothing else is written there."""
    home = tmp_path_factory.mktemp("home")
    make_development_keys(home, ROUTING.teams)
    return home


@pytest.fixture
async def office(staff_keys: Path, tmp_path: Path, ready_tables: Path) -> AsyncIterator[Office]:
    """The action server's inside on a fresh SQLite database in `tmp_path`."""
    async with scratch_office(staff_keys, tmp_path, ready_tables) as office:
        yield office


@pytest.fixture
async def room(office: Office) -> AsyncIterator[Staffroom]:
    """The real application, ready, on the office's database."""
    async with scratch_room(office) as room:
        yield room


@pytest.fixture
def heard(room: Staffroom) -> Run:
    """Runs `heard inbox …` as a team, with that team's own key unless another is given."""

    async def run(*arguments: str, team: str = "daisu", key: Path | None = None, **more: Any) -> Result:
        given = ["--team", team, "--key", str(key or room.key_file(team)), "--url", more.pop("url", room.url)]
        return await asyncio.to_thread(CliRunner().invoke, app, ["inbox", *arguments, *given], **more)

    return run


@pytest.fixture
async def hire(room: Staffroom) -> AsyncIterator[Hire]:
    """Adds people who have set up their accounts, each in a browser of their own."""
    async with AsyncExitStack() as stack:

        async def hire_one(name: str, role: Role, team: str | None = None) -> Person:
            browser = await stack.enter_async_context(new_browser(room))
            return await hired(room, browser, name, role, team)

        yield hire_one
