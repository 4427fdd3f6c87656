"""The `heard` command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from content.files import ContentError
from content.routing import load_routing
from heard.audit import audit
from heard.check import run_check
from heard.danger_training import train_danger, train_language_model
from heard.inbox import inbox
from heard.keys_command import keys
from heard.processes import StartError
from heard.running import run as run_all
from heard.settings import SettingError, Settings, read_settings
from heard.statements import KEY
from heard.statements import verify as verify_statement
from heard.training import TrainingError
from heard.training import train as train_model

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Heard: a confidential assistant, and its teams.")
app.add_typer(keys, name="keys")
app.add_typer(inbox, name="inbox")
app.add_typer(audit, name="audit")


@app.command()
def run() -> None:
    """Start everything on this machine, and stop it all with Ctrl-C."""
    settings = _settings()
    try:
        run_all(settings, _teams(settings))
    except (StartError, TrainingError) as error:
        raise _failure(error) from None


@app.command()
def train() -> None:
    """Train the danger model, the model of languages and Rasa's model, if the content changed."""
    settings = _settings()
    try:
        typer.echo(f"The danger model is {train_danger(settings)}.")
        typer.echo(f"The model of languages is {train_language_model(settings)}.")
        typer.echo(f"The model is {train_model(settings)}.")
    except TrainingError as error:
        raise _failure(error) from None


@app.command()
def check() -> None:
    """Check every content file, without starting anything."""
    raise typer.Exit(run_check(_settings().content))


@app.command()
def verify(
    statement: Annotated[
        Path | None, typer.Argument(help="The statement's file; without it, what is piped in.")
    ] = None,
    key: Annotated[
        Path | None, typer.Option(help="The public key; HEARD_HOME/keys/statement.pub if not given.")
    ] = None,
) -> None:
    """Check a statement that a request was erased."""
    raise typer.Exit(verify_statement(statement, key or _settings().home / KEY))


def _settings() -> Settings:
    try:
        return read_settings()
    except SettingError as error:
        raise _failure(error) from None


def _teams(settings: Settings) -> list[str]:
    try:
        return list(load_routing(Path(settings.content) / "data" / "routing.yml").teams)
    except ContentError as error:
        raise _failure(error) from None


def _failure(reason: object) -> typer.Exit:
    typer.echo(str(reason), err=True)
    return typer.Exit(2)


if __name__ == "__main__":
    app()
