"""What the commands of `heard keys` share: their options, where things are, and how failures are said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from actions.key_files import KeyringError, read_identity
from content.files import ContentError
from content.routing import load_routing
from heard.certificates import CertificateError
from heard.inbox_client import Access
from heard.inbox_errors import InboxError
from heard.keys import KeyExistsError, TeamNameError
from heard.recovery import RecoveryError
from heard.rotation import RotationError, team_folder
from heard.secret_rotation import SecretRotationError
from heard.settings import SettingError, Settings, read_settings
from wire.secret_file import SecretError

Team = Annotated[str, typer.Argument(help="A team of data/routing.yml, for example daisu.")]
Key = Annotated[
    Path | None, typer.Option("--key", help="The team's key now; HEARD_HOME/keys/teams/TEAM.key if not given.")
]
Url = Annotated[str | None, typer.Option("--url", help="Where the staff process is; this machine if not given.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]


class KeyCommandError(Exception):
    """It cannot be done as it was asked for; the sentence says what to do."""


@contextmanager
def failures() -> Iterator[None]:
    """Says what went wrong in a sentence, and ends with its exit code."""
    try:
        yield
    except InboxError as error:
        raise _failure(error, error.code) from None
    except (CertificateError, RotationError, RecoveryError, SecretRotationError) as error:
        raise _failure(error, 1) from None
    except (
        ContentError,
        KeyExistsError,
        KeyringError,
        KeyCommandError,
        SecretError,
        SettingError,
        TeamNameError,
    ) as error:
        raise _failure(error, 2) from None


def access_of(settings: Settings, team: str, key: Path | None, url: str | None) -> Access:
    """How the team reaches its inbox. Raises `KeyringError`."""
    identity = read_identity(key or team_folder(settings.home) / f"{team}.key")
    return Access(url or f"http://127.0.0.1:{settings.staff_port}", team, identity)


def settings_of(team: str) -> Settings:
    """The settings, once `team` is known to be one."""
    settings = read_settings()
    if team not in teams_of(settings):
        raise KeyCommandError(f"There is no team {team} in data/routing.yml: add it there first.")
    return settings


def teams_of(settings: Settings) -> Sequence[str]:
    """The teams of the routing table."""
    return list(load_routing(settings.content / "data" / "routing.yml").teams)


def _failure(reason: object, code: int) -> typer.Exit:
    typer.echo(str(reason), err=True)
    return typer.Exit(code)
