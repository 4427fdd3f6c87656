"""Replaces a secret that two processes share, while both of them run."""

from __future__ import annotations

from pathlib import Path

from heard.key_writing import replace
from wire.secret_file import read_secrets

CALLED_WITH = {
    "rasa": "the gateway calls Rasa",
    "actions": "the gateway calls the action server",
    "actions_rasa": "Rasa calls the action server",
}


class SecretRotationError(Exception):
    """The secret is not one that can be replaced so, or not now; the sentence says why."""


def rotate_secret(home: Path, name: str, new: str) -> None:
    """Puts `new` above the secret in use: callers use it from their next call on, servers take both.

    Raises `SecretRotationError`, and `SecretError` when there is none.
    """
    path = _path(home, name)
    in_use, *before = read_secrets(path)
    if before:
        raise SecretRotationError(f"{path} is being replaced: first run `heard keys rotate-secret {name} --finish`.")
    replace(path, f"{new}\n{in_use}\n")


def finish_secret(home: Path, name: str) -> None:
    """Removes the secret of before: servers refuse it from now on. Raises as `rotate_secret` does."""
    path = _path(home, name)
    in_use, *before = read_secrets(path)
    if not before:
        raise SecretRotationError(f"Nothing is left to remove from {path}.")
    replace(path, f"{in_use}\n")


def _path(home: Path, name: str) -> Path:
    if name not in CALLED_WITH:
        named = ", ".join(CALLED_WITH)
        raise SecretRotationError(f"Name one of {named}. No other is shared; receipts would no longer be found.")
    return home / "secrets" / name
