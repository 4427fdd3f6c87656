"""One stack for all journeys; each journey leaves it running as it found it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from tests.journeys.inbox import Inboxes
from tests.journeys.person import Person
from tests.journeys.stack import Stack, make_stack


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    """Every process, at the most talkative log level it allows."""
    async with aiohttp.ClientSession() as http:
        stack = make_stack(tmp_path_factory.mktemp("heard"), http)
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
