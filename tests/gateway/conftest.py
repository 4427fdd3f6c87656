from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp_jinja2
import pyrage
import pytest
from aiohttp.test_utils import BaseTestServer, TestClient, TestServer

from content.languages import Languages, load_languages
from content.messages import Messages, load_messages
from content.reading_words import load_reading_words
from content.receipt_forms import load_receipt_forms
from content.receipt_words import load_receipt_words
from content.routing import Routing, load_routing
from content.support import Directory, load_directory
from gateway.actions_client import ActionServer
from gateway.app import make_app
from gateway.counts import Counts
from gateway.facts import Facts, load_facts
from gateway.gateway import RECEIPTS, Gateway
from gateway.guides import Guides, load_guides
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
from tests.gateway.actions_double import ACTIONS_SECRET, STATEMENT_KEY, ActionsDouble
from tests.gateway.chat import Chat
from tests.gateway.compiled import COMPILED
from tests.gateway.rasa_double import ORDER, SECRET, RasaDouble
from wire.signing import Signer

DATA = PROJECT / "data"
SPOOL_SECRET = "s" * 43
NO_ROOM = Room(files=0, bytes=0)  # what could not be sent is in doubt, but for the tests of the spool

TITLES = {"stalking": "Stalking", "tech_abuse": "He uses my phone or devices"}


class MovableClock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aiohttp_jinja2, "setup", partial(aiohttp_jinja2.setup, bytecode_cache=COMPILED))
        yield


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def intake_key() -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.generate()


@pytest.fixture
async def rasa() -> AsyncIterator[RasaDouble]:
    double = RasaDouble()
    yield double
    double.release.set()


@pytest.fixture
def actions() -> ActionsDouble:
    return ActionsDouble()


@pytest.fixture
async def rasa_server(rasa: RasaDouble) -> AsyncIterator[BaseTestServer]:
    async with TestServer(rasa.app()) as server:
        yield server
        rasa.release.set()


@pytest.fixture
async def actions_server(actions: ActionsDouble) -> AsyncIterator[BaseTestServer]:
    async with TestServer(actions.app()) as server:
        yield server


@pytest.fixture
def sessions(clock: MovableClock) -> MemorySessions:
    return MemorySessions(clock)


@pytest.fixture(scope="session")
def messages() -> Messages:
    return load_messages(DATA / "messages.yml")


@pytest.fixture(scope="session")
def routing() -> Routing:
    return load_routing(DATA / "routing.yml")


@pytest.fixture(scope="session")
def directory() -> Directory:
    return load_directory(DATA / "support")


@pytest.fixture(scope="session")
def languages(directory: Directory) -> Languages:
    return load_languages(DATA / "languages.yml", directory)


@pytest.fixture(scope="session")
def facts() -> Facts:
    return load_facts(DATA)


@pytest.fixture(scope="session")
def guides(directory: Directory) -> Guides:
    return load_guides(DATA, directory)


@pytest.fixture(scope="session")
def receipt_words() -> tuple[str, ...]:
    return load_receipt_words(DATA / "receipt-words.yml")


@pytest.fixture(scope="session")
def forms() -> ReceiptForms:
    return ReceiptForms(load_receipt_forms(DATA / "receipt-forms.yml"))


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(load_reading_words(DATA / "reading"))


@pytest.fixture
def gateway(
    tmp_path: Path,
    messages: Messages,
    languages: Languages,
    directory: Directory,
    facts: Facts,
    guides: Guides,
    receipt_words: tuple[str, ...],
    forms: ReceiptForms,
    reader: Reader,
    routing: Routing,
    clock: MovableClock,
    sessions: MemorySessions,
    intake_key: pyrage.x25519.Identity,
    rasa_server: BaseTestServer,
    actions_server: BaseTestServer,
) -> Gateway:
    intake = Intake(str(intake_key.to_public()))
    server = ActionServer(Upstream(str(actions_server.make_url("")).rstrip("/"), Signer(lambda: ACTIONS_SECRET)))
    return Gateway(
        settings=Settings(home=tmp_path),
        messages=messages,
        languages=languages,
        directory=directory,
        facts=facts,
        guides=guides,
        questions=ORDER,
        titles=TITLES,
        receipt_words=receipt_words,
        forms=forms,
        reader=reader,
        intake=intake,
        statements=StatementKeys(STATEMENT_KEY),
        rasa=Rasa(Upstream(str(rasa_server.make_url("")).rstrip("/"), Signer(lambda: SECRET))),
        actions=server,
        spool=SpoolRelay(Spool(tmp_path / "spool", SPOOL_SECRET, NO_ROOM, clock), intake, server, lambda: 0.0),
        sessions=sessions,
        counts=Counts(routing),
        receipts=Throttle(RECEIPTS, clock),
        clock=clock,
    )


@pytest.fixture
async def client(gateway: Gateway) -> AsyncIterator[TestClient[Any, Any]]:
    async with TestClient(TestServer(make_app(gateway))) as client:
        yield client


@pytest.fixture
async def chat(client: TestClient[Any, Any]) -> Chat:
    return await Chat(client).start()


@pytest.fixture
async def impatient(gateway: Gateway) -> AsyncIterator[Chat]:
    """A conversation with a gateway that gives a turn almost no time."""
    async with TestClient(TestServer(make_app(replace(gateway, turn_seconds=0.2)))) as client:
        yield await Chat(client).start()
