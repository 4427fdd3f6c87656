"""The action server's settings: from the environment, read once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from actions.addresses import Broker, MailServer, Sender

PROJECT = Path(__file__).parents[1]


S = TypeVar("S", bound="Shared")
DRAFT_DAYS = 90
LONGEST_DRAFT_DAYS = 366
DRAFTS_A_DAY = 1000


class SettingsError(Exception):
    """A setting is missing or wrong; the sentence names it and never shows its value."""


class Shared(BaseSettings):
    """What every process beside the database is told. Each is set by the variable HEARD_ and its name."""

    model_config = SettingsConfigDict(env_prefix="HEARD_", frozen=True, extra="ignore")

    home: Path = Path(".heard")
    content: Path = PROJECT
    """Folder of domain.yml and data/."""
    database_url: str = ""
    report_keys_url: str = ""
    smtp_url: MailServer | Literal[""] = Field(default="", repr=False)
    smtp_from: Sender | Literal[""] = ""
    log_level: Annotated[Literal["INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)] = "WARNING"

    @property
    def database(self) -> str:
        """SQLAlchemy's URL; by default a SQLite file in HEARD_HOME."""
        return self.database_url or f"sqlite+aiosqlite:///{self.home / 'heard.db'}"

    @property
    def report_keys(self) -> str:
        """SQLAlchemy's URL of the report keys, which are never backed up with the reports; a SQLite file by default."""
        return self.report_keys_url or f"sqlite+aiosqlite:///{self.home / 'report-keys.db'}"


class Settings(Shared):
    """The action server's own."""

    actions_host: str = "127.0.0.1"
    actions_port: int = Field(default=5055, ge=1, le=65535)
    draft_days: int = Field(default=DRAFT_DAYS, ge=1, le=LONGEST_DRAFT_DAYS)
    """How long a report that was put aside is kept; the gateway says it to the public, and needs the same."""
    drafts_a_day: int = Field(default=DRAFTS_A_DAY, ge=1)
    """How many can be put aside in a day, so that nobody fills the disk with them. The next day there is room again."""
    amqp_url: Broker | Literal[""] = Field(default="", repr=False)


REMEDIES = {
    "actions_port": "a port number",
    "draft_days": "a whole number of days, 1 to 366",
    "drafts_a_day": "a whole number, 1 or more",
    "staff_port": "a port number",
    "staff_behind_tls": "true or false",
    "amqp_url": "amqps:// and the broker's address (amqp:// only on this machine)",
    "smtp_url": "smtps:// and the mail server's address, or smtp:// for STARTTLS",
    "smtp_from": "the e-mail address that mail comes from",
    "log_level": "INFO, WARNING or ERROR (DEBUG would show what people said)",
}


def read_settings() -> Settings:
    """The settings. Raises `SettingsError`."""
    return read_as(Settings)


def read_as(kind: type[S]) -> S:
    """The settings of a process. Raises `SettingsError`."""
    try:
        return kind()
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        raise SettingsError(f"Set HEARD_{name.upper()} to {REMEDIES.get(name, 'a path')}.") from None
