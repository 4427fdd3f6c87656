"""Sends answers at the provider's pace: an alert before all else, those of one conversation in order, none too late."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import aiohttp

from gateway.channels.addresses import Address, Addresses
from gateway.channels.provider import Never, Provider, Sent, TryAgain
from gateway.log import event, trouble
from gateway.sessions import Clock

Pause = Callable[[float], Awaitable[None]]
Gone = Callable[[str], Awaitable[None]]

LONGEST_PAUSE = 120.0  # seconds, whatever a provider asks for


@dataclass(frozen=True)
class Letter:
    """One message on its way out. `conversation`: its token. Nobody gets it after `until`."""

    conversation: str = field(repr=False)
    address: Address = field(repr=False)
    text: str = field(repr=False)
    until: datetime
    is_urgent: bool = False
    may_try_again: Callable[[datetime], bool] = lambda now: True  # whether a second try is safe at that time


Line = tuple[str, bool]  # conversation, urgent


@dataclass
class _Waiting:
    letters: deque[Letter]
    forgotten: int = 0  # how often; what was being sent then is not tried again


class Outbox:
    """Letters in this process's memory. `run` sends them until it is cancelled."""

    def __init__(
        self,
        provider: Provider,
        addresses: Addresses,
        clock: Clock,
        gone: Gone,
        pause: Pause = asyncio.sleep,
    ) -> None:
        """`gone` is told the conversation whose address takes nothing any more."""
        self._provider, self._addresses, self._clock = provider, addresses, clock
        self._gone, self._pause = gone, pause
        self._lines: dict[Line, _Waiting] = {}
        self._ready: dict[bool, deque[Line]] = {True: deque(), False: deque()}
        self._wake, self._empty = asyncio.Event(), asyncio.Event()
        self._empty.set()
        self._sending: set[asyncio.Task[None]] = set()

    async def finish(self) -> None:
        """Waits until nothing waits any more and nothing is being sent."""
        await self._empty.wait()

    def put(self, letter: Letter) -> None:
        """Sends the letter as soon as its turn comes."""
        line = (letter.conversation, letter.is_urgent)
        waiting = self._lines.get(line)
        if waiting is None:
            self._lines[line] = _Waiting(deque((letter,)))
            self._empty.clear()
            self._make_ready(line)
        else:
            waiting.letters.append(letter)

    def forget(self, conversation: str) -> None:
        """Nothing that waits for this conversation is sent any more."""
        for urgent in (True, False):
            waiting = self._lines.get((conversation, urgent))
            if waiting is not None:
                waiting.letters.clear()
                waiting.forgotten += 1

    async def run(self, http: aiohttp.ClientSession) -> None:
        """Sends for ever; when cancelled, what waits is dropped."""
        try:
            while True:
                line = await self._next()
                task = asyncio.create_task(self._send_first(http, line))
                self._sending.add(task)
                task.add_done_callback(self._sending.discard)
                await self._pause(1 / self._provider.pace)
        finally:
            for task in list(self._sending):
                task.cancel()
            for task in list(self._sending):
                with suppress(asyncio.CancelledError):
                    await task

    async def _next(self) -> Line:
        while not (self._ready[True] or self._ready[False]):
            self._wake.clear()
            await self._wake.wait()
        return (self._ready[True] or self._ready[False]).popleft()

    async def _send_first(self, http: aiohttp.ClientSession, line: Line) -> None:
        waiting = self._lines[line]
        if waiting.letters:
            letter, forgotten = waiting.letters.popleft(), waiting.forgotten
            wait = await self._try(http, letter)
            if wait is not None and waiting.forgotten == forgotten:
                waiting.letters.appendleft(letter)
                await self._pause(wait)
        if waiting.letters:
            self._make_ready(line)
        else:
            del self._lines[line]
            if not self._lines:
                self._empty.set()

    async def _try(self, http: aiohttp.ClientSession, letter: Letter) -> float | None:
        """Sends a letter; the seconds until the next try, or None when there is none."""
        if self._clock() > letter.until:
            event("channel", "too late")
            return None
        try:
            outcome = await self._provider.send(http, self._addresses.open(letter.address), letter.text)
        except Exception as error:
            trouble("channel", type(error).__name__)
            outcome = Never(gone=False)
        match outcome:
            case Sent():
                event("channel", "sent")
            case Never(gone):
                trouble("channel", "gone" if gone else "refused")
                if gone:
                    await self._gone(letter.conversation)
            case TryAgain(seconds):
                wait = min(seconds, LONGEST_PAUSE)
                again = self._clock() + timedelta(seconds=wait)
                if again <= letter.until and letter.may_try_again(again):
                    return wait
                trouble("channel", "given up")
        return None

    def _make_ready(self, line: Line) -> None:
        self._ready[line[1]].append(line)
        self._wake.set()
