"""`heard verify`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from heard.settings import settings_or_exit
from heard.statements import KEY
from heard.statements import verify as verify_statement

Statement = Annotated[Path | None, typer.Argument(help="The statement's file; without it, what is piped in.")]
Key = Annotated[Path | None, typer.Option(help="The public key; HEARD_HOME/keys/statement.pub if not given.")]


def verify(statement: Statement = None, key: Key = None) -> None:
    """Check a statement that a request was erased."""
    raise typer.Exit(verify_statement(statement, key or settings_or_exit().home / KEY))
