from __future__ import annotations

import asyncio
import ssl
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext

from tests.browser.browsers import TRUSTING
from tests.browser.conftest import FAILED
from tests.browser.elsewhere import Elsewhere, pass_on
from tests.browser.embed.host import CHAT, FORCE, PAGE, Host
from tests.browser.pictures import take_pictures_of_failure
from tests.browser.site import Site, running_site
from tests.certificates import make_certificate


@pytest_asyncio.fixture(loop_scope="session")
async def site(request: pytest.FixtureRequest, elsewhere: Elsewhere, tmp_path: Path) -> AsyncIterator[Site]:
    """Ours at the address `CHAT`, for the force's site to show, or for the sites of `request.param`."""
    allowed = getattr(request, "param", (FORCE,))
    async with (
        running_site(gateway_frame_ancestors=allowed, gateway_behind_tls=True) as site,
        behind_tls(site.server.port or 0, tmp_path) as port,
    ):
        elsewhere.ports[CHAT.removeprefix("https://")] = port
        yield site
        elsewhere.ports.clear()


@asynccontextmanager
async def behind_tls(port: int, folder: Path) -> AsyncIterator[int]:
    """A port where TLS ends, before the plain `port`."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*make_certificate(folder))

    async def answer(reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(OSError):
            there = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.gather(pass_on(reader, there[1]), pass_on(there[0], writer))
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context) as server:
        yield server.sockets[0].getsockname()[1]


@pytest_asyncio.fixture(loop_scope="session")
async def host(
    browser: Browser, site: Site, elsewhere: Elsewhere, request: pytest.FixtureRequest
) -> AsyncIterator[Host]:
    """A tab in which the force's page can be opened."""
    contexts: list[BrowserContext] = []

    async def new_context(**profile: object) -> BrowserContext:
        contexts.append(await browser.new_context(**TRUSTING, **profile))  # type: ignore[arg-type]
        return contexts[-1]

    elsewhere.pages[f"{FORCE}/"] = PAGE
    yield Host(new_context, site, elsewhere)
    for context in contexts:
        if request.node.stash.get(FAILED, False):
            await take_pictures_of_failure(context.pages, request.node.nodeid)
        await context.close()
