"""Starts a cleaner (`attachments`) for one file: a process of its own, with nothing of ours in it."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from contextlib import suppress

from attachments.protocol import LARGEST_COPY, LARGEST_HEAD, Cleaned, NotAnAnswerError, read_answer

SECONDS = 40.0
"""That a cleaner may take; of the processor it gets fewer by itself (`attachments.walls`)."""
AT_ONCE = 2
COMMAND = (sys.executable, "-I", "-B", "-m", "attachments")
PIECE = 1024 * 1024


class CleanerError(Exception):
    """The cleaner fell, hung, or could not be walled in. Nothing is known of the file."""


class Cleaner:
    """Cleans files, a few at a time."""

    def __init__(self, command: Sequence[str] = COMMAND, seconds: float = SECONDS) -> None:
        self._command, self._seconds = command, seconds
        self._room = asyncio.Semaphore(AT_ONCE)

    async def clean(self, data: bytes) -> Cleaned:
        """What the cleaner says of `data`. Raises `RefusedFileError`, and `CleanerError` when it says nothing."""
        async with self._room:
            answer = await self._answer(data)
        try:
            return read_answer(answer)
        except NotAnAnswerError:
            raise CleanerError("no answer") from None

    async def _answer(self, data: bytes) -> bytes:
        with tempfile.TemporaryDirectory() as empty:
            try:
                process = await asyncio.create_subprocess_exec(
                    *self._command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={}, cwd=empty, start_new_session=True
                )
            except OSError as error:
                raise CleanerError(type(error).__name__) from None
            try:
                async with asyncio.timeout(self._seconds):
                    return await _talk(process, data)
            except TimeoutError:
                raise CleanerError("too slow") from None
            finally:
                await _end(process)


async def _end(process: Process) -> None:
    """It is gone when this returns. What it still said is read first, for asyncio waits until it was."""
    with suppress(ProcessLookupError):
        process.kill()
    while process.stdout is not None and await process.stdout.read(PIECE):
        pass
    await process.wait()


async def _talk(process: Process, data: bytes) -> bytes:
    """Gives it the file and takes the answer, no more than an answer can be."""
    assert process.stdin is not None  # noqa: S101 - both are pipes
    assert process.stdout is not None  # noqa: S101
    with suppress(ConnectionError):
        process.stdin.write(data)
        await process.stdin.drain()
    process.stdin.close()
    answer = bytearray()
    while piece := await process.stdout.read(PIECE):
        answer += piece
        if len(answer) > LARGEST_COPY + LARGEST_HEAD:
            raise CleanerError("too long")
    if await process.wait() != 0:
        raise CleanerError("fell")
    return bytes(answer)
