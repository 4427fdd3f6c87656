"""A team at its inbox: the `heard inbox` command, with the team's key."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass

from typer.testing import CliRunner

from heard.cli import app
from heard.settings import PROJECT
from tests.journeys.stack import TEAMS, Stack

PATIENCE, LOOK = 60.0, 0.05  # seconds
WAITING = "SELECT count(*) FROM outbox WHERE NOT delivered"
REPORT_ID = re.compile(r"^([0-9a-f]{32})\b", re.MULTILINE)


@dataclass(frozen=True)
class Inboxes:
    """Runs the command against the stack's staff process."""

    stack: Stack

    async def ids(self, team: str) -> set[str]:
        """The ids of the team's reports, once each that was sent has been delivered."""
        await self._until_delivered()
        code, said = await self.run("list", team)
        assert code == 0, said
        return set(REPORT_ID.findall(said))

    async def all_ids(self) -> dict[str, set[str]]:
        """The ids of every team's reports."""
        return {team: await self.ids(team) for team in TEAMS}

    async def run(self, command: str, team: str, *arguments: str, typed: str = "") -> tuple[int, str]:
        """Exit code and all output of one command, `typed` being what the officer types; run in this process."""
        done = await asyncio.to_thread(
            CliRunner().invoke, app, self._words(command, team, arguments), input=typed, env=self._environment
        )
        return done.exit_code, done.output

    async def run_as_process(self, command: str, team: str, *arguments: str, typed: str = "") -> tuple[int, str]:
        """The same in a process of its own, as an officer has it: a second dearer."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "heard.cli", *self._words(command, team, arguments)),
            cwd=PROJECT,
            env=self._environment,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await process.communicate(typed.encode())
        return process.returncode or 0, output.decode()

    async def _until_delivered(self) -> None:
        """Returns once the relay has brought each report where it belongs: "stored" is said before."""
        database = f"file:{self.stack.settings.home / 'heard.db'}?mode=ro"
        async with asyncio.timeout(PATIENCE):
            with closing(sqlite3.connect(database, uri=True)) as connection:
                while connection.execute(WAITING).fetchone() != (0,):  # noqa: ASYNC110 - another process delivers
                    await asyncio.sleep(LOOK)

    @property
    def _environment(self) -> Mapping[str, str]:
        return {"HEARD_HOME": str(self.stack.settings.home), "COLUMNS": "200"}

    def _words(self, command: str, team: str, arguments: tuple[str, ...]) -> list[str]:
        url = f"http://127.0.0.1:{self.stack.settings.staff_port}"
        return ["inbox", command, *arguments, "--team", team, "--key", str(self.stack.team_key(team)), "--url", url]
