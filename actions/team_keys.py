"""The teams' public keys, in TEAM.pub: read each time one is needed, so that a change counts at once.

A key that was replaced is kept in former/ as TEAM.FINGERPRINT.pub, and renamed to .revoked when it must never count
again, also when somebody puts it back in place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from actions.key_files import KeyringError, read_recipient

FORMER = "former"
RETIRED, REVOKED = "pub", "revoked"
FINGERPRINT_DIGITS = 16


class TeamKeys(Mapping[str, str]):
    """The age recipient of each of `teams`, as it is in `folder` at this moment.

    A lookup raises `KeyError` for any other team, and `KeyringError` when the team's key must not be used or is gone.
    """

    def __init__(self, folder: Path, teams: Iterable[str]) -> None:
        self._folder = folder
        self._teams = tuple(teams)

    def __getitem__(self, team: str) -> str:
        if team not in self._teams:
            raise KeyError(team)
        return read_team_key(self._folder, team)

    def __iter__(self) -> Iterator[str]:
        return iter(self._teams)

    def __len__(self) -> int:
        return len(self._teams)


def read_team_key(folder: Path, team: str) -> str:
    """The age recipient that `team` has now. Raises `KeyringError`."""
    path = folder / f"{team}.pub"
    recipient = read_recipient(path)
    if is_revoked(folder, recipient):
        raise KeyringError(f"{path} holds a key that was revoked: run `heard keys rotate {team}`.")
    return recipient


def fingerprint(recipient: str) -> str:
    """The first 64 bits of SHA-256 of an age recipient, in hex: what people compare and name a key by."""
    return hashlib.sha256(recipient.encode("ascii")).hexdigest()[:FINGERPRINT_DIGITS]


def is_revoked(folder: Path, recipient: str) -> bool:
    """Whether this key was revoked, for whichever team it was."""
    return any((folder / FORMER).glob(f"*.{fingerprint(recipient)}.{REVOKED}"))


def is_rotating(folder: Path, team: str) -> bool:
    """Whether `team` has a key that was replaced and not yet revoked: only then are its reports sealed anew."""
    now = fingerprint(read_team_key(folder, team))
    retired = (folder / FORMER).glob(f"{team}.*.{RETIRED}")
    return any(path.name != f"{team}.{now}.{RETIRED}" for path in retired)
