"""One stack for all journeys; each journey leaves it running as it found it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from itertools import count

import aiohttp
import pytest
import pytest_asyncio

from tests.gateway.channels.doubles import DOUBLES
from tests.journeys.carriers import Carriers, open_carriers
from tests.journeys.inbox import Inboxes
from tests.journeys.person import Person
from tests.journeys.stack import Stack, make_stack
from tests.journeys.texter import Texter


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def carriers() -> AsyncIterator[Carriers]:
    """Every provider of messages."""
    async with open_carriers(*DOUBLES) as carriers:
        yield carriers


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stack(carriers: Carriers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    """Every process, at the most talkative log level it allows, with every channel on."""
    async with aiohttp.ClientSession() as http:
        stack = make_stack(tmp_path_factory.mktemp("heard"), http, carriers=carriers)
        try:
            await stack.start()
            yield stack
        finally:
            await stack.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def person(stack: Stack) -> Person:
    """Somebody who has just opened the page."""
    person = Person(stack.http, stack.url)
    await person.arrives()
    return person


@pytest.fixture
def inboxes(stack: Stack) -> Inboxes:
    """The teams' inboxes, through the `heard inbox` command."""
    return Inboxes(stack)


@pytest.fixture(scope="session")
def new_texter(stack: Stack, carriers: Carriers) -> Callable[[str], Texter]:
    """Somebody who has never texted before, by the name of her provider."""
    numbers = {name: count(30) for name in carriers.doubles}  # the doubles use the ones before themselves
    return lambda name: Texter(stack, carriers.doubles[name], carriers.doubles[name].other(next(numbers[name])))


@pytest.fixture(params=[double.name for double in DOUBLES])
def texter(request: pytest.FixtureRequest, new_texter: Callable[[str], Texter]) -> Texter:
    """Such a person, for each provider."""
    return new_texter(request.param)
