"""`heard keys tls` and `rotate-secret`: what Heard's processes know each other by."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from heard.certificates import HERE, make_tls
from heard.keys import SECRET_BYTES
from heard.keys_asked import failures
from heard.secret_rotation import CALLED_WITH, finish_secret, rotate_secret
from heard.settings import read_settings
from wire.tls import AUTHORITY, tls_folder

call_keys = typer.Typer()


@call_keys.command("tls")
def tls(
    host: Annotated[
        list[str] | None,
        typer.Option(
            help=f"A name or address the servers are called by, once for each; if none, {' and '.join(HERE)}."
        ),
    ] = None,
    authority: Annotated[
        Path | None, typer.Option(help="Where the authority's key is kept, if not in HEARD_HOME.", dir_okay=False)
    ] = None,
) -> None:
    """Make the certificates that the action server and Rasa show, or make them anew before they end."""
    with failures():
        home = read_settings().home
        key = make_tls(home, datetime.now(UTC), host or (), authority)
        folder = tls_folder(home)
        typer.echo(f"The certificates are in {folder}; start the processes again. They last 13 months.")
        typer.echo(f"Each server needs its own .pem and .key there, each caller {AUTHORITY} and no key.")
        typer.echo(
            f"The authority's key is {key}. Whoever has it can pretend to be the action server: keep it where no "
            "server can read it, on a stick in a safe. It is needed only to make certificates (--authority FILE)."
        )


@call_keys.command("rotate-secret")
def rotate(
    name: Annotated[str, typer.Argument(help=f"One of {', '.join(CALLED_WITH)}.")],
    finish: Annotated[bool, typer.Option("--finish", help="Remove the secret of before.")] = False,
) -> None:
    """Replace a secret that two processes share, in two steps; nothing has to stop."""
    with failures():
        home = read_settings().home
        if finish:
            finish_secret(home, name)
            typer.echo(f"The secret of before is removed from {home / 'secrets' / name}, and refused from now on.")
            return
        rotate_secret(home, name, secrets.token_urlsafe(SECRET_BYTES))
        typer.echo(
            f"{home / 'secrets' / name} has a new secret, with which {CALLED_WITH[name]}; the one of before counts too."
        )
        typer.echo("On several machines: copy the file to the server first, then to the caller.")
        typer.echo(f"Then: heard keys rotate-secret {name} --finish")
