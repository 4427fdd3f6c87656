"""A team's queue on a real RabbitMQ: only what the broker confirmed has arrived."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import aio_pika
import pytest
import pytest_asyncio
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage

from actions.delivery.dead_letters import Which, replay
from actions.delivery.names import QUEUE
from actions.delivery.targets import queue as module
from actions.delivery.targets.queue import Queues, declare
from actions.withdrawal import withdraw
from tests.actions.delivery_kit import AMQP, items, passed_on, relay_of, settle, told
from tests.actions.kit import CANARY, DATABASES, LOOKUP, Office
from tests.actions.rabbit import CAN_START, WITHOUT_SERVER, Node, way_to

pytestmark = [
    pytest.mark.skipif(not (AMQP or CAN_START), reason=WITHOUT_SERVER),
    pytest.mark.parametrize("database_url", DATABASES[-1:], indirect=True),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def broker(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The URL of the RabbitMQ that is given, or of one that is there for these tests."""
    if AMQP:
        yield AMQP
        return
    node = Node(tmp_path_factory.mktemp("broker"))
    await node.start()
    yield node.url
    await node.kill()


@pytest.fixture
async def channel(broker: str) -> AsyncIterator[AbstractChannel]:
    """A receiver's side of the broker."""
    async with await aio_pika.connect(broker) as connection:
        yield await connection.channel()


@pytest.fixture
async def name(channel: AbstractChannel) -> AsyncIterator[str]:
    """A name for a queue that is not there yet, and is not there any more after the test."""
    name = f"heard.test.{secrets.token_hex(6)}"
    yield name
    await channel.queue_delete(name)


@pytest.fixture
async def queues(broker: str, name: str) -> AsyncIterator[Queues]:
    target = Queues(broker, {"daisu": name})
    yield target
    await target.close()


async def waiting(channel: AbstractChannel, name: str) -> list[AbstractIncomingMessage]:
    """Everything in the queue, taken."""
    queue = await channel.get_queue(name)
    found = []
    while (message := await queue.get(no_ack=True, fail=False)) is not None:
        found.append(message)
    return found


async def test_a_report_waits_in_the_queue_and_a_withdrawal_behind_it(
    office: Office, broker: str, queues: Queues, channel: AbstractChannel, name: str
) -> None:
    await declare(broker, [name])
    relay = relay_of(office, {QUEUE: queues})
    await office.submit()
    await passed_on(relay)
    await withdraw(office.intake, LOOKUP)
    await passed_on(relay)
    report, withdrawn = await waiting(channel, name)
    assert report.delivery_mode == aio_pika.DeliveryMode.PERSISTENT
    assert [told(each.body)["kind"] for each in (report, withdrawn)] == ["report", "withdrawn"]
    assert report.message_id == told(report.body)["id"] != withdrawn.message_id
    assert [part["name"] for part in told(report.body)["parts"]] == ["account"]
    assert CANARY.encode() not in report.body
    assert [item.delivered for item in await items(office)] == [True, True]


async def test_without_its_queue_it_becomes_a_dead_letter_and_a_replay_arrives(
    office: Office, broker: str, queues: Queues, channel: AbstractChannel, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("actions.delivery.patience.MOST_TRIES", 3)
    relay = relay_of(office, {QUEUE: queues})
    await office.submit()
    await settle(relay)
    (item,) = await items(office)
    assert (item.dead is not None, item.attempts, item.failure) == (True, 3, "PublishError")
    assert not item.gone
    assert relay.dead_letters == 1
    await declare(broker, [name])
    assert await replay(office.sessions, Which(team="mash")) == 0
    assert await replay(office.sessions, Which(team="daisu", target=QUEUE, id=item.id)) == 1
    await settle(relay)
    (message,) = await waiting(channel, name)
    assert message.message_id == item.id
    assert relay.dead_letters == 0


async def test_what_is_not_confirmed_is_not_delivered_and_comes_again_under_the_same_id(
    office: Office, broker: str, channel: AbstractChannel, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SECONDS_TO_CONFIRM", 1.0)
    monkeypatch.setattr(module, "SECONDS_TO_CLOSE", 0.5)
    await declare(broker, [name])
    there = urlsplit(broker)
    async with way_to(str(there.hostname), there.port or 5672) as way:
        queues = Queues(there._replace(netloc=f"guest:guest@127.0.0.1:{way.port}").geturl(), {"daisu": name})
        await queues._open("daisu")
        way.mute = True
        relay = relay_of(office, {QUEUE: queues})
        await office.submit()
        await passed_on(relay)
        (item,) = await items(office)
        assert (item.delivered, item.gone, item.failure) == (False, True, "TimeoutError")
        way.mute = False
        await queues.close()
        await settle(relay)
        await queues.close()
    (item,) = await items(office)
    assert item.delivered
    assert [message.message_id for message in await waiting(channel, name)] == [item.id, item.id]


async def test_a_broker_that_is_away_holds_nothing_back_from_being_erased(office: Office) -> None:
    relay = relay_of(office, {QUEUE: Queues("amqp://guest:guest@127.0.0.1:1/", {"daisu": "none"})})
    await office.submit()
    await passed_on(relay)
    (item,) = await items(office)
    assert (item.delivered, item.gone, item.failure) == (False, False, "AMQPConnectionError")
    withdrawn = await withdraw(office.intake, LOOKUP)
    assert withdrawn is not None
    assert withdrawn.erased


async def test_a_queue_that_would_lose_reports_is_not_taken(
    office: Office, broker: str, channel: AbstractChannel, name: str
) -> None:
    await channel.declare_queue(name, durable=False)
    with pytest.raises(aio_pika.exceptions.ChannelPreconditionFailed):
        await declare(broker, [name])
