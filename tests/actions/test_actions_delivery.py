"""The relay delivers everything, once, and does not give up."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select, text

from actions.database.tables import AuditEntry, Delivery, OutboxItem
from actions.delivery import INBOX, LONGEST_WAIT, Inbox, Relay
from tests.actions.kit import CANARY, NOW, Office


class Flaky:
    """A target that fails so many times first."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.tries = 0

    async def deliver(self, delivery: Delivery) -> None:
        """Fails, or takes it."""
        self.tries += 1
        if self.tries <= self.failures:
            raise ConnectionError(CANARY)


async def the_item(office: Office) -> OutboxItem:
    """The one in the outbox."""
    async with office.sessions() as session:
        return (await session.scalars(select(OutboxItem))).one()


async def delivered_entries(office: Office) -> int:
    """How often the audit says delivered."""
    async with office.sessions() as session:
        return len((await session.scalars(select(AuditEntry).where(AuditEntry.event == "delivered"))).all())


async def test_a_stored_report_is_delivered_to_the_inbox_and_recorded_once(office: Office) -> None:
    await office.submit()
    assert not (await the_item(office)).delivered
    assert await office.relay.deliver_due(0) == LONGEST_WAIT
    await office.relay.deliver_due(1)
    assert (await the_item(office)).delivered
    assert await delivered_entries(office) == 1


async def test_a_failed_delivery_is_tried_again_after_longer_and_longer_waits(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.submit()
    target = Flaky(failures=3)
    relay = Relay(office.sessions, {INBOX: target}, lambda: NOW)
    now, waits = 0.0, []
    while not (await the_item(office)).delivered:
        wait = await relay.deliver_due(now)
        tries = target.tries
        await relay.deliver_due(now + wait - 0.1)
        assert target.tries == tries
        waits.append(wait)
        now += wait
    assert waits == [2, 4, 8, LONGEST_WAIT]
    assert target.tries == 4
    assert (await the_item(office)).attempts == 3
    assert CANARY not in caplog.text


async def test_waits_stop_growing(office: Office) -> None:
    await office.submit()
    async with office.sessions.begin() as session:
        await session.execute(text("UPDATE outbox SET attempts = 5000"))
    assert await Relay(office.sessions, {INBOX: Flaky(1)}, lambda: NOW).deliver_due(0) == LONGEST_WAIT


async def test_one_failing_delivery_does_not_hold_up_the_next(office: Office) -> None:
    await office.submit()
    await office.submit("f" * 32, "cd" * 32)
    await Relay(office.sessions, {INBOX: Flaky(failures=1)}, lambda: NOW).deliver_due(0)
    assert await delivered_entries(office) == 1


async def test_two_relays_record_a_delivery_once(office: Office) -> None:
    await office.submit()
    relays = [Relay(office.sessions, {INBOX: Inbox()}, lambda: NOW) for _ in range(2)]
    await asyncio.gather(*(relay.deliver_due(0) for relay in relays))
    assert await delivered_entries(office) == 1


async def test_an_erased_report_is_no_longer_tried(office: Office) -> None:
    await office.submit()
    target = Flaky(failures=9)
    relay = Relay(office.sessions, {INBOX: target}, lambda: NOW)
    await relay.deliver_due(0)
    async with office.sessions.begin() as session:
        await session.execute(text("DELETE FROM reports"))
    assert await relay.deliver_due(5) == LONGEST_WAIT
    assert target.tries == 1


async def test_a_running_relay_delivers_when_woken(office: Office) -> None:
    running = asyncio.create_task(office.relay.run())
    await office.submit()
    async with asyncio.timeout(5):
        while not (await the_item(office)).delivered:
            pass
    running.cancel()
    assert await delivered_entries(office) == 1
