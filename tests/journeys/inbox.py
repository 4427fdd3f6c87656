"""A team at its inbox: the `heard inbox` command, with the team's key."""

from __future__ import annotations

import asyncio
import re
import sys
from dataclasses import dataclass

from heard.settings import PROJECT
from tests.journeys.stack import TEAMS, Stack

REPORT_ID = re.compile(r"^([0-9a-f]{32})\b", re.MULTILINE)


@dataclass(frozen=True)
class Inboxes:
    """Runs the command against the stack's staff process."""

    stack: Stack

    async def ids(self, team: str) -> set[str]:
        """The ids of the team's reports."""
        code, said = await self.run("list", team)
        assert code == 0, said
        return set(REPORT_ID.findall(said))

    async def all_ids(self) -> dict[str, set[str]]:
        """The ids of every team's reports."""
        return {team: await self.ids(team) for team in TEAMS}

    async def run(self, command: str, team: str, *arguments: str, typed: str = "") -> tuple[int, str]:
        """Exit code and all output of one command, `typed` being what the officer types."""
        key = str(self.stack.team_key(team))
        url = f"http://127.0.0.1:{self.stack.settings.staff_port}"
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "heard.cli", "inbox", command, *arguments),
            *("--team", team, "--key", key, "--url", url),
            cwd=PROJECT,
            env={"HEARD_HOME": str(self.stack.settings.home), "COLUMNS": "200"},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await process.communicate(typed.encode())
        return process.returncode or 0, output.decode()
