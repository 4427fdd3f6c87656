"""The settings of the `heard` command, read once from the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).parent.parent
Port = Annotated[int, Field(gt=0, lt=65536)]


class SettingError(Exception):
    """A setting cannot be used; the message says what to set."""


class Settings(BaseSettings):
    """What the command needs to start the others; each name is set as `HEARD_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="HEARD_", frozen=True, extra="ignore")

    home: Path = Path(".heard")
    content: Path = PROJECT  # holds domain.yml and data/
    gateway_port: Port = 8080
    gateway_tls_certificate: Path | None = None
    staff_port: Port = 8081
    staff_certificate: Path | None = None
    actions_port: Port = 5055
    rasa_port: Port = 5005
    rasa_python: Path = PROJECT / ".venv-rasa" / "bin" / "python"

    @property
    def gateway_scheme(self) -> str:
        """What the gateway speaks."""
        return "https" if self.gateway_tls_certificate else "http"

    @property
    def staff_scheme(self) -> str:
        """What the staff process speaks."""
        return "https" if self.staff_certificate else "http"


def read_settings() -> Settings:
    """The settings in the environment. Raises `SettingError` naming each wrong one, never its value."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = (f"Set HEARD_{str(each['loc'][0]).upper()}: {each['msg']}." for each in error.errors())
        raise SettingError(" ".join(wrong)) from None


def settings_or_exit() -> Settings:
    """The settings; ends the command with 2, and the sentence, when one of them cannot be used."""
    try:
        return read_settings()
    except SettingError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
