"""Several relays at once: each thing is taken by one at a time, and by another when that one is gone."""

from __future__ import annotations

import asyncio

import pytest

from actions.delivery.lease import LEASE
from actions.delivery.names import QUEUE
from actions.delivery.parcel import Parcel
from tests.actions import postgres
from tests.actions.delivery_kit import Recorder, items, passed_on, relay_of
from tests.actions.kit import Office

pytestmark = [
    pytest.mark.skipif(not postgres.IS_THERE, reason=postgres.WITHOUT),  # SQLite has one relay
    pytest.mark.parametrize("database_url", ["postgresql"], indirect=True),
]
REPORTS = 12


class Shared(Recorder):
    """Lets the others run while it is at something."""

    async def deliver(self, parcel: Parcel) -> None:
        await asyncio.sleep(0)
        await super().deliver(parcel)


async def test_four_relays_at_once_take_each_thing_once(office: Office) -> None:
    queue = Shared(["daisu"])
    for number in range(REPORTS):
        await office.submit(f"{number:032x}", f"{number:064x}")
    relays = [relay_of(office, {QUEUE: queue}) for _ in range(4)]
    for _ in range(3):
        await asyncio.gather(*(relay.deliver_due(0) for relay in relays))
    assert len(queue.taken) == len({parcel.id for parcel in queue.taken}) == REPORTS
    assert all(item.delivered for item in await items(office))


async def test_what_a_dead_relay_was_at_is_taken_over_when_its_lease_is_over(office: Office) -> None:
    failing, queue = Recorder(["daisu"], failures=1000), Recorder(["daisu"])
    dead, other = relay_of(office, {QUEUE: failing}), relay_of(office, {QUEUE: queue})
    await office.submit()
    await passed_on(dead)
    assert failing.tries == 1
    await other.deliver_due(0)
    await other.deliver_due(LEASE - 1)
    assert queue.taken == []
    await other.deliver_due(LEASE)
    await other.deliver_due(LEASE + 1)
    assert [parcel.id for parcel in queue.taken] == [item.id for item in await items(office)]


async def test_a_relay_that_lives_keeps_what_it_is_at(office: Office) -> None:
    failing, queue = Recorder(["daisu"], failures=1000), Recorder(["daisu"])
    busy, other = relay_of(office, {QUEUE: failing}), relay_of(office, {QUEUE: queue})
    await office.submit()
    await passed_on(busy)
    for now in range(0, int(LEASE) * 3, 30):
        await busy.deliver_due(now)
        await other.deliver_due(now)
    assert queue.taken == []


async def test_a_relay_that_stops_in_order_leaves_at_once(office: Office) -> None:
    failing, queue = Recorder(["daisu"], failures=1000), Recorder(["daisu"])
    stopping, other = relay_of(office, {QUEUE: failing}), relay_of(office, {QUEUE: queue})
    running = asyncio.create_task(stopping.run())
    await office.submit()
    stopping.wake()
    async with asyncio.timeout(10):
        while not failing.tries:  # noqa: ASYNC110 — the relay must get its turn
            await asyncio.sleep(0)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await other.deliver_due(0)
    assert len(queue.taken) == 1
