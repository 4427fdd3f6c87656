"""Sealing in the age format, so that a team can open its reports with the ordinary `age` program and its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pyrage

SMALLEST_BUCKET = 4096


class CannotOpenError(Exception):
    """The key does not open this, or it is not something sealed. Says no more: the bytes are not for reading."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """Ciphertext. Shows nothing of itself when printed, logged or formatted."""

    data: bytes = field(repr=False)

    def __str__(self) -> str:
        return "Sealed()"


def seal(text: bytes, recipients: Sequence[str]) -> Sealed:
    """`text` (JSON), padded, readable by any one of `recipients` (age1…).

    age draws a fresh file key for each call and wraps it to each recipient, so every report has a key of its own.
    Raises `ValueError` when there is no recipient or one is not an age X25519 recipient.
    """
    if not recipients:
        raise ValueError("sealing needs at least one recipient")
    return Sealed(pyrage.encrypt(_padded(text), [_recipient(each) for each in recipients]))


def unseal(sealed: Sealed, identity: str) -> bytes:
    """What was sealed, padding included (JSON ignores it). Raises `CannotOpenError`."""
    try:
        return bytes(pyrage.decrypt(sealed.data, [pyrage.x25519.Identity.from_str(identity)]))
    except (pyrage.DecryptError, pyrage.IdentityError):
        raise CannotOpenError("this cannot be opened with this key") from None


def is_recipient(text: str) -> bool:
    """Whether `text` is an age X25519 recipient."""
    try:
        _recipient(text)
    except ValueError:
        return False
    return True


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise ValueError("not an age X25519 recipient") from None


def _padded(text: bytes) -> bytes:
    """Spaces after the JSON up to 4, 8, 16 … KiB: white space keeps it readable, and lengths then say little."""
    bucket = SMALLEST_BUCKET
    while bucket < len(text):
        bucket *= 2
    return text.ljust(bucket, b" ")
