"""Replaces a team's key, and revokes one that was replaced. No private key is ever overwritten: it is kept beside."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pyrage

from actions.key_files import read_identity, read_recipient
from actions.team_keys import FINGERPRINT_DIGITS, FORMER, RETIRED, REVOKED, fingerprint, is_revoked
from heard.key_writing import identity_text, private_folder, replace
from heard.keys import checked_team, recovery_recipient

FINGERPRINT = re.compile(rf"[0-9a-f]{{{FINGERPRINT_DIGITS}}}")


class RotationError(Exception):
    """This cannot be done with the keys as they are; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """The fingerprints of the key before and the key now, and where the new private key lies, if it is here."""

    before: str
    now: str
    private: Path | None


def team_folder(home: Path) -> Path:
    """The folder of the teams' keys."""
    return home / "keys" / "teams"


def rotate(home: Path, team: str, recipient: str | None = None) -> Rotated:
    """From now on everything for `team` is sealed to a new key, made here, or to `recipient`, made elsewhere.

    Raises `RotationError`, and `KeyringError` when the key there is cannot be read; nothing is changed then.
    """
    folder = team_folder(home)
    public, private = folder / f"{checked_team(team)}.pub", folder / f"{team}.key"
    with _alone(folder):
        if not public.exists():
            raise RotationError(f"The team {team} has no key yet: run `heard keys new {team}`.")
        before, recovery = read_recipient(public), recovery_recipient(home)
        identity = pyrage.x25519.Identity.generate() if recipient is None else None
        now = str(identity.to_public()) if identity else _never_used(folder, str(recipient), before)
        _keep(public, folder, team, before, RETIRED)
        if private.exists():
            held = str(pyrage.x25519.Identity.from_str(read_identity(private)).to_public())
            _keep(private, folder, team, held, "key")
        if identity:
            # First the private key, on the disk; only then is anything sealed to it.
            replace(private, identity_text(identity, recovery))
        replace(public, f"{now}\n")
        if not identity:
            private.unlink(missing_ok=True)
    return Rotated(fingerprint(before), fingerprint(now), private if identity else None)


def revoke(home: Path, team: str, which: str) -> None:
    """The key with the fingerprint `which` never counts again, also when it is put back. Raises `RotationError`."""
    folder = team_folder(home)
    if not FINGERPRINT.fullmatch(which):
        raise RotationError("A fingerprint is 16 digits and letters from a to f, as `heard keys list` shows it.")
    with _alone(folder):
        if fingerprint(read_recipient(folder / f"{checked_team(team)}.pub")) == which:
            raise RotationError(
                f"This is the key that {team} uses now, and it has no other. "
                f"Run `heard keys rotate {team}` first, then `heard keys rewrap {team}`, then revoke this one."
            )
        retired = folder / FORMER / f"{team}.{which}.{RETIRED}"
        if retired.with_suffix(f".{REVOKED}").exists():
            raise RotationError(f"The key {which} of {team} is revoked already.")
        if not retired.exists():
            raise RotationError(f"The team {team} has no key {which}. `heard keys list` shows the ones it has.")
        retired.rename(retired.with_suffix(f".{REVOKED}"))


def rotated_text(team: str, rotated: Rotated) -> str:
    """What has just been done."""
    where = f" Its private key is {rotated.private}." if rotated.private else ""
    return f"From now on everything for {team} is sealed to {rotated.now}, and {rotated.before} is retired.{where}"


def former_keys(home: Path, team: str) -> list[Path]:
    """The private keys that `team` had before and that are on this machine."""
    return sorted((team_folder(home) / FORMER).glob(f"{checked_team(team)}.*.key"))


def retired_keys(home: Path, team: str) -> list[str]:
    """The fingerprints of the keys of `team` that were replaced and are not revoked."""
    folder = team_folder(home)
    now = fingerprint(read_recipient(folder / f"{checked_team(team)}.pub"))
    found = (path.name.split(".")[1] for path in sorted((folder / FORMER).glob(f"{team}.*.{RETIRED}")))
    return [each for each in found if each != now]


def _never_used(folder: Path, recipient: str, before: str) -> str:
    """`recipient`, unless the key is, or was, some team's: going back to a key would undo what replacing it was for."""
    was_here = any((folder / FORMER).glob(f"*.{fingerprint(recipient)}.{RETIRED}"))
    if recipient == before or was_here or is_revoked(folder, recipient):
        raise RotationError("This key is in use or was used before. Make a new one with `age-keygen`.")
    return recipient


def _keep(path: Path, folder: Path, team: str, recipient: str, kind: str) -> None:
    """A second name for the file, under the key's fingerprint, before the first name is given to another."""
    private_folder(folder / FORMER)
    with suppress(FileExistsError):
        os.link(path, folder / FORMER / f"{team}.{fingerprint(recipient)}.{kind}")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two people changing keys at once would lose one."""
    private_folder(folder)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
