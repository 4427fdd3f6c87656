"""A RabbitMQ of the test's own, which it may kill; and a way to the broker that stops answering."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aio_pika
from aio_pika.exceptions import AMQPError

SERVER = shutil.which("rabbitmq-server", path="/usr/lib/rabbitmq/bin:/usr/sbin:/usr/local/sbin:/usr/bin")
CAN_START = SERVER is not None and os.geteuid() == 0  # its script refuses everybody but root and its own user
WITHOUT_SERVER = "install rabbitmq-server and be root, so that a test may start one and kill it"
SECONDS_TO_START = 90


@dataclass
class Node:
    """One broker, on its own port and in its own folder. What it has on disk survives `kill`."""

    folder: Path
    port: int = field(default_factory=lambda: free_port())
    name: str = field(default_factory=lambda: f"heard_test_{secrets.token_hex(4)}@localhost")
    process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        """As HEARD_AMQP_URL."""
        return f"amqp://guest:guest@127.0.0.1:{self.port}/"

    async def start(self) -> None:
        """Returns once it takes connections."""
        plugins = self.folder / "plugins"
        plugins.write_text("[].\n")
        own = {
            "HOME": str(self.folder),
            "RABBITMQ_NODENAME": self.name,
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "data"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(plugins),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "none"),
            "RABBITMQ_CONF_ENV_FILE": str(self.folder / "none"),
        }
        self.process = await asyncio.create_subprocess_exec(
            str(SERVER),
            env={**os.environ, **own},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        async with asyncio.timeout(SECONDS_TO_START):
            while not await self._answers():
                await asyncio.wait([asyncio.ensure_future(self.process.wait())], timeout=0.2)

    async def kill(self) -> None:
        """As a power cut would: nothing is said, nothing is put in order."""
        if self.process is not None and self.process.returncode is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            await self.process.wait()

    async def _answers(self) -> bool:
        try:
            async with await aio_pika.connect(self.url):
                return True
        except (OSError, AMQPError):
            return False


@dataclass
class Way:
    """A TCP way to the broker that lets everything through, or, once `mute`, nothing back."""

    port: int
    mute: bool = False


@asynccontextmanager
async def way_to(host: str, port: int) -> AsyncIterator[Way]:
    """A way that begins on this machine."""
    pipes: set[asyncio.Task[None]] = set()

    async def pipe(source: asyncio.StreamReader, to: asyncio.StreamWriter, *, back: bool) -> None:
        while data := await source.read(65536):
            if not (back and way.mute):
                to.write(data)
                await to.drain()
        to.close()

    async def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, onward = await asyncio.open_connection(host, port)
        pipes.add(asyncio.create_task(pipe(reader, onward, back=False)))
        pipes.add(asyncio.create_task(pipe(there, writer, back=True)))

    server = await asyncio.start_server(begin, "127.0.0.1", 0)
    way = Way(server.sockets[0].getsockname()[1])
    yield way
    server.close()
    for each in pipes:
        each.cancel()
    await asyncio.gather(*pipes, return_exceptions=True)


def free_port() -> int:
    """A port that nothing uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
