"""Makes and checks the keys and secrets in HEARD_HOME. Nothing here prints, returns or overwrites one."""

from __future__ import annotations

import re
import secrets
import stat
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from actions.key_files import (
    KeyringError,
    read_identity,
    read_recipient,
    read_recovery,
    read_secret,
    read_signing_key,
)
from actions.keyring import STATISTICS
from heard.certificates import make_development_tls
from heard.key_writing import identity_text, write_once
from heard.recovery import make_recovery_key

SECRETS = ("rasa", "actions", "actions_rasa", "receipts", "spool", "staff")
TEAM = re.compile(r"[a-z][a-z0-9_]{0,63}")
SECRET_BYTES = 32
"""256 random bits, 43 url-safe characters."""


class KeyExistsError(Exception):
    """There is a key already; it is never overwritten, because reports sealed to it would be lost."""


class TeamNameError(ValueError):
    """No team can have this name."""


def make_development_keys(home: Path, teams: Iterable[str]) -> None:
    """Makes whatever is missing of the secrets and keys that a start on one machine needs.

    For development only: in production no team's private key and no part of the recovery key comes near this machine.
    """
    for name in SECRETS:
        write_once(home / "secrets" / name, secrets.token_urlsafe(SECRET_BYTES))
    _make_pair(home / "keys", "intake")
    make_recovery_key(home)
    for name in STATISTICS.values():
        _make_pair(home / "keys", name)
    _make_signing_pair(home / "keys", "statement")
    _make_signing_pair(home / "keys", "audit")
    recovery = recovery_recipient(home)
    for team in teams:
        _make_pair(home / "keys" / "teams", checked_team(team), recovery)
    make_development_tls(home, datetime.now(UTC))


def new_team_key(home: Path, team: str) -> Path:
    """A new key pair for `team`; returns the private key's file, to be moved to where the team keeps it.

    Raises `KeyExistsError` when the team has one, and `ValueError` for a name no team can have.
    """
    folder = home / "keys" / "teams"
    if _path(folder, checked_team(team), "key").exists() or _path(folder, team, "pub").exists():
        raise KeyExistsError(f"The team {team} has a key already: move its files out of {folder} first.")
    _make_pair(folder, team, recovery_recipient(home))
    return _path(folder, team, "key")


def recovery_recipient(home: Path) -> str | None:
    """The force's recovery key, or None when there is none here. Raises `KeyringError` for a file that holds none."""
    path = home / "keys" / "recovery.pub"
    return read_recipient(path) if path.exists() else None


def check_keys(home: Path, teams: Iterable[str]) -> list[str]:
    """One sentence for each key or secret that is missing, wrong, or readable by others; empty when all is well."""
    return [*_unusable(home, teams), *_too_open(home)]


def _unusable(home: Path, teams: Iterable[str]) -> Iterator[str]:
    keys = home / "keys"
    checks: list[tuple[Callable[[Path], object], Path]] = [
        *((read_secret, home / "secrets" / name) for name in SECRETS),
        (read_identity, keys / "intake.key"),
        *((read_signing_key, keys / f"{name}.key") for name in ("statement", "audit")),
        (read_recovery, keys),
        *((read_recipient, keys / f"{name}.pub") for name in ("intake", *STATISTICS.values())),
        *((read_recipient, _path(keys / "teams", team, "pub")) for team in teams),
    ]
    for check, path in checks:
        try:
            check(path)
        except KeyringError as error:
            yield str(error)


def _too_open(home: Path) -> Iterator[str]:
    parts = (home / "keys" / "recovery-parts").glob("*")
    private = [*(home / "secrets").glob("*"), *(home / "keys").rglob("*.key"), *parts]
    for path in sorted(private):
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield f"{path} can be read by others: run `chmod 600 {path}`."


def _make_pair(folder: Path, name: str, recovery: str | None = None) -> None:
    """NAME.key and NAME.pub as `age-keygen` writes them; a .pub alone is a key that is kept elsewhere."""
    key, public = _path(folder, name, "key"), _path(folder, name, "pub")
    if public.exists():
        return
    identity = pyrage.x25519.Identity.generate()
    write_once(key, identity_text(identity, recovery))
    kept = pyrage.x25519.Identity.from_str(read_identity(key))
    write_once(public, f"{kept.to_public()}\n")


def _make_signing_pair(folder: Path, name: str) -> None:
    """NAME.key and NAME.pub as `openssl` writes them; a .pub alone is a key that is kept elsewhere."""
    key, public = _path(folder, name, "key"), _path(folder, name, "pub")
    if public.exists():
        return
    made = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_once(key, made.decode("ascii"))
    kept = read_signing_key(key).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    write_once(public, kept.decode("ascii"))


def _path(folder: Path, name: str, kind: str) -> Path:
    return folder / f"{name}.{kind}"


def checked_team(team: str) -> str:
    """`team`. Raises `TeamNameError` for a name no team can have."""
    if not TEAM.fullmatch(team):
        raise TeamNameError("A team's name is small letters, digits and _.")
    return team
