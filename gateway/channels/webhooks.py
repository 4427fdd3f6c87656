"""The webhooks: what a provider posts is verified, read, taken, and answered at once; the turn runs after that."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import aiohttp
from aiohttp import web

from gateway.body import BodyError, TooBigError, read_body
from gateway.channels.answering import Answering, FullError
from gateway.channels.provider import Reply, UnreadableError
from gateway.log import trouble

LARGEST = 200 << 10  # bytes; some providers put many messages into one
RETRY_SECONDS = "5"


@dataclass(frozen=True)
class Channels:
    """The channels that are on. `url`: where the providers reach us, without a path."""

    url: str
    all: tuple[Answering, ...] = ()

    @property
    def carriers(self) -> Sequence[str]:
        """Who carries the messages."""
        return [each.provider.carrier for each in self.all]


NO_CHANNELS = Channels("")
CHANNELS = web.AppKey("channels", Channels)


def add_channels(app: web.Application, channels: Channels) -> None:
    """Adds each channel's webhook to `app`, and sends its answers while `app` runs."""
    for answering in channels.all:
        path = f"/channels/{answering.provider.name}"
        app.router.add_get(path, _handshake(answering), allow_head=False)
        app.router.add_post(path, _webhook(answering, channels.url + path))
        app.cleanup_ctx.append(_sending(answering))


def _handshake(answering: Answering) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handler(request: web.Request) -> web.Response:
        reply = answering.provider.handshake(request.query)
        return web.Response(status=404) if reply is None else _response(reply)

    return handler


def _webhook(answering: Answering, url: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handler(request: web.Request) -> web.Response:
        try:
            raw = await read_body(request, LARGEST)
        except TooBigError:
            return _refused(413, "too big")
        except BodyError:
            return _refused(400, "not whole")
        _, mark, query = request.raw_path.partition("?")
        provider = answering.provider
        if not provider.verify(request.headers, url + mark + query, raw, answering.gateway.clock()):
            return _refused(403, "not signed")
        try:
            for reading in provider.read(raw):
                answering.take(reading)
        except UnreadableError:
            return _refused(400, "unreadable")
        except FullError:
            return web.Response(status=503, headers={"Retry-After": RETRY_SECONDS})
        return _response(provider.taken)

    return handler


def _sending(answering: Answering) -> Callable[[web.Application], AsyncIterator[None]]:
    async def context(app: web.Application) -> AsyncIterator[None]:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
            sender = asyncio.create_task(answering.outbox.run(http))
            yield
            sender.cancel()
            with suppress(asyncio.CancelledError):
                await sender

    return context


def _refused(status: int, kind: str) -> web.Response:
    trouble("channel", kind)
    return web.Response(status=status)


def _response(reply: Reply) -> web.Response:
    if not reply.body:
        return web.Response(status=reply.status)
    return web.Response(text=reply.body, content_type=reply.content_type, status=reply.status)
