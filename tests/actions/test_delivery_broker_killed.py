"""The broker is killed while reports come in, and started again: nothing is lost, and doubles can be told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aio_pika
import pytest

from actions.delivery.names import QUEUE
from actions.delivery.relay import LOOK
from actions.delivery.targets import queue as module
from actions.delivery.targets.queue import Queues, declare
from tests.actions.delivery_kit import items, relay_of
from tests.actions.kit import DATABASES, Office
from tests.actions.rabbit import CAN_START, WITHOUT_SERVER, Node

pytestmark = [
    pytest.mark.skipif(not CAN_START, reason=WITHOUT_SERVER),
    pytest.mark.parametrize("database_url", DATABASES[-1:], indirect=True),
]

REPORTS = 60
SECONDS = 120
NAME = "heard.daisu"


@pytest.fixture
async def node(tmp_path: Path) -> AsyncIterator[Node]:
    node = Node(tmp_path)
    await node.start()
    yield node
    await node.kill()


async def message_ids(node: Node) -> list[str | None]:
    """Of everything in the queue."""
    async with await aio_pika.connect(node.url) as connection:
        queue = await (await connection.channel()).get_queue(NAME)
        found = []
        while (message := await queue.get(no_ack=True, fail=False)) is not None:
            found.append(message.message_id)
        return found


async def test_nothing_is_lost_and_doubles_have_the_same_id(
    office: Office, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SECONDS_TO_CLOSE", 0.5)
    await declare(node.url, [NAME])
    queues = Queues(node.url, {"daisu": NAME})
    relay = relay_of(office, {QUEUE: queues})
    for number in range(REPORTS):
        await office.submit(f"{number:032x}", f"{number:064x}")
    await relay.deliver_due(0)
    async with asyncio.timeout(SECONDS):
        going = asyncio.create_task(relay.deliver_due(1))
        while not any(item.delivered for item in await items(office)):
            assert not going.done()
        await node.kill()
        await going
        before = sum(item.delivered for item in await items(office))
        assert 0 < before < REPORTS, "the broker was not killed in the middle"
        await node.start()
        now = 2.0
        while not all(item.delivered for item in await items(office)):
            now += max(await relay.deliver_due(now), LOOK)
    await queues.close()
    arrived = await message_ids(node)
    assert set(arrived) == {item.id for item in await items(office)}
    assert len(arrived) >= REPORTS
