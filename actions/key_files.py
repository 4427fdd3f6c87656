"""Keys and secrets as they lie in files."""

from __future__ import annotations

import re
from pathlib import Path

import pyrage
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from actions.sealing import is_recipient

SECRET_LENGTH = 43
_PUBLIC_PEM = re.compile(r"-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----", re.DOTALL)


class KeyringError(Exception):
    """A key or secret is missing or is not one; the sentence says which file and what to do."""


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


def read_recovery(folder: Path) -> str:
    """The recovery key's recipient, in `folder`. Raises `KeyringError`, also while its private half lies there whole.

    Who holds the whole opens every report alone, those about officers too.
    """
    whole = folder / "recovery.key"
    if whole.exists():
        remedy = "run `heard keys split-recovery --holders 3 --to FOLDER` and give each part to another person."
        raise KeyringError(f"{whole} is the whole recovery key, with which one person opens every report: {remedy}")
    return read_recipient(folder / "recovery.pub")


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


def read_public_keys(path: Path) -> tuple[Ed25519PublicKey, ...]:
    """Ed25519 public keys in PEM, at least one: the one in use, and below it those of before. Raises `KeyringError`."""
    try:
        keys = [load_pem_public_key(pem.encode()) for pem in _PUBLIC_PEM.findall(_text(path))]
    except (ValueError, UnsupportedAlgorithm):
        keys = []
    known = tuple(key for key in keys if isinstance(key, Ed25519PublicKey))
    if not known or len(known) != len(keys):
        raise KeyringError(f"{path} does not hold Ed25519 public keys: put them there as `openssl pkey` writes them.")
    return known


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        raise KeyringError(f"{path} is missing or unreadable: run `heard keys development`, or put it there.") from None


def _line(path: Path) -> str:
    """The first line that is not a comment: the files are as `age-keygen` writes them."""
    lines = _text(path).splitlines()
    return next((line.strip() for line in lines if line.strip() and not line.startswith("#")), "")
