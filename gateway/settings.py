"""The settings of the gateway, read once from the environment."""

from __future__ import annotations

import re
import ssl
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from wire.secret_file import SecretError, SecretFile
from wire.tls import TlsError, checked_address, scheme, trust

PROJECT = Path(__file__).parent.parent
SITE = re.compile(r"https://[a-z0-9.-]+(:[0-9]{1,5})?")
TELLING = re.compile(r"\b(abuse|assault|police|rape|refuge|violence)\b")


class SettingError(Exception):
    """A setting, key or secret is missing or cannot be used; the message says what to set."""


def _harmless(url: str) -> str:
    parts = urlsplit(url)
    if (
        parts.scheme != "https"
        or not parts.hostname
        or set(url) & set("?#@ ")
        or not (url.isascii() and url.isprintable())
    ):
        raise ValueError("an https:// address with nothing after a question mark")
    if TELLING.search(url.lower()):
        raise ValueError("an address that does not tell what was read here")
    return url


def _site(origin: str) -> str:
    if not SITE.fullmatch(origin):
        raise ValueError("addresses like https://www.force.example, with spaces between them")
    return origin.removesuffix(":443")  # as a browser says it


Port = Annotated[int, Field(gt=0, lt=65536)]
Inside = Annotated[str, AfterValidator(lambda url: checked_address(url) if url else "")]
Sites = Annotated[
    tuple[Annotated[str, AfterValidator(_site)], ...],
    NoDecode,
    BeforeValidator(lambda sites: tuple(sites.split()) if isinstance(sites, str) else sites),
]


class Settings(BaseSettings):
    """Everything the gateway needs to know from outside; each name is set as `HEARD_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="HEARD_", frozen=True, extra="ignore")

    home: Path = Path(".heard")
    content: Path = PROJECT  # holds domain.yml and data/
    gateway_host: str = "127.0.0.1"
    gateway_port: Port = 8080
    gateway_tls_certificate: Path | None = None  # with its key: TLS ends here
    gateway_tls_key: Path | None = None
    gateway_behind_tls: bool = False  # TLS ends at a proxy before us
    gateway_frame_ancestors: Sites = ()  # sites that may show ours in a frame
    rasa_port: Port = 5005
    actions_port: Port = 5055
    rasa_url: Inside = ""
    actions_url: Inside = ""
    spool_most_files: Annotated[int, Field(ge=0)] = 1000  # reports that may wait for the action server; 0: none
    spool_most_bytes: Annotated[int, Field(ge=0)] = 256 * 1024 * 1024
    draft_days: Annotated[int, Field(ge=1, le=366)] = 90  # how long a report put aside is kept; as the action server's
    # bytes of a file that is added to a report; 0: none can be
    attachment_most_bytes: Annotated[int, Field(ge=0, le=12 * 1024 * 1024)] = 10 * 1024 * 1024
    rate_limit: Literal["on", "off"] = "on"
    exit_url: Annotated[str, AfterValidator(_harmless)] = "https://www.bbc.co.uk/weather"
    log_level: Literal["ERROR", "WARNING", "INFO"] = "WARNING"  # DEBUG of a library could print what people say

    @property
    def rasa(self) -> str:
        """Where Rasa listens."""
        return self.rasa_url or f"{scheme(self.home)}://127.0.0.1:{self.rasa_port}"

    @property
    def actions(self) -> str:
        """Where the action server listens."""
        return self.actions_url or f"{scheme(self.home)}://127.0.0.1:{self.actions_port}"

    @property
    def is_tls(self) -> bool:
        """Whether the browser speaks TLS, to us or to a proxy."""
        return self.gateway_behind_tls or self.gateway_tls_certificate is not None

    def secret(self, name: str) -> str:
        """The secret `name` of HEARD_HOME/secrets, as it is now. Raises `SettingError`."""
        return self.secret_file(name).current()

    def secret_file(self, name: str) -> SecretFile:
        """The same, as it is whenever it is asked for. Raises `SettingError`."""
        try:
            return SecretFile(self.home / "secrets" / name)
        except SecretError as error:
            raise SettingError(str(error)) from None

    def trust(self, url: str) -> ssl.SSLContext | None:
        """What is trusted to answer at `url`; None for plain http, on this machine. Raises `SettingError`."""
        try:
            return trust(self.home, url)
        except TlsError as error:
            raise SettingError(str(error)) from None

    def intake_key(self) -> str:
        """The recipient (age1…) that answers are sealed to. Raises `SettingError`."""
        lines = self._in_home("keys", "intake.pub").splitlines()
        return next((line.strip() for line in lines if line.startswith("age1")), "")

    def statement_keys(self) -> str:
        """The public keys that statements are checked with. Raises `SettingError`."""
        return self._in_home("keys", "statement.pub")

    def danger_model(self) -> Path:
        """The newest danger model of HEARD_HOME/models. Raises `SettingError`."""
        return self._newest("danger", "danger model")

    def language_model(self) -> Path:
        """The newest model of languages of HEARD_HOME/models. Raises `SettingError`."""
        return self._newest("languages", "model of languages")

    def _newest(self, name: str, called: str) -> Path:
        models = (self.home / "models").glob(f"{name}-*.npz")
        newest = max(models, key=lambda path: path.stat().st_mtime, default=None)
        if newest is None:
            raise SettingError(f"Run `heard train`: there is no {called} in HEARD_HOME/models.")
        return newest

    def _in_home(self, folder: str, name: str) -> str:
        try:
            return (self.home / folder / name).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            raise SettingError(f"Put HEARD_HOME/{folder}/{name} in place, or run `heard keys development`.") from None


def read_settings() -> Settings:
    """The settings in the environment. Raises `SettingError` naming each wrong one, never its value."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = (f"Set HEARD_{str(each['loc'][0]).upper()}: {each['msg']}." for each in error.errors())
        raise SettingError(" ".join(wrong)) from None
