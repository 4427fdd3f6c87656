"""A secret that two processes share, as it lies in a file. It can be replaced while both of them run."""

from __future__ import annotations

import logging
import os
from pathlib import Path

log = logging.getLogger("heard.secrets")

LEAST = 43
"""Characters: 256 random bits, url-safe."""
Stamp = tuple[int, int, int, int]


class SecretError(Exception):
    """There is no secret in the file; the sentence says which file and what to do, and shows nothing of it."""


class SecretFile:
    """The secret in use stands first. One below it is the one before: servers take it until it is removed.

    The file is looked at with every call and read again when it changed, so that nothing has to be restarted. One that
    cannot be read then changes nothing, is tried again with each call, and is said once in the log: a slip of the hand
    must not stop reports.
    """

    def __init__(self, path: Path) -> None:
        """Raises `SecretError`."""
        self.path = path
        self._stamp = _stamp(path)
        self._unread: Stamp | None = None
        self._secrets = read_secrets(path)

    def current(self) -> str:
        """The one to call with."""
        return self.accepted()[0]

    def accepted(self) -> tuple[str, ...]:
        """All that may be called with, the one in use first."""
        stamp = _stamp(self.path)
        if stamp is not None and stamp != self._stamp:
            self._read_again(stamp)
        return self._secrets

    def _read_again(self, stamp: Stamp) -> None:
        try:
            self._secrets = read_secrets(self.path)
        except SecretError:
            if stamp != self._unread:
                log.error("secret_not_read name=%s", self.path.name)
            self._unread = stamp
        else:
            self._stamp, self._unread = stamp, None


def read_secrets(path: Path) -> tuple[str, ...]:
    """The one or two secrets in the file. Raises `SecretError`."""
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        raise SecretError(f"Put a secret in {path}, or run `heard keys development`.") from None
    secrets = tuple(line.strip() for line in lines if line.strip())
    if not secrets or any(len(each) < LEAST or not each.isprintable() for each in secrets):
        raise SecretError(f"Make {path} at least {LEAST} characters long.")
    if len(secrets) > 2:
        raise SecretError(f"Leave two secrets at most in {path}: the one in use, and below it the one before.")
    return secrets


def _stamp(path: Path) -> Stamp | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    # ctime: who may read it changes nothing else.
    return status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_size
