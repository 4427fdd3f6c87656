"""The settings of the Rasa process, read once from the environment."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wire.secret_file import SecretError, SecretFile
from wire.tls import TlsError, checked_address, scheme, served, trust

LOG_LEVELS = ("ERROR", "WARNING", "INFO")


class SettingError(Exception):
    """A setting is missing or cannot be used; the message says what to set."""


@dataclass(frozen=True)
class Settings:
    """Everything the Rasa process needs to know from outside."""

    host: str
    port: int
    model: Path
    actions_url: str
    actions_trust: ssl.SSLContext | None  # None: plain http, on this machine
    tls: ssl.SSLContext | None  # what we show; None on this machine alone
    rasa_secret: SecretFile
    actions_secret: SecretFile
    log_level: str


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in `environment`. Raises `SettingError` with a sentence that says what to set."""
    home = Path(environment.get("HEARD_HOME", ".heard"))
    host, actions_url = environment.get("HEARD_RASA_HOST", "127.0.0.1"), _actions_url(environment, home)
    try:
        return Settings(
            host=host,
            port=_port(environment, "HEARD_RASA_PORT", 5005),
            model=_model(environment, home),
            actions_url=actions_url,
            actions_trust=trust(home, actions_url),
            tls=served(home, "rasa", host),
            rasa_secret=SecretFile(home / "secrets" / "rasa"),
            actions_secret=SecretFile(home / "secrets" / "actions_rasa"),
            log_level=_log_level(environment),
        )
    except (SecretError, TlsError) as error:
        raise SettingError(str(error)) from error


def _actions_url(environment: Mapping[str, str], home: Path) -> str:
    port = _port(environment, "HEARD_ACTIONS_PORT", 5055)
    try:
        return checked_address(environment.get("HEARD_ACTIONS_URL") or f"{scheme(home)}://127.0.0.1:{port}")
    except ValueError as error:
        raise SettingError(f"Set HEARD_ACTIONS_URL to {error}.") from None


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name, str(default))
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise SettingError(f"Set {name} to a port number between 1 and 65535.")
    return int(value)


def _model(environment: Mapping[str, str], home: Path) -> Path:
    if named := environment.get("HEARD_MODEL"):
        if not Path(named).is_file():
            raise SettingError("Set HEARD_MODEL to a trained model, or run `heard train`.")
        return Path(named)
    trained = sorted((home / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not trained:
        raise SettingError("Run `heard train`: there is no trained model in HEARD_HOME/models.")
    return trained[-1]


def _log_level(environment: Mapping[str, str]) -> str:
    level = environment.get("HEARD_LOG_LEVEL", "WARNING").upper()
    # At DEBUG Rasa prints every message and every slot.
    if level not in LOG_LEVELS or environment.get("LOG_LEVEL", "").upper() == "DEBUG":
        raise SettingError(f"Set HEARD_LOG_LEVEL to one of {', '.join(LOG_LEVELS)}; DEBUG would print what people say.")
    return level
