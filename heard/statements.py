"""`heard verify`: whether a statement that a request was erased is real."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from content.statement import LONGEST
from gateway.statements import StatementKeys

KEY = Path("keys") / "statement.pub"


def verify(statement: Path | None, key: Path) -> int:
    """Prints whether what stands in the file, or is piped in, was signed with `key`. Returns the exit code.

    0: real; 1: not; 2: it could not be tried.
    """
    try:
        keys = StatementKeys(key.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return _said(f"{key} does not hold an Ed25519 public key: put the force's there, or give it with --key.", 2)
    try:
        written = statement.read_text(encoding="utf-8") if statement else sys.stdin.read(LONGEST + 1)
    except (OSError, UnicodeDecodeError):
        return _said("The statement cannot be read.", 2)
    if keys.confirmed(written) is None:
        return _said("This was not signed with the key, or it was changed.", 1)
    typer.echo("Real: signed with the key, and not changed.")
    return 0


def _said(sentence: str, code: int) -> int:
    typer.echo(sentence, err=True)
    return code
