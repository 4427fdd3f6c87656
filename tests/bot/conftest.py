"""A small assistant with the project's own config, the real Rasa process, and an action server that obeys the test."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rasa.model_training
from aiohttp import web

from tests.bot.rasa_process import RasaProcess, wait_until_ready

ASSISTANT = Path(__file__).parent / "assistant"
PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small assistant's model."""
    result = rasa.model_training.train(
        domain=str(ASSISTANT / "domain.yml"),
        config=str(PROJECT / "config.yml"),
        training_files=[str(ASSISTANT / "data")],
        output=str(tmp_path_factory.mktemp("models")),
    )
    assert result.code == 0
    return Path(result.model)


class ActionServer:
    """Answers Rasa's action calls as the test says, and keeps the calls."""

    def __init__(self) -> None:
        self.status = 200
        self.calls: list[dict[str, Any]] = []

    async def handle(self, request: web.Request) -> web.Response:
        told = {"headers": dict(request.headers), "query": request.query_string, "body": await request.read()}
        self.calls.append({**told, **await request.json()})
        if self.status != 200:
            return web.json_response({"action_name": "action_submit_report", "error": "canary"}, status=self.status)
        return web.json_response({"events": [], "responses": [{"response": "utter_report_sent"}]})


@pytest.fixture(scope="session")
def action_server_port() -> Iterator[tuple[ActionServer, int]]:
    """The action server, running in a thread for the whole session."""
    server, loop, port = ActionServer(), asyncio.new_event_loop(), free_port()
    app = web.Application()
    app.router.add_post("/webhook", server.handle)
    runner = web.AppRunner(app)
    loop.run_until_complete(runner.setup())
    loop.run_until_complete(web.TCPSite(runner, "127.0.0.1", port).start())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield server, port
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


@pytest.fixture
def action_server(action_server_port: tuple[ActionServer, int]) -> ActionServer:
    """The action server with a clean memory."""
    server, _ = action_server_port
    server.status, server.calls = 200, []
    return server


@pytest.fixture(scope="session")
def rasa_process(
    model: Path, action_server_port: tuple[ActionServer, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RasaProcess]:
    """The real process, started as in production, at the most talkative log level it allows."""
    home, port = tmp_path_factory.mktemp("home"), free_port()
    (home / "secrets").mkdir()
    for name in ("rasa", "actions_rasa"):
        (home / "secrets" / name).write_text(secrets.token_urlsafe(32))
    log = (home / "log").open("wb")
    environment = {
        **os.environ,
        "HEARD_HOME": str(home),
        "HEARD_MODEL": str(model),
        "HEARD_RASA_PORT": str(port),
        "HEARD_ACTIONS_PORT": str(action_server_port[1]),
        "HEARD_LOG_LEVEL": "INFO",
    }
    command = [sys.executable, "-m", "bot"]
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=log)
    rasa_process = RasaProcess(home, port)
    wait_until_ready(rasa_process, process)
    yield rasa_process
    process.terminate()
    process.wait(timeout=20)
    log.close()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
