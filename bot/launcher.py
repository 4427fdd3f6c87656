"""Starts Rasa walled in: loopback, one channel, no API, no telemetry, hardened, with logs that hold no words."""

from __future__ import annotations

import os
from asyncio import AbstractEventLoop
from pathlib import Path

import rasa.core.agent
import rasa.core.run
from rasa.core.utils import AvailableEndpoints
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.hardening import harden_rasa, insist_on_turn_store
from bot.quiet_logs import configure_logging
from bot.remote_action import SlimRemoteAction
from bot.settings import Settings
from wire.signing import Signer

PROJECT = Path(__file__).parent.parent


def launch(settings: Settings) -> None:
    """Runs until stopped."""
    configure_logging(settings.log_level)
    harden_rasa()
    app = make_app(settings)
    app.run(host=settings.host, port=settings.port, ssl=settings.tls, workers=1, access_log=False, motd=False)


def make_app(settings: Settings) -> Sanic:
    """Rasa's web application with our channel and nothing else."""
    _lend_places(settings)
    SlimRemoteAction.signer = Signer(settings.actions_secret.current)
    SlimRemoteAction.trust = settings.actions_trust
    channels = rasa.core.run.create_http_input_channels(None, str(PROJECT / "credentials.yml"))
    endpoints = AvailableEndpoints.read_endpoints(str(PROJECT / "endpoints.yml"))
    app = rasa.core.run.configure_app(channels, enable_api=False, port=settings.port, endpoints=endpoints)
    app.add_route(_health, "/healthz")

    async def load(app: Sanic, loop: AbstractEventLoop) -> None:
        agent = await rasa.core.agent.load_agent(model_path=str(settings.model), endpoints=endpoints, loop=loop)
        insist_on_turn_store(agent)
        app.ctx.agent = agent

    app.register_listener(load, "before_server_start")
    return app


def _lend_places(settings: Settings) -> None:
    # credentials.yml and endpoints.yml are Rasa's own files; it fills ${NAME} in from this process's environment.
    os.environ["HEARD_RASA_SECRET_FILE"] = str(settings.rasa_secret.path)
    os.environ["HEARD_ACTIONS_URL"] = settings.actions_url


async def _health(_: Request) -> HTTPResponse:
    return json({"status": "ok"})
