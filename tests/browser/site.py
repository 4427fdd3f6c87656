"""The gateway as a site for a browser, with doubles behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import aiohttp_jinja2
import pyrage
from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestServer
from aiohttp.typedefs import Handler, Middleware

from content.languages import load_languages
from content.messages import load_messages
from content.reading_words import load_reading_words
from content.receipt_forms import load_receipt_forms
from content.receipt_words import load_receipt_words
from content.routing import Routing, load_routing
from content.support import load_directory
from gateway.actions_client import ActionServer
from gateway.api import GATEWAY
from gateway.app import make_app
from gateway.counts import Counts
from gateway.facts import Facts, load_facts
from gateway.gateway import RECEIPTS, Gateway
from gateway.guides import load_guides
from gateway.rasa import Rasa
from gateway.receipt_forms import ReceiptForms
from gateway.sealing import Intake
from gateway.sessions import MemorySessions
from gateway.settings import PROJECT, Settings
from gateway.spool import Room, Spool
from gateway.spool_relay import SpoolRelay
from gateway.statements import StatementKeys
from gateway.throttle import Throttle
from gateway.upstream import Upstream
from reading.told import Reader
from safety import Finding, check
from tests.browser.elsewhere import PATIENCE
from tests.gateway.actions_double import ACTIONS_SECRET, STATEMENT_KEY, ActionsDouble
from tests.gateway.compiled import COMPILED
from tests.gateway.conftest import MovableClock
from tests.gateway.rasa_double import ORDER, SECRET, RasaDouble
from wire.signing import Signer

ARABIC = "اريد معلومات"


@dataclass
class Site:
    """A running gateway. `seen` holds the requests that came, as `POST /chat`.

    The request to erase waits while `erasing` is clear. With `no_scripts` the browser runs none.
    """

    server: BaseTestServer
    rasa: RasaDouble
    actions: ActionsDouble
    sessions: MemorySessions
    clock: MovableClock
    seen: list[str] = field(default_factory=list)
    way_out: str | None = None
    no_scripts: bool = False
    erasing: asyncio.Event = field(default_factory=asyncio.Event)
    _left: asyncio.Event = field(default_factory=asyncio.Event)
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def has_left(self) -> None:
        """The request to erase has come and is done."""
        async with asyncio.timeout(PATIENCE):
            await self._left.wait()

    async def has_been_asked(self, asked: str, times: int) -> None:
        """The browser has asked this so often; written as in `seen`."""
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(lambda: self.seen.count(asked) >= times)

    async def see(self, request: web.Request) -> None:
        """Remembers a request that has come."""
        async with self._news:
            self.seen.append(f"{request.method} {request.path_qs}")
            self._news.notify_all()

    async def has_asked_rasa(self) -> None:
        """A turn is under way."""
        async with asyncio.timeout(PATIENCE):
            await self.rasa.arrived.wait()

    def note(self, request: web.Request, response: web.StreamResponse) -> None:
        """Remembers an answered request, and changes its answer as the test wants it."""
        if request.path == "/exit":
            self._left.set()
            if self.way_out:
                response.headers["Location"] = self.way_out
        if self.no_scripts:
            response.headers.add("Content-Security-Policy", "script-src 'none'")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    @property
    def gateway(self) -> Gateway:
        """The gateway behind the pages."""
        return cast(TestServer, self.server).app[GATEWAY]

    @property
    def conversations(self) -> int:
        return len(self.sessions)


@asynccontextmanager
async def running_site(**settings: Any) -> AsyncIterator[Site]:
    """A site on a free port, with these settings and nothing of an earlier one."""
    rasa, actions, clock = RasaDouble(), ActionsDouble(), MovableClock()
    sessions = MemorySessions(clock)
    with TemporaryDirectory() as home:
        known = Settings(home=Path(home), **settings)
        async with TestServer(rasa.app()) as behind, TestServer(actions.app()) as beside:
            app = make_app(make_gateway(known, clock, sessions, behind, beside))
            aiohttp_jinja2.get_env(app).bytecode_cache = COMPILED
            site = Site(TestServer(app), rasa, actions, sessions, clock)
            site.erasing.set()
            app.middlewares.insert(0, recorder(site))
            async with site.server:
                yield site
                rasa.release.set()
                site.erasing.set()


def make_gateway(
    settings: Settings, clock: MovableClock, sessions: MemorySessions, behind: BaseTestServer, beside: BaseTestServer
) -> Gateway:
    intake = Intake(str(pyrage.x25519.Identity.generate().to_public()))
    server = ActionServer(Upstream(str(beside.make_url("")).rstrip("/"), Signer(lambda: ACTIONS_SECRET)))
    return Gateway(
        settings=settings,
        questions=ORDER,
        titles={},
        intake=intake,
        statements=StatementKeys(STATEMENT_KEY),
        rasa=Rasa(Upstream(str(behind.make_url("")).rstrip("/"), Signer(lambda: SECRET))),
        actions=server,
        spool=SpoolRelay(Spool(settings.home / "spool", "s" * 43, Room(0, 0), clock), intake, server, lambda: 0.0),
        sessions=sessions,
        receipts=Throttle(RECEIPTS, clock),
        clock=clock,
        check=hears,
        counts=Counts(_routing()),
        **_content(),
    )


@cache
def _content() -> dict[str, Any]:
    """What is read from files, once for all sites."""
    data = PROJECT / "data"
    directory = load_directory(data / "support")
    return {
        "messages": load_messages(data / "messages.yml"),
        "languages": load_languages(data / "languages.yml", directory),
        "directory": directory,
        "facts": _with_feedback(load_facts(data)),
        "guides": load_guides(data, directory),
        "receipt_words": load_receipt_words(data / "receipt-words.yml"),
        "forms": ReceiptForms(load_receipt_forms(data / "receipt-forms.yml")),
        "reader": Reader(load_reading_words(data / "reading")),
    }


@cache
def _routing() -> Routing:
    return load_routing(PROJECT / "data" / "routing.yml")


def _with_feedback(facts: Facts) -> Facts:
    """The force, once it has told who wants to hear about the site: the banner then has its link."""
    feedback = facts.site.feedback.model_copy(update={"name": "Communications", "email": "site@force.example.uk"})
    return replace(facts, site=facts.site.model_copy(update={"feedback": feedback}))


def hears(text: str) -> Finding:
    """The real patterns, and a recogniser that knows one message in another language."""
    return replace(check(text), language="ar" if text == ARABIC else None)


def recorder(site: Site) -> Middleware:
    """Notes each request, and when the conversation was erased."""

    @web.middleware
    async def record(request: web.Request, handler: Handler) -> web.StreamResponse:
        await site.see(request)
        if request.path == "/exit":
            await site.erasing.wait()
        response = await handler(request)
        site.note(request, response)
        return response

    return record
