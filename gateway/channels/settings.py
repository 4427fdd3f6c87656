"""What the channels need to know from outside, read once. Each provider reads its own beside this."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from gateway.settings import SITE, SettingError
from wire.tls import checked_address

LEAST_SECRET = 16  # characters
S = TypeVar("S", bound=BaseSettings)


def _public(url: str) -> str:
    if url and not SITE.fullmatch(url):
        raise ValueError("the address that providers call, like https://heard.force.example")
    return url


Address = Annotated[str, AfterValidator(lambda url: checked_address(url) if url else "")]  # https, or on this machine


class ChannelSettings(BaseSettings):
    """For every provider."""

    model_config = SettingsConfigDict(env_prefix="HEARD_CHANNELS_", frozen=True, extra="ignore")

    url: Annotated[str, AfterValidator(_public)] = ""  # where providers reach the gateway
    key_hours: Annotated[float, Field(ge=1, le=24 * 31)] = 24.0  # how long a key finds conversations by their senders


def read(model: type[S]) -> S:
    """The settings of `model` in the environment. Raises `SettingError` naming each wrong one, never its value."""
    try:
        return model()
    except ValidationError as error:
        prefix = model.model_config.get("env_prefix", "")
        wrong = (f"Set {prefix}{str(each['loc'][0]).upper()}: {each['msg']}." for each in error.errors())
        raise SettingError(" ".join(wrong)) from None


def is_on(needed: Mapping[str, Any]) -> bool:
    """Whether all of `needed` (by what to set) is there; False for nothing of it. Raises `SettingError` for a half."""
    missing = [name for name, value in needed.items() if not value]
    if missing and len(missing) < len(needed):
        raise SettingError(f"Set {' and '.join(missing)} too, or none of {', '.join(needed)}.")
    return not missing


def secrets_of(home: Path, name: str) -> tuple[str, ...]:
    """What a provider's secret file holds: the secret in use, and below it the one before. Empty without a file.

    Raises `SettingError`.
    """
    path = home / "secrets" / name
    try:
        lines = path.read_text(encoding="ascii").splitlines() if path.exists() else []
    except (OSError, UnicodeDecodeError):
        raise SettingError(f"Put the provider's secret in {path}, readable for the gateway.") from None
    secrets = tuple(line.strip() for line in lines if line.strip())
    if len(secrets) > 2 or any(len(each) < LEAST_SECRET for each in secrets):
        raise SettingError(f"Put the provider's secret in {path}, and below it at most the one before.")
    return secrets
