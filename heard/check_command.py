"""`heard check` and `heard schema`."""

from __future__ import annotations

import asyncio
import json

import typer
from aiohttp import web

from actions.schema import schema_of
from actions.server import add_routes
from actions.settings import Settings as ActionSettings
from heard.check import run_check
from heard.lost_keys import lost_keys
from heard.settings import settings_or_exit


def check() -> None:
    """Check every content file, without starting anything; and whether every stored report has its key."""
    code = run_check(settings_or_exit().content)
    if lost := asyncio.run(lost_keys(ActionSettings())):
        typer.echo(lost, err=True)
    raise typer.Exit(code)


def schema() -> None:
    """Print what the action server can be asked, as OpenAPI 3.1."""
    routes = web.Application()
    add_routes(routes)
    typer.echo(json.dumps(schema_of(routes), indent=1, sort_keys=True))
