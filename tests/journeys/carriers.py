"""The providers of messages, as doubles on one port, and what turns all of their channels on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.gateway.channels.doubles.provider_double import PUBLIC, ProviderDouble


@dataclass(frozen=True)
class Carriers:
    """`environment` and `secrets` are what a gateway needs to hold conversations over each of them."""

    doubles: Mapping[str, ProviderDouble] = field(default_factory=dict)  # by name
    environment: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)


@asynccontextmanager
async def open_carriers(*kinds: type[ProviderDouble]) -> AsyncIterator[Carriers]:
    """A double of each kind, listening."""
    doubles = {kind.name: kind() for kind in kinds}
    async with TestServer(_together([double.app() for double in doubles.values()])) as server:
        url = str(server.make_url("")).rstrip("/")
        environment, secrets = {"HEARD_CHANNELS_URL": PUBLIC}, dict[str, str]()
        for double in doubles.values():
            environment |= double.environment(url)
            secrets |= double.secrets
        yield Carriers(doubles, environment, secrets)


def _together(apps: Sequence[web.Application]) -> web.Application:
    """One address for all: two channels of one account share the one of their provider."""

    async def handler(request: web.Request) -> web.StreamResponse:
        for app in apps:
            match = await app.router.resolve(request)
            if match.http_exception is None:
                try:
                    return await match.handler(request)
                except (AssertionError, LookupError):  # not what this double takes: it is for another, or wrong
                    continue
        raise web.HTTPNotFound

    together = web.Application()
    together.router.add_post("/{path:.*}", handler)
    return together
