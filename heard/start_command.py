"""`heard run` and `heard train`."""

from __future__ import annotations

from pathlib import Path

import typer

from content.files import ContentError
from content.routing import load_routing
from heard.all_training import train_all
from heard.processes import StartError
from heard.running import run as run_all
from heard.settings import Settings, settings_or_exit
from heard.training_process import TrainingError


def run() -> None:
    """Start everything on this machine, and stop it all with Ctrl-C."""
    settings = settings_or_exit()
    try:
        run_all(settings, _teams(settings))
    except (StartError, TrainingError, ContentError) as error:
        raise _failure(error) from None


def train() -> None:
    """Train the danger model, the model of languages and Rasa's model, if the content changed."""
    settings = settings_or_exit()
    try:
        for name, place in train_all(settings):
            typer.echo(f"{name} is {place}.")
    except TrainingError as error:
        raise _failure(error) from None


def _teams(settings: Settings) -> list[str]:
    return list(load_routing(Path(settings.content) / "data" / "routing.yml").teams)


def _failure(reason: Exception) -> typer.Exit:
    typer.echo(str(reason), err=True)
    return typer.Exit(2)
