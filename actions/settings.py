"""The action server's settings: from the environment, read once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).parents[1]


class SettingsError(Exception):
    """A setting is missing or wrong; the sentence names it and never shows its value."""


class Settings(BaseSettings):
    """Each is set by the variable HEARD_ and its name."""

    model_config = SettingsConfigDict(env_prefix="HEARD_", frozen=True, extra="ignore")

    home: Path = Path(".heard")
    content: Path = PROJECT
    """Folder of domain.yml and data/."""
    actions_host: str = "127.0.0.1"
    actions_port: int = Field(default=5055, ge=1, le=65535)
    database_url: str = ""
    log_level: Annotated[Literal["INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)] = "WARNING"

    @property
    def database(self) -> str:
        """SQLAlchemy's URL; by default a SQLite file in HEARD_HOME."""
        return self.database_url or f"sqlite+aiosqlite:///{self.home / 'heard.db'}"


REMEDIES = {
    "actions_port": "a port number",
    "log_level": "INFO, WARNING or ERROR (DEBUG would show what people said)",
}


def read_settings() -> Settings:
    """The settings. Raises `SettingsError`."""
    try:
        return Settings()
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        raise SettingsError(f"Set HEARD_{name.upper()} to {REMEDIES.get(name, 'a path')}.") from None
