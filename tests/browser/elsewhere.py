"""The rest of the web, over TLS and behind a proxy: nothing of the browser's own ways is taken over by the test."""

from __future__ import annotations

import asyncio
import ssl
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.certificates import make_certificate

HARMLESS = "https://www.bbc.co.uk/weather"
BEFORE = "https://before.example/"
PATIENCE = 30  # seconds, before something that should come is given up; other tests may keep the machine busy


@dataclass
class Elsewhere:
    """`referers` are what the harmless site was told; it answers only when it is `open`. `pages` are served as told.

    While it is `down`, no site can be reached. `ports` are those of sites that are not answered for here.
    """

    referers: list[str | None] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    down: bool = False
    ports: dict[str, int] = field(default_factory=dict)
    proxy: int = 0  # port
    _server: int = 0
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Answers meanwhile."""
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        with TemporaryDirectory() as folder:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(*make_certificate(Path(folder)))
        server = TestServer(app)
        await server.start_server(ssl=context)
        self._server = server.port or 0
        async with await asyncio.start_server(self._tunnel, "127.0.0.1", 0) as proxy:
            self.proxy = proxy.sockets[0].getsockname()[1]
            yield
            await server.close()

    @contextmanager
    def for_one_test(self) -> Iterator[Elsewhere]:
        """Remembers nothing of the test before, and keeps nobody waiting after it."""
        self.referers, self.asked, self.pages, self.down = [], [], {}, False
        self.open.set()
        yield self
        self.open.set()

    @property
    def visited(self) -> list[str]:
        """Each address that was asked for, in order. Leaving asks again after 2.5 seconds, on a busy machine too."""
        return list(dict.fromkeys(self.asked))

    async def has_been_asked(self, address: str, times: int) -> None:
        """The browser has asked for `address` so often."""
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(lambda: self.asked.count(address) >= times)

    async def _answer(self, request: web.Request) -> web.Response:
        address = f"https://{request.host}{request.path_qs}"
        self.asked.append(address)
        async with self._news:
            self._news.notify_all()
        if address == HARMLESS:
            self.referers.append(request.headers.get("Referer"))
            await self.open.wait()
        name = "Weather" if address == HARMLESS else "Before"
        page = self.pages.get(address, f"<title>{name}</title><link rel=icon href=data:,><h1>{name}</h1>")
        return web.Response(text=page, content_type="text/html")

    async def _tunnel(self, reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            asked = await reader.readuntil(b"\r\n\r\n")
            if self.down:
                raise ConnectionRefusedError
            host = asked.split()[1].decode().rpartition(":")[0]
            there = await asyncio.open_connection("127.0.0.1", self.ports.get(host, self._server))
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            await asyncio.gather(pass_on(reader, there[1]), pass_on(there[0], writer))
        writer.close()


async def pass_on(reader: StreamReader, writer: StreamWriter) -> None:
    """Writes what is read, to its end."""
    with suppress(OSError):
        while piece := await reader.read(1 << 16):
            writer.write(piece)
            await writer.drain()
    writer.close()
