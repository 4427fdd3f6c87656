"""Writes key files whole or not at all, for us alone."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyrage


def identity_text(identity: pyrage.x25519.Identity, recovery: str | None = None) -> str:
    """A private key's file, as `age-keygen` writes it; a team's also names the recovery key it may seal to."""
    named = f"{recovery_line(recovery)}\n" if recovery else ""
    return f"# public key: {identity.to_public()}\n{named}{identity}\n"


def recovery_line(recovery: str) -> str:
    """The comment of a team's key file by which its members' page knows the force's recovery key."""
    return f"# recovery: {recovery}"


def write_once(path: Path, text: str) -> None:
    """Writes the whole file or none of it, mode 0600, and only when there is none: a link never replaces a file."""
    if path.exists():
        return
    with _written(path, text) as new, suppress(FileExistsError):
        os.link(new, path)


def replace(path: Path, text: str) -> None:
    """Writes the whole file in the place of another; after a power cut there is the one or the other.

    Its owner and group are those of the file before, so that the process that reads it still can; never everybody.
    """
    with _written(path, text) as new:
        if path.exists():
            _give(new, path.stat())
        os.replace(new, path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def private_folder(folder: Path) -> None:
    """`folder` and its parents that do not exist yet, each readable by us alone."""
    for each in (*reversed(folder.parents), folder):
        if not each.exists():
            each.mkdir(mode=0o700, exist_ok=True)


def _give(file: str, before: os.stat_result) -> None:
    mine = os.stat(file)
    if (mine.st_uid, mine.st_gid) != (before.st_uid, before.st_gid):
        os.chown(file, before.st_uid, before.st_gid)
    os.chmod(file, stat.S_IMODE(before.st_mode) & 0o770)


@contextmanager
def _written(path: Path, text: str) -> Iterator[str]:
    """A file with `text` on the disk, beside `path`; gone afterwards."""
    private_folder(path.parent)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        yield name
    finally:
        Path(name).unlink(missing_ok=True)
