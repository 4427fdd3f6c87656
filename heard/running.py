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

from heard.all_training import all_trained, train_all
from heard.keys import make_development_keys
from heard.processes import Process
from heard.settings import PROJECT, Settings
from heard.training import model_for
from wire.tls import scheme as scheme_inside

SECONDS_FOR_A_LOOK = 2.0


def run(settings: Settings, teams: Sequence[str]) -> None:
    """Prepares, starts everything, says where it is, and returns after Ctrl-C. Raises `StartError`."""
    prepare(settings, teams)
    asyncio.run(_run_until_stopped(settings, processes(settings)))


def prepare(settings: Settings, teams: Sequence[str]) -> None:
    """Makes what a start needs: development keys, and a model of the present content."""
    make_development_keys(settings.home, teams)
    known = all_trained(settings)
    _say("content", "unchanged since the last training" if known else "changed: training, up to ten minutes")
    for name, _ in train_all(settings):
        if not known:
            _say("trained", name)


def processes(settings: Settings) -> list[Process]:
    """Heard's processes, in the order a report passes them."""
    home = {"HEARD_HOME": str(settings.home.absolute()), "HEARD_CONTENT": str(settings.content.absolute())}
    model = {"HEARD_MODEL": str(model_for(settings).absolute())}

    inside = scheme_inside(settings.home)

    def service(
        name: str, port: int, python: str | Path = sys.executable, module: str = "", scheme: str = "http"
    ) -> Process:
        command = [str(python), "-m", module or name]
        return Process(name, command, port, PROJECT, {**home, **model}, scheme=scheme)

    return [
        service("gateway", settings.gateway_port, scheme=settings.gateway_scheme),
        service("Rasa", settings.rasa_port, settings.rasa_python.absolute(), "bot", inside),
        service("actions", settings.actions_port, scheme=inside),
        service("staff", settings.staff_port, scheme=settings.staff_scheme),
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
    gateway, *others = parts
    await gateway.stop()  # first, for it takes its last counts to the action server
    await asyncio.gather(*(part.stop() for part in others))
    with suppress(asyncio.CancelledError):
        await running


async def _run(settings: Settings, parts: list[Process]) -> None:
    began = time.monotonic()
    timeout = aiohttp.ClientTimeout(total=SECONDS_FOR_A_LOOK)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        await asyncio.gather(*(part.start() for part in parts))
        await asyncio.gather(*(_announce(part, session, began) for part in parts))
    typer.echo(f"\nHeard is ready:  {settings.gateway_scheme}://127.0.0.1:{settings.gateway_port}")
    typer.echo(f"For the teams:   {settings.staff_scheme}://127.0.0.1:{settings.staff_port}  (and `heard inbox`)")
    typer.echo("Press Ctrl-C to stop.\n")
    await asyncio.gather(*(part.watch() for part in parts))


async def _announce(part: Process, session: aiohttp.ClientSession, began: float) -> None:
    await part.ready(session)
    _say(part.name, f"ready after {time.monotonic() - began:.1f} s")


def _say(what: str, state: str) -> None:
    typer.echo(f"  {what:<10}{state}")
