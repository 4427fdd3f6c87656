"""The action server's HTTP side: checks who calls, hands the call to its action, and never repeats what it was sent."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from aiohttp import web

from actions import counts_api, drafts_api, receipts_api, schema, spooled, submit_report
from actions.callers import Caller, Callers
from actions.delivery import Relay
from actions.doors import door
from actions.guard import CALLERS, guard
from actions.intake import Intake
from actions.protocol import Call, read
from actions.protocol_answers import Done, Failure, Well
from actions.receipts_api import INTAKE
from actions.refusal import RefusedError

log = logging.getLogger("heard.actions.server")

LARGEST_BODY = 2 * 1024 * 1024
"""Bytes. Every answer at its longest, sealed, is about 600 KiB."""
SECONDS_TO_ANSWER = 4.0
"""Rasa gives up after five; stopping first means it hears that the report was not confirmed."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Action = Callable[[Call, Intake], Awaitable[Mapping[str, Any]]]
ACTIONS: Mapping[str, Action] = {submit_report.NAME: submit_report.run}

RELAY = web.AppKey("relay", Relay)


def build_app(intake: Intake, relay: Relay, callers: Callers) -> web.Application:
    """The application; its relay runs for as long as it does."""
    app = web.Application(client_max_size=LARGEST_BODY, middlewares=[answer_errors, guard])
    app[INTAKE], app[RELAY], app[CALLERS] = intake, relay, callers
    add_routes(app)
    app.cleanup_ctx.append(_relaying)
    return app


def add_routes(app: web.Application) -> None:
    """Every route there is, each behind its door."""
    app.add_routes([web.post("/webhook", webhook), web.get("/healthz", healthz)])
    app.add_routes(receipts_api.routes)
    app.add_routes(drafts_api.routes)
    app.add_routes(counts_api.routes)
    app.add_routes(spooled.routes)
    app.add_routes(schema.routes)


@web.middleware
async def answer_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns every failure into a sentence of our own; logs its kind alone."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        return web.json_response({"error": error.reason}, status=error.status)
    except RefusedError as error:
        return _refusal(error)
    except Exception as error:
        log.error("failed kind=%s", type(error).__name__)
        return web.json_response({"error": "This could not be done; try again."}, status=503)


@door(Caller.RASA, Call, LARGEST_BODY, {200: Done, 404: Failure})
async def webhook(request: web.Request) -> web.Response:
    """Runs the action that Rasa names."""
    call = read(Call, await request.read())
    action = ACTIONS.get(call.next_action)
    if action is None:
        return web.json_response({"action_name": "unknown", "error": "There is no such action."}, status=404)
    try:
        async with asyncio.timeout(SECONDS_TO_ANSWER):
            return web.json_response(await action(call, request.app[INTAKE]))
    except RefusedError as error:
        return _refusal(error, action_name=call.next_action)


@door(None, answers={200: Well})
async def healthz(request: web.Request) -> web.Response:
    """Up; and how many deliveries were given up, if any were (`heard outbox`)."""
    dead = request.app[RELAY].dead_letters
    return web.json_response({"status": "ok"} | ({"dead_letters": dead} if dead else {}))


def _refusal(error: RefusedError, **named: str) -> web.Response:
    log.info("refused kind=%s", type(error).__name__)
    return web.json_response({**named, "error": str(error)}, status=400)


async def _relaying(app: web.Application) -> Any:
    task = asyncio.create_task(app[RELAY].run())
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
