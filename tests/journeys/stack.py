"""All of Heard's real processes, on ports of their own, in a home of their own."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from content.routing import load_routing
from heard.danger_training import danger_model_for, language_model_for, train_danger, train_language_model
from heard.keys import make_development_keys
from heard.processes import Process
from heard.running import processes
from heard.settings import PROJECT, Settings
from heard.training import model_for, train
from tests.journeys.carriers import Carriers

TEAMS = tuple(load_routing(PROJECT / "data" / "routing.yml").teams)


@dataclass
class Stack:
    """The running processes by name, each with a log file in `logs`."""

    settings: Settings
    logs: Path
    parts: dict[str, Process]
    http: aiohttp.ClientSession

    @property
    def url(self) -> str:
        """Where the public finds Heard."""
        return f"http://127.0.0.1:{self.settings.gateway_port}"

    async def start(self, *names: str) -> None:
        """Starts those processes, or all, and waits until they answer."""
        parts = [self.parts[name] for name in names or self.parts]
        await asyncio.gather(*(part.start() for part in parts))
        await asyncio.gather(*(part.ready(self.http) for part in parts))

    async def kill(self, name: str) -> None:
        """Ends one process as a crash would."""
        process = self.parts[name].running
        assert process is not None
        process.kill()
        await process.wait()

    async def stop(self) -> None:
        """Stops what runs, asking kindly."""
        await asyncio.gather(*(part.stop() for part in self.parts.values()))

    def team_key(self, team: str) -> Path:
        """The team's private key, which only development keeps here."""
        return self.settings.home / "keys" / "teams" / f"{team}.key"

    def everything_written(self) -> bytes:
        """Every byte of HEARD_HOME but the models, and of every log."""
        files = [path for path in (*self.settings.home.rglob("*"), *self.logs.iterdir()) if path.is_file()]
        return b"\0".join(path.read_bytes() for path in files if "models" not in path.parts)


def make_stack(
    folder: Path, http: aiohttp.ClientSession, log_level: str = "INFO", carriers: Carriers | None = None
) -> Stack:
    """A stack that is not started yet, with development keys and the model of the committed content.

    Conversations are held over the `carriers` too.
    """
    carriers = carriers or Carriers()
    ports = free_ports(4)
    settings = Settings(
        home=folder / "home",
        gateway_port=ports[0],
        staff_port=ports[1],
        actions_port=ports[2],
        rasa_port=ports[3],
    )
    make_development_keys(settings.home, TEAMS)
    for name, secret in carriers.secrets.items():
        (settings.home / "secrets" / name).write_text(secret)
    model = model_for(settings)
    model.parent.mkdir(parents=True)
    shutil.copy(train(Settings(home=PROJECT / ".heard")), model)
    shutil.copy(train_danger(Settings(home=PROJECT / ".heard")), danger_model_for(settings))
    shutil.copy(train_language_model(Settings(home=PROJECT / ".heard")), language_model_for(settings))
    logs = folder / "logs"
    logs.mkdir()
    parts = {part.name: part for part in processes(settings)}
    for name, part in parts.items():
        part.output = (logs / name).open("wb")
        part.environment = {**part.environment, **_environment(settings, log_level), **carriers.environment}
    return Stack(settings, logs, parts, http)


def _environment(settings: Settings, log_level: str) -> Mapping[str, str]:
    return {
        "HEARD_LOG_LEVEL": log_level,
        "HEARD_GATEWAY_PORT": str(settings.gateway_port),
        "HEARD_STAFF_PORT": str(settings.staff_port),
        "HEARD_ACTIONS_PORT": str(settings.actions_port),
        "HEARD_RASA_PORT": str(settings.rasa_port),
        "PATH": os.environ["PATH"],
    }


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports
