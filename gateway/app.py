"""The web application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from aiohttp import web

from gateway import api, api_receipts, health
from gateway.body import LARGEST_MESSAGE
from gateway.channels.webhooks import CHANNELS, NO_CHANNELS, Channels, add_channels
from gateway.counts_sending import send_last, send_now_and_then
from gateway.embed import routes as embed
from gateway.gateway import Gateway
from gateway.headers import security
from gateway.page_check import routes as check
from gateway.page_finder import routes as finder
from gateway.page_notices import routes as notices
from gateway.page_promises import routes as promises
from gateway.page_receipt import routes as receipts
from gateway.page_ways import routes as ways
from gateway.pages import add_pages
from gateway.problems import problems
from gateway.sessions import Sessions

SWEEP_SECONDS = 60.0


def make_app(gateway: Gateway, channels: Channels = NO_CHANNELS) -> web.Application:
    """The application around `gateway`, ready to be served, with the channels that are on."""
    app = web.Application(middlewares=[problems(gateway)], client_max_size=LARGEST_MESSAGE)
    app[api.GATEWAY] = gateway
    app.add_routes(api.routes)
    app.add_routes(api_receipts.routes)
    app.add_routes(health.routes)
    app.add_routes(embed)
    add_pages(app)
    app.add_routes(notices)
    app.add_routes(finder)
    app.add_routes(promises)
    app.add_routes(receipts)
    app.add_routes(check)
    app.add_routes(ways)
    app[CHANNELS] = channels
    add_channels(app, channels)
    app.on_response_prepare.append(security(gateway.settings))
    app.cleanup_ctx.append(_connections)
    app.cleanup_ctx.append(_sweeping)
    app.cleanup_ctx.append(_handing_over)
    app.cleanup_ctx.append(_counting)
    return app


async def _connections(app: web.Application) -> AsyncIterator[None]:
    gateway = app[api.GATEWAY]
    async with gateway.rasa.upstream, gateway.actions.upstream:
        yield


async def _sweeping(app: web.Application) -> AsyncIterator[None]:
    sweeper = asyncio.create_task(_sweep_for_ever(app[api.GATEWAY].sessions))
    yield
    sweeper.cancel()
    with suppress(asyncio.CancelledError):
        await sweeper


async def _counting(app: web.Application) -> AsyncIterator[None]:
    sender = asyncio.create_task(send_now_and_then(app[api.GATEWAY]))
    yield
    sender.cancel()
    with suppress(asyncio.CancelledError):
        await sender
    await send_last(app[api.GATEWAY])


async def _handing_over(app: web.Application) -> AsyncIterator[None]:
    handing = asyncio.create_task(app[api.GATEWAY].spool.run())
    yield
    handing.cancel()
    with suppress(asyncio.CancelledError):
        await handing


async def _sweep_for_ever(sessions: Sessions) -> None:
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        await sessions.sweep()
