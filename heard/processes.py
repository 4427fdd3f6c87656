"""One of Heard's processes: started, watched until it answers, started again if it falls, stopped."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import aiohttp

SECONDS_TO_STOP = 10.0
SECONDS_BETWEEN_LOOKS = 0.1
EXIT_BAD_SETTING = 2


class StartError(Exception):
    """A process cannot start; it has said why on standard error."""


@dataclass
class Process:
    """A command that answers `GET` of `health` on `port` with 200 when it is ready."""

    name: str
    command: Sequence[str | Path]
    port: int
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    output: IO[bytes] | None = None  # None: ours
    health: str = "/healthz"
    scheme: str = "http"
    running: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Starts the command in a group of its own, so that Ctrl-C reaches it only through us."""
        environment = {**os.environ, **self.environment}
        self.running = await asyncio.create_subprocess_exec(
            *self.command,
            cwd=self.folder,
            env=environment,
            start_new_session=True,
            stdout=self.output,
            stderr=self.output,
        )

    async def ready(self, session: aiohttp.ClientSession) -> None:
        """Returns when the process answers. Raises `StartError` when it ends first."""
        while not await self._answers(session):
            if self.running is None or self.running.returncode is not None:
                raise StartError(f"{self.name} could not start.")
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    async def watch(self) -> None:
        """Starts the process again whenever it falls. Raises `StartError` when a setting is at fault."""
        while self.running is not None:
            code = await self.running.wait()
            if code == EXIT_BAD_SETTING:
                raise StartError(f"{self.name} could not start.")
            print(f"{self.name} stopped; starting it again.", file=sys.stderr, flush=True)
            await self.start()

    async def stop(self) -> None:
        """Asks the process to stop, and ends it when it does not within `SECONDS_TO_STOP`."""
        process, self.running = self.running, None
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), SECONDS_TO_STOP)
        except TimeoutError:
            process.kill()
            await process.wait()

    async def _answers(self, session: aiohttp.ClientSession) -> bool:
        try:
            # On this machine; a certificate is for the name that the public knows.
            async with session.get(f"{self.scheme}://127.0.0.1:{self.port}{self.health}", ssl=False) as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False
