"""Hands reports to the action server without Rasa: at once, or from the spool, again and again until it has each."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from gateway.actions_client import ActionServer, Withdrawal
from gateway.log import event, trouble
from gateway.sealing import Intake
from gateway.spool import TAKEN_BACK, Spool, Waiting
from gateway.upstream import TooSlowError, UpstreamError

FIRST_WAIT, LONGEST_WAIT = 2.0, 60.0  # seconds between tries
SECONDS = 10.0  # for one file; nobody waits for it
ORDER_SECONDS = 5.0  # for one that somebody waits for
SOONEST = 0.5  # of each wait at least: gateways that share a folder come at different times
STUCK = timedelta(minutes=10)  # so long may something wait before somebody must look

Taken = Literal["with team", "waiting", "refused", "no room"]
Condition = Literal["ok", "refused", "stuck", "unreadable"]


class TakenBackHere(Withdrawal):
    """A report taken back while it waited, which the action server has not heard of yet."""


class Handed(BaseModel):
    """What the action server answers to what it has taken: whether it is a report that is stored now.

    One that had been taken back before is not. Of an order: how the report was taken back.
    """

    stored: bool
    withdrawal: Withdrawal | None


class ActionsRefused(Exception):
    """The action server will not take this, now or later."""


class NotTaken(UpstreamError):
    """The action server answered that it cannot take this now."""


class NotAllowed(NotTaken):
    """The action server does not know this gateway: somebody must look at their secrets or clocks."""


@dataclass
class Passes:
    """When everything that waited was last handed over, and whether this gateway was turned away since."""

    clean: datetime | None = None
    turned_away: bool = False


@dataclass(frozen=True)
class SpoolRelay:
    """The spool and the way out of it. `jitter` gives numbers from 0 up to 1."""

    spool: Spool
    intake: Intake
    actions: ActionServer
    jitter: Callable[[], float]
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _passes: Passes = field(default_factory=Passes)
    _trying: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def take(self, lookup: str, report: Mapping[str, Any], seconds: float) -> Taken:
        """Brings a report to the action server within `seconds`, or keeps it for later, and says which is true.

        What the action server refuses is not kept: it would refuse it again.
        """
        sealed = self.intake.seal_letter(report)
        try:
            handed = _handed(await self._hand_over(sealed, seconds))
        except ActionsRefused:
            return "refused"
        except UpstreamError as error:
            trouble("actions", str(error))
            return await self._keep(lookup, sealed)
        return "with team" if handed.stored else "refused"

    async def look(self, lookup: str) -> Waiting | None:
        """What waits under a receipt; nothing, when the spool cannot be read."""
        try:
            return await asyncio.to_thread(self.spool.look, lookup)
        except OSError as error:
            trouble("spool", type(error).__name__)
            return None

    async def take_back(self, lookup: str) -> Withdrawal | None:
        """Erases the report that waits under a receipt, and takes back whatever may have arrived of it.

        None when nothing waits, or it is still being handed over after a while. Raises `OSError` when it could not be
        erased.
        """
        order = self.intake.seal_letter({"withdraw": lookup})
        path = await self._put_instead(lookup, order)
        if path is None:
            return None
        waiting = await self.look(lookup)
        try:
            withdrawal = _handed(await self._hand_over(order, ORDER_SECONDS)).withdrawal
        except (UpstreamError, ActionsRefused) as error:
            trouble("actions", type(error).__name__)
            at = waiting.since if waiting else self.spool.clock()
            return TakenBackHere(at=at, erased=True, statement=None)
        finally:
            self._woken.set()  # the order may go: it was taken, or is tried again
        return withdrawal

    async def condition(self) -> Condition:
        """Whether somebody must look: something waits and cannot go, was refused, or the folder cannot be read."""
        try:
            if self._is_late() and len(await asyncio.to_thread(self.spool.waiting)) > 0:
                return "stuck"
            return "refused" if await asyncio.to_thread(self.spool.refused) else "ok"
        except OSError:
            return "unreadable"

    async def run(self) -> None:
        """Hands over until cancelled; waits 2, 4, 8 … seconds, up to a minute, while something is left."""
        self._passes.clean = self.spool.clock()
        await self._tidy()
        wait = 0.0
        while True:
            self._woken.clear()
            wait = 0.0 if await self._pass() else min(max(FIRST_WAIT, 2 * wait), LONGEST_WAIT)
            seconds = (wait or LONGEST_WAIT) * (SOONEST + (1 - SOONEST) * self.jitter())
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), seconds)

    async def hand_over_all(self) -> bool:
        """Tries everything that waits, once; whether nothing is left."""
        is_done, self._passes.turned_away = True, False
        for path in await self._waiting():
            try:
                async with self._trying:
                    await self._try(path)
            except NotAllowed as error:
                trouble("actions", str(error))
                self._passes.turned_away = True
                return False
            except (NotTaken, TooSlowError, OSError) as error:  # may be about this one alone
                trouble("spool", type(error).__name__)
                is_done = False
            except UpstreamError as error:
                trouble("actions", str(error))
                return False
        if is_done:
            self._passes.clean = self.spool.clock()
        return is_done

    async def _pass(self) -> bool:
        """`hand_over_all`, whatever happens: a relay that ended would let everything wait for ever."""
        try:
            return await self.hand_over_all()
        except Exception as error:
            trouble("spool", type(error).__name__)
            return False

    def _is_late(self) -> bool:
        passes = self._passes
        return passes.turned_away or (passes.clean is not None and self.spool.clock() - passes.clean >= STUCK)

    async def _waiting(self) -> list[Path]:
        try:
            return await asyncio.to_thread(self.spool.waiting)
        except OSError as error:
            trouble("spool", type(error).__name__)
            return []

    async def _tidy(self) -> None:
        try:
            await asyncio.to_thread(self.spool.tidy)
        except OSError as error:
            trouble("spool", type(error).__name__)

    async def _keep(self, lookup: str, sealed: bytes) -> Taken:
        try:
            await asyncio.to_thread(self.spool.put, lookup, sealed)
        except OSError as error:
            trouble("spool", type(error).__name__)
            return "no room"
        self._woken.set()
        return "waiting"

    async def _put_instead(self, lookup: str, order: bytes) -> Path | None:
        """The order, in place of the report; a hand-over that is under way ends first, unless it hangs."""
        with suppress(TimeoutError):
            async with asyncio.timeout(ORDER_SECONDS), self._trying:
                return await asyncio.to_thread(self.spool.take_back, lookup, order)
        return await asyncio.to_thread(self.spool.take_back, lookup, order)

    async def _try(self, path: Path) -> None:
        with self.spool.held(path) as sealed:
            if sealed is None:
                return
            if path.suffix == TAKEN_BACK:
                await asyncio.to_thread(self.spool.erase_for, path)
            elif await asyncio.to_thread(self.spool.is_taken_back, path):
                await asyncio.to_thread(self.spool.remove, path)
                return
            try:
                await self._hand_over(sealed, SECONDS)
            except ActionsRefused:
                trouble("spool", "refused")
                await asyncio.to_thread(self.spool.refuse, path)
            else:
                event("spool", "taken-back" if path.suffix == TAKEN_BACK else "handed-over")
                await asyncio.to_thread(self.spool.remove, path)

    async def _hand_over(self, sealed: bytes, seconds: float) -> bytes:
        """The action server's answer. Raises `UpstreamError` when it may take it later, and `ActionsRefused`."""
        body = {"sealed": base64.b64encode(sealed).decode("ascii")}
        status, answer = await self.actions.upstream.post("/spooled", body, seconds)
        if status == 400:
            raise ActionsRefused
        if status in (401, 403):
            raise NotAllowed(f"status-{status}")
        if status != 200:
            raise NotTaken(f"status-{status}")
        return answer


def _handed(answer: bytes) -> Handed:
    """What the action server says it has done. Raises `UpstreamError` when it does not say it."""
    try:
        return Handed.model_validate_json(answer)
    except ValidationError:
        raise NotTaken("not-an-answer") from None
