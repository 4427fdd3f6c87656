"""Sealed reports that wait for the action server: a file each, which nothing that this process holds can open.

What lies here tells nobody anything: names are keyed hashes of receipts, lengths are padded, times are whole hours.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from gateway.sessions import Clock

REPORT = ".age"
TAKEN_BACK = ".back"  # an order that is sealed too: whatever has arrived of the report is to be taken back
UNFINISHED = ".part"
REFUSED = "refused"  # the folder of what the action server did not take, until somebody has looked
UNSEEN = os.O_RDONLY | getattr(os, "O_NOATIME", 0)  # when it was read is nobody's business
LARGEST = 1024 * 1024 + 4096  # bytes; so much fits into a call


class FullError(OSError):
    """There is no room for another report."""


class TakenBackError(OSError):
    """The report is taken back: it may not wait, and an order may not go while something of it is left."""


@dataclass(frozen=True)
class Room:
    """How many reports may wait, and how many bytes they may take."""

    files: int
    bytes: int


@dataclass(frozen=True)
class Waiting:
    """What waits under a receipt: since which hour, whether it was taken back, and whether it was refused later."""

    since: datetime
    taken_back: bool
    refused: bool = False


@dataclass(frozen=True)
class Spool:
    """The folder. Its methods wait for the disk, and raise `OSError` when it does not do what it should.

    Whoever works with a file holds its lock, which ends with the process: gateways may share the folder.
    """

    folder: Path
    secret: str = field(repr=False)
    room: Room
    clock: Clock

    def put(self, lookup: str, sealed: bytes) -> None:
        """Returns once the report is on the disk, whole. Raises `FullError` and `TakenBackError`."""
        self._make_folders()
        if self._path(lookup, TAKEN_BACK).exists():
            raise TakenBackError
        self._admit(len(sealed))
        self._write(self._path(lookup, REPORT), sealed)

    def look(self, lookup: str) -> Waiting | None:
        """What waits under a receipt's lookup."""
        for path in (self._path(lookup, TAKEN_BACK), *self._reports(lookup)):
            with suppress(FileNotFoundError):
                since = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                return Waiting(
                    since.replace(minute=0, second=0, microsecond=0),
                    taken_back=path.suffix == TAKEN_BACK,
                    refused=path.parent.name == REFUSED,
                )
        return None

    def take_back(self, lookup: str, order: bytes) -> Path | None:
        """Erases the report and puts the sealed `order` in its place, whose path it returns: the second time as well.

        None when nothing waits, or it is just being handed over.
        """
        instead = self._path(lookup, TAKEN_BACK)
        for path in self._reports(lookup):
            with self.held(path) as sealed:
                if sealed is not None:
                    self._write(instead, order)
                    self.remove(path)
        return instead if instead.exists() else None

    def is_taken_back(self, report: Path) -> bool:
        """Whether there is an order in place of this file; it may lie there still, after a crash in `take_back`."""
        return self._order_for(report).exists()

    def erase_for(self, order: Path) -> None:
        """Erases what is left of the report that `order` takes back. Raises `TakenBackError` when something stays."""
        for path in self._reports_for(order):
            with self.held(path) as sealed:
                if sealed is not None:
                    self.remove(path)
            if path.exists():
                raise TakenBackError

    def waiting(self) -> list[Path]:
        """Everything that is to be handed over, in no order that tells something."""
        files = [path for path in self._files() if path.suffix in (REPORT, TAKEN_BACK)]
        return sorted(path for path in files if path.suffix == TAKEN_BACK or not self.is_taken_back(path))

    def refused(self) -> int:
        """How many were refused."""
        folder = self.folder / REFUSED
        return len(list(folder.iterdir())) if folder.is_dir() else 0

    @contextmanager
    def held(self, path: Path) -> Iterator[bytes | None]:
        """The bytes of `path`, which nobody else holds meanwhile; None when it is gone or held."""
        try:
            opened = os.open(path, UNSEEN)
        except FileNotFoundError:
            yield None
            return
        with os.fdopen(opened, "rb") as file:
            yield file.read() if _locked(file.fileno()) and _is(file.fileno(), path) else None

    def remove(self, path: Path) -> None:
        """Deletes `path` for good."""
        path.unlink(missing_ok=True)
        self._keep_folder(path.parent)

    def refuse(self, path: Path) -> None:
        """Puts `path` where somebody must look at it; nothing is thrown away."""
        path.rename(self.folder / REFUSED / path.name)
        self._keep_folder(self.folder / REFUSED)
        self._keep_folder(self.folder)

    def tidy(self) -> None:
        """Removes what a process that died was writing or erasing: nothing was said of the one, the other is said."""
        for path in self._files():
            if path.suffix == UNFINISHED:
                with self.held(path) as unfinished:
                    if unfinished is not None:
                        self.remove(path)
            elif path.suffix == TAKEN_BACK:
                self.erase_for(path)

    def _path(self, lookup: str, suffix: str) -> Path:
        name = hmac.new(self.secret.encode(), lookup.encode(), hashlib.sha256).hexdigest()
        return self.folder / f"{name[:32]}{suffix}"

    def _reports(self, lookup: str) -> tuple[Path, Path]:
        return self._reports_for(self._path(lookup, TAKEN_BACK))

    def _reports_for(self, order: Path) -> tuple[Path, Path]:
        name = order.with_suffix(REPORT).name
        return self.folder / name, self.folder / REFUSED / name

    def _order_for(self, report: Path) -> Path:
        return self.folder / report.with_suffix(TAKEN_BACK).name

    def _files(self) -> list[Path]:
        return [path for path in self.folder.iterdir() if path.is_file()] if self.folder.is_dir() else []

    def _admit(self, size: int) -> None:
        files = [*self._files(), *(self.folder / REFUSED).iterdir()]
        taken = sum(map(_size, files))
        if size > LARGEST or len(files) >= self.room.files or taken + size > self.room.bytes:
            raise FullError

    def _make_folders(self) -> None:
        if not (self.folder / REFUSED).is_dir():
            (self.folder / REFUSED).mkdir(parents=True, exist_ok=True)
            for folder in (self.folder, self.folder / REFUSED):
                folder.chmod(0o700)
                _sync(folder.parent)

    def _write(self, path: Path, sealed: bytes) -> None:
        part = self.folder / f"{secrets.token_hex(16)}{UNFINISHED}"
        try:
            with open(part, "xb", opener=_private) as file:
                _locked(file.fileno())
                file.write(sealed)
                file.flush()
                os.utime(file.fileno(), (self._hour(), self._hour()))
                os.fsync(file.fileno())
                part.rename(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        self._keep_folder(path.parent)

    def _keep_folder(self, folder: Path) -> None:
        os.utime(folder, (self._hour(), self._hour()))
        _sync(folder)

    def _hour(self) -> float:
        return self.clock().replace(minute=0, second=0, microsecond=0).timestamp()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:  # handed over just now
        return 0


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is(file: int, path: Path) -> bool:
    """Whether `path` still is the file that was opened."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
