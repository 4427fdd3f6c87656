"""A team's queue in RabbitMQ. What the broker has not confirmed has not arrived."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractConnection
from aio_pika.exceptions import DeliveryError
from pamqp.common import FieldTable

from actions.delivery.parcel import NotSentError, Parcel

SECONDS_TO_CONNECT = 10.0
SECONDS_TO_CLOSE = 5.0
SECONDS_TO_CONFIRM = 20.0
"""A quorum queue confirms once most of its members have it on disk."""
QUORUM: FieldTable = {"x-queue-type": "quorum"}


class Queues:
    """Publishes to each team's queue, over one connection and a channel for each team.

    Both are opened when they are needed, and again when they broke: a team's slow queue breaks its own channel only.
    """

    def __init__(self, url: str, queues: Mapping[str, str], trust: ssl.SSLContext | None = None) -> None:
        self._url = url
        self._queues = queues
        self._trust = trust
        self._opening = asyncio.Lock()
        self._connection: AbstractConnection | None = None
        self._channels: dict[str, AbstractChannel] = {}

    def serves(self, team: str) -> bool:
        return team in self._queues

    async def deliver(self, parcel: Parcel) -> None:
        channel = await self._open(parcel.team)
        message = aio_pika.Message(
            parcel.body,
            content_type="application/json",
            message_id=parcel.id,
            type=f"heard.{parcel.kind}",
            delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
        )
        try:
            await channel.default_exchange.publish(
                message, routing_key=self._queues[parcel.team], mandatory=True, timeout=SECONDS_TO_CONFIRM
            )
        except DeliveryError as error:
            # Returned, since there is no such queue, or refused by it: the broker says that it keeps nothing.
            raise NotSentError from error
        except TimeoutError:
            await _close(self._channels.pop(parcel.team, None))
            raise
        except Exception:
            # Of any kind: a connection that was cut says so as a RuntimeError, and does not know that it is closed.
            await self.close()
            raise

    async def close(self) -> None:
        """Lets go of the connection; the next parcel opens another."""
        connection, self._connection = self._connection, None
        self._channels.clear()
        await _close(connection)

    async def _open(self, team: str) -> AbstractChannel:
        try:
            async with asyncio.timeout(SECONDS_TO_CONNECT), self._opening:
                channel = self._channels.get(team)
                if channel is None or channel.is_closed:
                    channel = await self._new_channel()
                    self._channels[team] = channel
                return channel
        except Exception as error:
            await self.close()
            raise NotSentError from error

    async def _new_channel(self) -> AbstractChannel:
        if self._connection is None or self._connection.is_closed:
            self._connection = await aio_pika.connect(self._url, ssl_context=self._trust)
        return await self._connection.channel(publisher_confirms=True, on_return_raises=True)


async def _close(what: AbstractChannel | AbstractConnection | None) -> None:
    """Not for long, and whatever comes of it: a broker that hangs would hold up whoever waits."""
    if what is not None:
        await asyncio.gather(asyncio.wait_for(what.close(), SECONDS_TO_CLOSE), return_exceptions=True)


async def declare(url: str, names: list[str], trust: ssl.SSLContext | None = None) -> None:
    """Makes the queues, durable and kept on several nodes where there are any. Raises what aio-pika raises.

    Fails for a queue that is there and is of another kind: it would lose what it holds.
    """
    async with await aio_pika.connect(url, ssl_context=trust, timeout=SECONDS_TO_CONNECT) as connection:
        channel = await connection.channel()
        for name in names:
            await channel.declare_queue(name, durable=True, arguments=QUORUM)
