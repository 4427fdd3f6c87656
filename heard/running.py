"""Runs all of Heard on one machine, and stops it all together."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import aiohttp
import typer

from heard.danger_training import danger_model_for, language_model_for, train_danger, train_language_model
from heard.keys import make_development_keys
from heard.processes import Process
from heard.settings import PROJECT, Settings
from heard.training import model_for, train

SECONDS_FOR_A_LOOK = 2.0


def run(settings: Settings, teams: Sequence[str]) -> None:
    """Prepares, starts everything, says where it is, and returns after Ctrl-C. Raises `StartError`."""
    prepare(settings, teams)
    asyncio.run(_run_until_stopped(settings, processes(settings)))


def prepare(settings: Settings, teams: Sequence[str]) -> None:
    """Makes what a start needs: development keys, and a model of the present content."""
    make_development_keys(settings.home, teams)
    known = all(path(settings).exists() for path in (model_for, danger_model_for, language_model_for))
    _say("content", "unchanged since the last training" if known else "changed: training, about a minute")
    train_danger(settings)
    train_language_model(settings)
    train(settings)


def processes(settings: Settings) -> list[Process]:
    """Heard's processes, in the order a report passes them."""
    home = {"HEARD_HOME": str(settings.home.absolute()), "HEARD_CONTENT": str(settings.content.absolute())}
    model = {"HEARD_MODEL": str(model_for(settings).absolute())}

    def service(
        name: str, port: int, python: str | Path = sys.executable, module: str = "", scheme: str = "http"
    ) -> Process:
        command = [str(python), "-m", module or name]
        return Process(name, command, port, PROJECT, {**home, **model}, scheme=scheme)

    return [
        service("gateway", settings.gateway_port, scheme=settings.gateway_scheme),
        service("Rasa", settings.rasa_port, settings.rasa_python.absolute(), "bot"),
        service("actions", settings.actions_port),
        service("staff", settings.staff_port),
    ]


async def _run_until_stopped(settings: Settings, parts: list[Process]) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    running = asyncio.create_task(_run(settings, parts))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([running, stopping], return_when=asyncio.FIRST_COMPLETED)
    running.cancel()
    _say("stopping", "")
    await asyncio.gather(*(part.stop() for part in parts))
    with suppress(asyncio.CancelledError):
        await running


async def _run(settings: Settings, parts: list[Process]) -> None:
    began = time.monotonic()
    timeout = aiohttp.ClientTimeout(total=SECONDS_FOR_A_LOOK)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        await asyncio.gather(*(part.start() for part in parts))
        await asyncio.gather(*(_announce(part, session, began) for part in parts))
    typer.echo(f"\nHeard is ready:  {settings.gateway_scheme}://127.0.0.1:{settings.gateway_port}")
    typer.echo(f"For the teams:   http://127.0.0.1:{settings.staff_port}  (and `heard inbox`)")
    typer.echo("Press Ctrl-C to stop.\n")
    await asyncio.gather(*(part.watch() for part in parts))


async def _announce(part: Process, session: aiohttp.ClientSession, began: float) -> None:
    await part.ready(session)
    _say(part.name, f"ready after {time.monotonic() - began:.1f} s")


def _say(what: str, state: str) -> None:
    typer.echo(f"  {what:<10}{state}")
