"""The turns of one provider's conversations: a few at once, in the order in which their messages came; danger first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import safety
from gateway.conversation import NOTHING_FOUND
from safety import Finding

AT_ONCE = 4  # the dialogue is one process: more at once would only wait there, until their time is over


class Turns:
    """Whoever has to wait does so here, where nothing runs out: by text an answer may take a minute."""

    def __init__(self, find_danger: Callable[[str], Awaitable[Finding]], at_once: int = AT_ONCE) -> None:
        self._find_danger = find_danger
        self._looking = asyncio.Lock()
        self._free = asyncio.Semaphore(at_once)
        self._waiting: dict[str, set[asyncio.Task[Any] | None]] = {}

    @asynccontextmanager
    async def turn(self, conversation: str, text: str | None) -> AsyncIterator[Finding]:
        """Begins when it is this message's turn, with what the danger check found in it; danger waits for nobody.

        `text` is None for a choice. Who has left meanwhile takes no turn: the task that waits is cancelled.
        """
        with self._can_be_forgotten(conversation):
            finding = await self._look(text)
            if finding.alert is None:
                await self._free.acquire()
        try:
            yield finding
        finally:
            if finding.alert is None:
                self._free.release()

    def forget(self, conversation: str) -> None:
        """What this conversation's messages wait for does not come any more."""
        for task in self._waiting.get(conversation, ()):
            if task is not None:
                task.cancel()

    async def _look(self, text: str | None) -> Finding:
        if text is not None and safety.check(text).alert:  # a hint of it is enough not to wait in line
            return await self._find_danger(text)
        async with self._looking:  # one after another, so that they stay in order
            return NOTHING_FOUND if text is None else await self._find_danger(text)

    @contextmanager
    def _can_be_forgotten(self, conversation: str) -> Iterator[None]:
        task = asyncio.current_task()
        waiting = self._waiting.setdefault(conversation, set())
        waiting.add(task)
        try:
            yield
        finally:
            waiting.discard(task)
            if not waiting:
                del self._waiting[conversation]
