"""Takes stored deliveries to their targets, again and again until each has arrived (a transactional outbox)."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from typing import Protocol

from sqlalchemy import ColumnElement, Row, select, update

from actions import audit
from actions.audit import Event
from actions.database.engine import Sessions
from actions.database.tables import Delivery, OutboxItem
from actions.times import Clock

log = logging.getLogger("heard.actions.delivery")

INBOX = "inbox"
LONGEST_WAIT = 300.0
"""Seconds between tries, at most; also how often the outbox is looked at when nothing woke the relay."""
LARGEST_POWER = 9

Key = tuple[str, str, str]


class Target(Protocol):
    """Somewhere a team receives its reports. Must be safe to call twice with the same delivery."""

    async def deliver(self, delivery: Delivery) -> None:
        """Returns once the delivery has arrived; raises anything when it has not."""


class Inbox:
    """The staff inbox, which reads the same table: being stored is having arrived."""

    async def deliver(self, delivery: Delivery) -> None:
        return


class Relay:
    """Delivers what is in the outbox; waits 2, 4, 8 … seconds after each failure of an item."""

    def __init__(self, sessions: Sessions, targets: Mapping[str, Target], clock: Clock) -> None:
        self._sessions = sessions
        self._targets = targets
        self._clock = clock
        self._due: dict[Key, float] = {}
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Something new has been stored."""
        self._woken.set()

    async def run(self) -> None:
        """Delivers until cancelled."""
        while True:
            self._woken.clear()
            wait = await self._round()
            try:
                await asyncio.wait_for(self._woken.wait(), wait)
            except TimeoutError:
                continue

    async def deliver_due(self, now: float) -> float:
        """Tries everything due at `now` (monotonic seconds); returns the seconds until the next try."""
        pending = await self._pending()
        self._due = {_key(item): self._due.get(_key(item), now) for item, _ in pending}
        for item, delivery in pending:
            if self._due[_key(item)] <= now:
                await self._try(item, delivery, now)
        return min((due - now for due in self._due.values()), default=LONGEST_WAIT)

    async def _round(self) -> float:
        try:
            return await self.deliver_due(time.monotonic())
        except Exception as error:
            log.error("outbox_not_read kind=%s", type(error).__name__)
            return 2.0

    async def _try(self, item: OutboxItem, delivery: Delivery, now: float) -> None:
        try:
            await self._targets[item.target].deliver(delivery)
        except Exception as error:
            log.warning("delivery_failed kind=%s", type(error).__name__)
            await self._record_failure(item, now)
        else:
            await self._record_success(item)

    async def _record_success(self, item: OutboxItem) -> None:
        arrived = update(OutboxItem).where(*_is(item), OutboxItem.delivered.is_(False)).values(delivered=True)
        async with self._sessions.begin() as session:
            # Another relay may have taken the same item; it is recorded once.
            if (await session.scalar(arrived.returning(OutboxItem.report_id))) is not None:
                at = self._clock()
                await audit.record(session, Event.DELIVERED, item.report_id, actor=audit.RELAY, at=at, team=item.team)
        self._due.pop(_key(item), None)

    async def _record_failure(self, item: OutboxItem, now: float) -> None:
        attempts = item.attempts + 1
        async with self._sessions.begin() as session:
            await session.execute(update(OutboxItem).where(*_is(item)).values(attempts=attempts))
        self._due[_key(item)] = now + min(2.0 ** min(attempts, LARGEST_POWER), LONGEST_WAIT)

    async def _pending(self) -> Sequence[Row[OutboxItem, Delivery]]:
        query = (
            select(OutboxItem, Delivery)
            .join(Delivery, (Delivery.report_id == OutboxItem.report_id) & (Delivery.team == OutboxItem.team))
            .where(OutboxItem.delivered.is_(False))
        )
        async with self._sessions() as session:
            return (await session.execute(query)).all()


def _key(item: OutboxItem) -> Key:
    return item.report_id, item.team, item.target


def _is(item: OutboxItem) -> tuple[ColumnElement[bool], ...]:
    return OutboxItem.report_id == item.report_id, OutboxItem.team == item.team, OutboxItem.target == item.target
