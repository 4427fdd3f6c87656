"""The staff process's settings: from the environment, read once."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from actions.settings import SettingsError as SettingsError
from actions.settings import Shared, read_as


class Settings(Shared):
    """Each is set by the variable HEARD_ and its name."""

    staff_host: str = "127.0.0.1"
    staff_port: int = Field(default=8081, ge=1, le=65535)
    staff_certificate: Path | None = None
    staff_key: Path | None = None
    staff_behind_tls: bool = False
    """Whether a proxy on this machine speaks TLS with the browsers."""

    @property
    def is_tls(self) -> bool:
        """Whether the browser speaks TLS, to us or to a proxy."""
        return self.staff_behind_tls or self.staff_certificate is not None

    @property
    def staff_secret(self) -> Path:
        """The file of the staff process's own secret."""
        return self.home / "secrets" / "staff"

    @property
    def audit_keys(self) -> Path:
        """The file of the public keys that the audit's heads are checked with."""
        return self.home / "keys" / "audit.pub"

    @property
    def team_keys(self) -> Path:
        """The folder of the teams' public keys."""
        return self.home / "keys" / "teams"


def read_settings() -> Settings:
    """The settings. Raises `SettingsError`."""
    return read_as(Settings)
