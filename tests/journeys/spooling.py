"""The gateway's spool, as it lies on the disk while the action server is down."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.stack import Stack

PATIENCE = 60.0  # seconds: the longest wait between tries
LOOK = 0.2


def spooled(stack: Stack) -> list[Path]:
    """What waits."""
    return [path for path in (stack.settings.home / "spool").rglob("*") if path.is_file()]


async def until_handed_over(stack: Stack) -> None:
    """Returns once nothing waits any more."""
    async with asyncio.timeout(PATIENCE):
        while spooled(stack):  # noqa: ASYNC110 - another process empties it
            await asyncio.sleep(LOOK)


@contextmanager
def no_spool(stack: Stack) -> Iterator[None]:
    """A spool that cannot be written to."""
    folder, aside = stack.settings.home / "spool", stack.settings.home / "spool-aside"
    if folder.exists():
        folder.rename(aside)
    folder.write_text("in the way")
    yield
    folder.unlink()
    if aside.exists():
        aside.rename(folder)
