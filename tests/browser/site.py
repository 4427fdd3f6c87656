"""The gateway as a site for a browser, with doubles behind it, and the harmless site that a reporter leaves for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pyrage
from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestServer
from aiohttp.typedefs import Handler, Middleware
from playwright.async_api import BrowserContext, Route

from content.languages import load_languages
from content.messages import load_messages
from content.reading_words import load_reading_words
from content.receipt_words import load_receipt_words
from content.support import load_directory
from gateway.actions_client import ActionServer
from gateway.app import make_app
from gateway.facts import load_facts
from gateway.gateway import RECEIPTS, Gateway
from gateway.guides import load_guides
from gateway.rasa import Rasa
from gateway.sealing import Intake
from gateway.sessions import MemorySessions
from gateway.settings import PROJECT, Settings
from gateway.throttle import Throttle
from gateway.upstream import Upstream
from reading.told import Reader
from tests.gateway.conftest import ACTIONS_SECRET, ActionsDouble, MovableClock
from tests.gateway.rasa_double import ORDER, SECRET, RasaDouble

HARMLESS = "https://www.bbc.co.uk/weather"
BEFORE = "https://before.example/"
PATIENCE = 10  # seconds, before something that should come is given up


@dataclass
class Site:
    """A running gateway. `seen` holds the requests that came, as `POST /chat`."""

    server: BaseTestServer
    rasa: RasaDouble
    actions: ActionsDouble
    sessions: MemorySessions
    seen: list[str] = field(default_factory=list)
    way_out: str | None = None
    _left: asyncio.Event = field(default_factory=asyncio.Event)

    async def has_left(self) -> None:
        """The request to erase has come and is done."""
        async with asyncio.timeout(PATIENCE):
            await self._left.wait()

    async def has_asked_rasa(self) -> None:
        """A turn is under way."""
        async with asyncio.timeout(PATIENCE):
            await self.rasa.arrived.wait()

    def note(self, request: web.Request, response: web.StreamResponse) -> None:
        """Remembers an answered request, and sends the reporter another way out if there is one."""
        if request.path == "/exit":
            self._left.set()
            if self.way_out:
                response.headers["Location"] = self.way_out

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    @property
    def conversations(self) -> int:
        return len(self.sessions)


@dataclass
class Elsewhere:
    """The rest of the web. `referers` are what the harmless site was told; it answers only when it is `open`."""

    referers: list[str | None] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)

    async def stand_in(self, context: BrowserContext) -> None:
        """Answers every request that is not for this machine."""
        self.open.set()
        await context.route(lambda url: not url.startswith("http://127.0.0.1"), self._answer)

    async def _answer(self, route: Route) -> None:
        self.asked.append(route.request.url)
        if route.request.url == HARMLESS:
            self.referers.append(await route.request.header_value("referer"))
            await self.open.wait()
        name = "Weather" if route.request.url == HARMLESS else "Before"
        await route.fulfill(content_type="text/html", body=f"<title>{name}</title><h1>{name}</h1>")


@asynccontextmanager
async def running_site() -> AsyncIterator[Site]:
    """A site on a free port, with nothing of an earlier one."""
    rasa, actions, clock = RasaDouble(), ActionsDouble(), MovableClock()
    sessions = MemorySessions(clock)
    with TemporaryDirectory() as home:
        async with TestServer(rasa.app()) as behind, TestServer(actions.app()) as beside:
            app = make_app(make_gateway(Path(home), clock, sessions, behind, beside))
            site = Site(TestServer(app), rasa, actions, sessions)
            app.middlewares.insert(0, recorder(site))
            async with site.server:
                yield site
                rasa.release.set()


def make_gateway(
    home: Path, clock: MovableClock, sessions: MemorySessions, behind: BaseTestServer, beside: BaseTestServer
) -> Gateway:
    data = PROJECT / "data"
    directory = load_directory(data / "support")
    return Gateway(
        settings=Settings(home=home),
        messages=load_messages(data / "messages.yml"),
        languages=load_languages(data / "languages.yml", directory),
        directory=directory,
        facts=load_facts(data),
        guides=load_guides(data, directory),
        questions=ORDER,
        titles={},
        receipt_words=load_receipt_words(data / "receipt-words.yml"),
        reader=Reader(load_reading_words(data / "reading")),
        intake=Intake(str(pyrage.x25519.Identity.generate().to_public())),
        rasa=Rasa(Upstream(str(behind.make_url("")).rstrip("/"), SECRET)),
        actions=ActionServer(Upstream(str(beside.make_url("")).rstrip("/"), ACTIONS_SECRET)),
        sessions=sessions,
        receipts=Throttle(RECEIPTS, clock),
        clock=clock,
    )


def recorder(site: Site) -> Middleware:
    """Notes each request, and when the conversation was erased."""

    @web.middleware
    async def record(request: web.Request, handler: Handler) -> web.StreamResponse:
        site.seen.append(f"{request.method} {request.path_qs}")
        response = await handler(request)
        site.note(request, response)
        return response

    return record
