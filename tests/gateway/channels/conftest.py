"""A gateway with one channel on, for each provider; its turns and letters are finished before a test looks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from aiohttp.test_utils import TestClient, TestServer

from content.texting import Texting, load_texting
from gateway.app import make_app
from gateway.channels.answering import Answering
from gateway.channels.opening import with_providers
from gateway.channels.settings import ChannelSettings
from gateway.channels.webhooks import Channels
from gateway.gateway import Gateway
from gateway.settings import PROJECT
from tests.gateway.channels.doubles import DOUBLES
from tests.gateway.channels.doubles.provider_double import PUBLIC, ProviderDouble
from tests.gateway.channels.phone import Phone
from tests.gateway.conftest import MovableClock


@pytest.fixture
def clock() -> MovableClock:
    """Begins now: the official code of the webhooks checks the time against the real clock."""
    clock = MovableClock()
    clock.now = datetime.now(UTC).replace(microsecond=0)
    return clock


@pytest.fixture(params=DOUBLES, ids=lambda double: str(double.name))
async def double(request: pytest.FixtureRequest) -> ProviderDouble:
    made: ProviderDouble = request.param()
    return made


@pytest.fixture
async def answering(double: ProviderDouble, gateway: Gateway) -> AsyncIterator[Answering]:
    async with TestServer(double.app()) as server:
        url = str(server.make_url("")).rstrip("/")
        (answering,) = with_providers(gateway, ChannelSettings(url=PUBLIC), [double.provider(url)]).all
        yield answering


@pytest.fixture
async def phone(double: ProviderDouble, answering: Answering, gateway: Gateway) -> AsyncIterator[Phone]:
    app = make_app(gateway, Channels(PUBLIC, (answering,)))
    async with TestClient(TestServer(app)) as client:
        yield Phone(client, double, answering)


@pytest.fixture(scope="session")
def texting() -> Texting:
    return load_texting(PROJECT / "data" / "texting.yml")
