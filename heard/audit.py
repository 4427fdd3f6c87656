"""`heard audit`: whether the log of who did what to which report is whole, and the head to keep elsewhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from actions.audit_check import Result, Terms, check
from actions.audit_heads import Head, heads_of, read_head
from actions.database.engine import Sessions
from actions.key_files import KeyringError, read_public_keys
from actions.settings import SettingsError, read_settings
from actions.times import utc_now
from heard.database import Database, DatabaseError, ask

KEY = Path("keys") / "audit.pub"
ROWS_BETWEEN_LINES = 100_000

audit = typer.Typer(no_args_is_help=True, help="Check the log of who did what to which report.")
T = TypeVar("T")


@audit.command()
def verify(
    database: Database = "",
    key: Annotated[Path | None, typer.Option(help="The public key; HEARD_HOME/keys/audit.pub if not given.")] = None,
    head: Annotated[Path | None, typer.Option(help="A head that was kept elsewhere.")] = None,
) -> None:
    """Check every row and every signed head. 0: the log is whole; 1: it is not; 2: it could not be checked."""
    terms = Terms(_keys(key), utc_now().astimezone(UTC).date(), _kept(head), _say_progress)
    result = _ask(database, lambda sessions: check(sessions, terms))
    for finding in result.findings:
        typer.echo(finding.sentence, err=True)
    typer.echo(_counted(result))
    raise typer.Exit(1 if result.findings else 0)


@audit.command()
def head(database: Database = "") -> None:
    """Print the last signed head, to be kept where nobody who can write to the database can write."""
    heads = _ask(database, heads_of)
    if not heads:
        raise _failure("No head is signed yet: the action server signs one every day.", 1)
    typer.echo(str(heads[-1]), nl=False)


def _counted(result: Result) -> str:
    whole = "Whole up to the damage" if result.findings else "Whole"
    counted = f"{whole}. Rows: {result.rows:,}. Heads: {result.heads:,}."
    if result.last is None:
        return counted
    since = max(result.rows - result.last.number, 0)
    return f"{counted} Last signed head: {result.last.day}, over row {result.last.number:,}. Rows since: {since:,}."


def _say_progress(rows: int) -> None:
    if rows % ROWS_BETWEEN_LINES == 0:
        typer.echo(f"{rows:,} rows …", err=True)


def _ask(database: str, question: Callable[[Sessions], Awaitable[T]]) -> T:
    try:
        return ask(database, question)
    except DatabaseError as error:
        raise _failure(error) from None


def _keys(key: Path | None) -> tuple[Ed25519PublicKey, ...]:
    try:
        return read_public_keys(key or read_settings().home / KEY)
    except (KeyringError, SettingsError) as error:
        raise _failure(error) from None


def _kept(path: Path | None) -> Head | None:
    if path is None:
        return None
    try:
        kept = read_head(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        kept = None
    if kept is None:
        raise _failure(f"{path} does not hold a head as `heard audit head` prints it.")
    return kept


def _failure(reason: object, code: int = 2) -> typer.Exit:
    typer.echo(str(reason), err=True)
    return typer.Exit(code)
