"""The relay delivers everything, once, and does not give up before it must."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select, text, update

from actions.database.tables import OutboxItem
from actions.delivery import INBOX, Inbox, Relay
from actions.delivery.patience import MOST_SECONDS, MOST_TRIES
from actions.delivery.relay import LOOK
from tests.actions.delivery_kit import Recorder, recorded, settle
from tests.actions.kit import CANARY, DATABASES, NOW, Office

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)


def steady(office: Office, inbox: Recorder) -> Relay:
    """A relay whose waits are as long as they may be."""
    return Relay(office.sessions, {INBOX: inbox}, lambda: NOW, jitter=lambda most: most)


async def the_item(office: Office) -> OutboxItem:
    """The one in the outbox."""
    async with office.sessions() as session:
        return (await session.scalars(select(OutboxItem))).one()


async def test_a_stored_report_is_delivered_to_the_inbox_and_recorded_once(office: Office) -> None:
    await office.submit()
    assert not (await the_item(office)).delivered
    assert await office.relay.deliver_due(0) == LOOK
    await office.relay.deliver_due(1)
    assert (await the_item(office)).delivered
    assert await recorded(office, "delivered") == 1


async def test_a_failed_delivery_is_tried_again_after_longer_and_longer_waits(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.submit()
    target = Recorder(failures=3)
    relay = steady(office, target)
    now, waits = 0.0, []
    while not (await the_item(office)).delivered:
        wait = await relay.deliver_due(now)
        tries = target.tries
        await relay.deliver_due(now + wait - 0.1)
        assert target.tries == tries
        waits.append(wait)
        now += wait
    assert waits == [2, 4, 8, LOOK]
    assert target.tries == 4
    assert (await the_item(office)).attempts == 3
    assert CANARY not in caplog.text


async def test_after_the_last_try_it_is_a_dead_letter_and_another_relay_lets_it_be(office: Office) -> None:
    await office.submit()
    target = Recorder(failures=1000)
    relay = Relay(office.sessions, {INBOX: target}, lambda: NOW, jitter=lambda most: most / 2)
    await settle(relay)
    item = await the_item(office)
    assert (target.tries, item.attempts, item.failure) == (MOST_TRIES, MOST_TRIES, "ConnectionError")
    assert item.dead is not None
    assert item.dead.minute == 0
    await office.relay.deliver_due(0)
    assert not (await the_item(office)).delivered
    await relay.deliver_due(0)
    assert relay.dead_letters == 1


async def test_it_is_given_up_after_half_a_day_however_few_the_tries(office: Office) -> None:
    await office.submit()
    relay = steady(office, Recorder(failures=1000))
    await relay.deliver_due(0)
    await relay.deliver_due(MOST_SECONDS)
    assert (await the_item(office)).dead is not None


async def test_one_failing_delivery_does_not_hold_up_the_next(office: Office) -> None:
    await office.submit()
    await office.submit("f" * 32, "cd" * 32)
    await steady(office, Recorder(failures=1)).deliver_due(0)
    assert await recorded(office, "delivered") == 1


async def test_two_relays_record_a_delivery_once(office: Office) -> None:
    await office.submit()
    relays = [Relay(office.sessions, {INBOX: Inbox()}, lambda: NOW) for _ in range(2)]
    await asyncio.gather(*(relay.deliver_due(0) for relay in relays))
    assert await recorded(office, "delivered") == 1


async def test_an_erased_report_is_no_longer_tried(office: Office) -> None:
    await office.submit()
    target = Recorder(failures=9)
    relay = steady(office, target)
    await relay.deliver_due(0)
    async with office.sessions.begin() as session:
        await session.execute(text("DELETE FROM reports"))
    assert await relay.deliver_due(5) == LOOK
    assert target.tries == 1


async def test_a_running_relay_delivers_when_woken(office: Office) -> None:
    running = asyncio.create_task(office.relay.run())
    await office.submit()
    async with asyncio.timeout(5):
        while not (await the_item(office)).delivered:
            pass
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert await recorded(office, "delivered") == 1


async def test_a_database_that_fails_on_the_way_is_tried_again_later(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.submit()
    relay = steady(office, Recorder())
    await relay.deliver_due(0)
    async with office.sessions.begin() as session:
        await session.execute(update(OutboxItem).values(delivered=False))
        await session.execute(text("ALTER TABLE audit_tail RENAME TO gone"))
    assert await relay.deliver_due(1) == 2
    assert "outbox_not_written kind=" in caplog.text
    async with office.sessions.begin() as session:
        await session.execute(text("ALTER TABLE gone RENAME TO audit_tail"))
    await relay.deliver_due(3)
    assert (await the_item(office)).delivered
