"""Takes what is in the outbox to its targets, again and again until it has arrived or is given up."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress

from actions import audit
from actions.audit import Event
from actions.database.engine import Sessions
from actions.database.outbox_tables import OutboxItem
from actions.delivery.dead_letters import count_dead
from actions.delivery.lease import Lease
from actions.delivery.names import CARRYING, INBOX, NOTICE, OTHERS, Kind
from actions.delivery.outbox import Begun, Failure, Outbox
from actions.delivery.parcel import LaterError, NoSuchTargetError, NotSentError, Parcel, Target, kind_of
from actions.delivery.patience import Jitter, full_jitter, is_hopeless, wait_after
from actions.delivery.sharing import share_out
from actions.locking import CannotUnlockError, Locked, Place
from actions.sealing import Sealed
from actions.times import Clock, hour_of

log = logging.getLogger("heard.actions.delivery")

LOOK = 15.0
"""Seconds between looks at the outbox when nothing woke the relay; also how often it counts on in its lease."""
LONGEST_TRY = 45.0
"""Seconds. Shorter than a lease."""
AT_ONCE = 4
"""Tries at one target of one team at the same time. No other target waits for them."""

Lane = tuple[str, str]
Unlock = Callable[[Place, Locked], Awaitable[Sealed]]
"""Takes the outer lock off a stored part."""


class Relay:
    """Delivers what is in the outbox. `targets` by the name that the outbox calls them."""

    def __init__(
        self,
        sessions: Sessions,
        targets: Mapping[str, Target],
        clock: Clock,
        unlock: Unlock | None = None,
        jitter: Jitter = full_jitter,
    ) -> None:
        self.dead_letters = 0
        self._sessions = sessions
        self._targets = targets
        self._clock = clock
        self._unlock = unlock
        self._jitter = jitter
        self._lease = Lease(sessions)
        self._outbox = Outbox(sessions, self._lease.id, targets)
        self._due: dict[str, float] = {}
        self._since: dict[str, float] = {}
        self._lanes: dict[Lane, asyncio.Task[None]] = {}
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Something new has been stored."""
        self._woken.set()

    async def run(self) -> None:
        """Delivers until cancelled; then others take over what this relay was at."""
        try:
            while True:
                self._woken.clear()
                wait = await self._round()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), wait)
        finally:
            for lane in self._lanes.values():
                lane.cancel()
            await asyncio.gather(*self._lanes.values(), return_exceptions=True)
            await self._lease.end()

    async def deliver_due(self, now: float) -> float:
        """Tries everything due at `now` (monotonic seconds); returns the seconds until the next try."""
        await self._look(now)
        await asyncio.gather(*self._lanes.values())
        return self._wait(now)

    async def _round(self) -> float:
        try:
            now = time.monotonic()
            await self._look(now)
            return min(self._wait(now), LOOK)
        except Exception as error:
            log.error("outbox_not_read kind=%s", type(error).__name__)
            return 2.0

    async def _look(self, now: float) -> None:
        """Starts a task for each target of each team that has something due and is not busy."""
        await self._lease.renew(now)
        items = await self._outbox.due()
        self.dead_letters = await count_dead(self._sessions)
        self._due = {item.id: self._due.get(item.id, now) for item in items}
        self._since = {item.id: self._since.get(item.id, now) for item in items}
        lanes: dict[Lane, list[OutboxItem]] = {}
        for item in items:
            lanes.setdefault((item.team, item.target), []).append(item)
        for lane, waiting in lanes.items():
            due = [item for item in waiting if self._due[item.id] <= now]
            if due and lane not in self._lanes:
                self._lanes[lane] = asyncio.create_task(self._work(lane, due, now))

    def _wait(self, now: float) -> float:
        """Until the next try. What is due in a busy lane is seen when the lane ends, which wakes the relay."""
        return min((due - now for due in self._due.values() if due > now), default=LOOK)

    async def _work(self, lane: Lane, items: Sequence[OutboxItem], now: float) -> None:
        slots = asyncio.Semaphore(AT_ONCE)

        async def one(item: OutboxItem) -> None:
            async with slots:
                await self._try(item, now)

        try:
            await asyncio.gather(*(one(item) for item in items))
        finally:
            del self._lanes[lane]
            self.wake()

    async def _try(self, item: OutboxItem, now: float) -> None:
        # Also when the database fails on the way, it is not tried again at once.
        self._due[item.id] = now + wait_after(1, self._jitter)
        try:
            begun = await self._outbox.begin(item)
            if begun is not None:
                await self._deliver(item, begun, now)
        except Exception as error:
            log.error("outbox_not_written kind=%s", type(error).__name__)

    async def _deliver(self, item: OutboxItem, begun: Begun, now: float) -> None:
        try:
            async with asyncio.timeout(LONGEST_TRY):
                await self._hand_over(item, begun)
        except LaterError as later:
            self._due[item.id] = now + later.seconds
        except Exception as error:
            log.warning("delivery_failed target=%s kind=%s", item.target, kind_of(error))
            await self._record_failure(item, error, now)
        else:
            await self._record_success(item, begun)

    async def _hand_over(self, item: OutboxItem, begun: Begun) -> None:
        if item.target == OTHERS:
            return
        target = self._targets.get(item.target)
        if target is None or not target.serves(item.team):
            raise NoSuchTargetError
        parts = await self._opened(begun)
        await target.deliver(Parcel(item.id, item.report_id, item.team, Kind(item.kind), parts))

    async def _opened(self, begun: Begun) -> Mapping[str, Sealed]:
        """What the team's own key opens: here only the outer lock is taken off."""
        if begun.part is None:
            return {}
        name, place, locked = begun.part
        try:
            if self._unlock is None:
                raise CannotUnlockError("this relay has no keys")
            return {name: await self._unlock(place, locked)}
        except Exception as error:
            raise NotSentError from error

    async def _record_success(self, item: OutboxItem, begun: Begun) -> None:
        async with self._sessions.begin() as session:
            if not await self._outbox.arrived(session, item, begun.covered):
                return
            await share_out(session, item, self._others_of(item))
            if item.target not in (OTHERS, NOTICE):
                event = Event.DELIVERED if item.target == INBOX else Event.PASSED_ON
                at = self._clock()
                await audit.record(session, event, item.report_id, actor=audit.RELAY, at=at, team=item.team)
        self._due.pop(item.id, None)

    async def _record_failure(self, item: OutboxItem, error: Exception, now: float) -> None:
        attempts = item.attempts + 1
        dead = hour_of(self._clock()) if is_hopeless(attempts, now - self._since[item.id]) else None
        # Only what may have left stays marked as such.
        gone = item.gone or (item.target in CARRYING and not isinstance(error, NotSentError))
        await self._outbox.failed(item, Failure(kind_of(error), attempts, gone, dead))
        self._due[item.id] = now + wait_after(attempts, self._jitter)
        if dead:
            log.error("delivery_given_up target=%s", item.target)

    def _others_of(self, item: OutboxItem) -> list[str]:
        return [name for name, target in self._targets.items() if name != INBOX and target.serves(item.team)]
