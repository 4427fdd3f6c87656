"""The keys an action server needs: it can open what the gateway seals to it, seal to the teams, and sign statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyrage
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from actions.sealing import is_recipient

SECRET_LENGTH = 43


class KeyringError(Exception):
    """A key or secret is missing or is not one; the sentence says which file and what to do."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The intake identity, the key that signs statements, and the recipients of the recovery key and every team."""

    intake: str = field(repr=False)
    statement: Ed25519PrivateKey = field(repr=False)
    recovery: str
    teams: Mapping[str, str]


def load_keyring(home: Path, teams: Iterable[str]) -> Keyring:
    """Reads HEARD_HOME/keys for all of `teams`. Raises `KeyringError`."""
    keys = home / "keys"
    return Keyring(
        intake=read_identity(keys / "intake.key"),
        statement=read_signing_key(keys / "statement.key"),
        recovery=read_recipient(keys / "recovery.pub"),
        teams={team: read_recipient(keys / "teams" / f"{team}.pub") for team in teams},
    )


def read_secret(path: Path) -> str:
    """A shared secret of at least 43 characters. Raises `KeyringError`."""
    secret = _line(path)
    if len(secret) < SECRET_LENGTH:
        raise KeyringError(f"{path} is too short to be a secret: delete it and run `heard keys development`.")
    return secret


def read_recipient(path: Path) -> str:
    """An age recipient (age1…). Raises `KeyringError`."""
    recipient = _line(path)
    if not is_recipient(recipient):
        raise KeyringError(f"{path} does not hold an age recipient: put the line that starts with age1 there.")
    return recipient


def read_identity(path: Path) -> str:
    """An age identity (AGE-SECRET-KEY-1…). Raises `KeyringError`."""
    identity = _line(path)
    try:
        pyrage.x25519.Identity.from_str(identity)
    except pyrage.IdentityError:
        raise KeyringError(f"{path} does not hold an age key: put the line AGE-SECRET-KEY-1… there.") from None
    return identity


def read_signing_key(path: Path) -> Ed25519PrivateKey:
    """An Ed25519 private key (PKCS #8 in PEM, as `openssl genpkey` writes it). Raises `KeyringError`."""
    try:
        key = load_pem_private_key(_text(path).encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyringError(f"{path} does not hold an Ed25519 key: put it there as `openssl genpkey` writes it.")
    return key


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        raise KeyringError(f"{path} is missing or unreadable: run `heard keys development`, or put it there.") from None


def _line(path: Path) -> str:
    """The first line that is not a comment: the files are as `age-keygen` writes them."""
    lines = _text(path).splitlines()
    return next((line.strip() for line in lines if line.strip() and not line.startswith("#")), "")
