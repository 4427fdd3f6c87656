"""The force's recovery key in parts, of which some together are the key and fewer tell nothing (Shamir's sharing)."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import pyrage
from bech32 import bech32_decode, bech32_encode, convertbits
from Cryptodome.Protocol.SecretSharing import Shamir

from actions.key_files import read_identity, read_recipient
from heard.key_writing import write_once

PREFIX = "age-secret-key-"
HALF = 16
"""Bytes that the library shares at a time; an age key has twice as many, and each half is shared by itself."""
MOST_HOLDERS = 8
HOLDERS, NEEDED = 3, 2
"""Of a key that a start on one machine makes."""
PART = re.compile(r"# public key: (age1[0-9a-z]+)\npart ([0-9]+), needs ([0-9]+): ([0-9a-f]{64})\s*$")
ABOUT = "# One part of the force's recovery key. Keep it apart from every other part.\n"


class RecoveryError(Exception):
    """The recovery key cannot be split or put together; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """One holder's part of the key with the public half `recipient`; `needed` of such parts are the key."""

    recipient: str
    number: int
    needed: int
    shares: bytes = field(repr=False)


def split(identity: str, holders: int, needed: int) -> list[Part]:
    """The age key `identity` in `holders` parts, any `needed` of which are the key. Raises `RecoveryError`."""
    if not 2 <= needed <= holders <= MOST_HOLDERS:
        raise RecoveryError(f"Give 2 to {MOST_HOLDERS} holders, and at least 2 of them as needed.")
    raw, recipient = _raw(identity), str(pyrage.x25519.Identity.from_str(identity).to_public())
    halves = [Shamir.split(needed, holders, raw[at : at + HALF], False) for at in (0, HALF)]
    return [
        Part(recipient, number, needed, first + second) for (number, first), (_, second) in zip(*halves, strict=True)
    ]


def join(parts: Sequence[Part]) -> str:
    """The age key that `parts` are of. Raises `RecoveryError` when there are too few, or they do not fit."""
    by_number = {part.number: part for part in parts}
    if len({(part.recipient, part.needed) for part in parts}) != 1:
        raise RecoveryError("These are not parts of one key. Give parts that were made together.")
    recipient, needed = parts[0].recipient, parts[0].needed
    if len(by_number) < needed:
        raise RecoveryError(f"This takes {needed} different parts. One holder alone can open nothing.")
    chosen = list(by_number.values())[:needed]
    raw = b"".join(
        Shamir.combine([(part.number, part.shares[at : at + HALF]) for part in chosen], False) for at in (0, HALF)
    )
    identity = _identity(raw)
    if str(pyrage.x25519.Identity.from_str(identity).to_public()) != recipient:
        raise RecoveryError("A part is damaged, or was made another time. Give another holder's part.")
    return identity


def make_recovery_key(home: Path) -> None:
    """A new recovery key, unless there is one. It is in parts from the first: its whole is never written anywhere."""
    public, folder = home / "keys" / "recovery.pub", home / "keys" / "recovery-parts"
    if public.exists() or (home / "keys" / "recovery.key").exists():
        return
    identity = pyrage.x25519.Identity.generate()
    shutil.rmtree(folder, ignore_errors=True)  # of a start that was stopped before it wrote the public half
    for part in split(str(identity), HOLDERS, NEEDED):
        write_once(folder / _name(part), _text(part))
    write_once(public, f"{identity.to_public()}\n")


def split_recovery_key(home: Path, holders: int, needed: int, folder: Path) -> list[Path]:
    """Writes the parts into `folder`, and removes the whole key once any `needed` of them are proved to be it.

    Raises `RecoveryError`, and `KeyringError` when there is no whole key; it stays where it is then.
    """
    whole = home / "keys" / "recovery.key"
    identity = read_identity(whole)
    parts = split(identity, holders, needed)
    if parts[0].recipient != read_recipient(home / "keys" / "recovery.pub"):
        raise RecoveryError(f"{whole} is not the key that reports are sealed to. Find that one first.")
    paths = [folder / _name(part) for part in parts]
    if any(path.exists() for path in paths):
        raise RecoveryError(f"There are parts in {folder} already. Move them away first.")
    for path, part in zip(paths, parts, strict=True):
        write_once(path, _text(part))
    written = [read_part(path) for path in paths]
    if any(join(some) != identity for some in combinations(written, needed)):
        raise RecoveryError("The parts that were written are not the key. It was not removed; delete the parts.")
    whole.unlink()
    return paths


def read_part(path: Path) -> Part:
    """A holder's part. Raises `RecoveryError`."""
    try:
        found = PART.search(path.read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError):
        found = None
    if found is None:
        raise RecoveryError(f"{path} does not hold a part of the recovery key.")
    return Part(found[1], int(found[2]), int(found[3]), bytes.fromhex(found[4]))


def _name(part: Part) -> str:
    return f"recovery-part-{part.number}.txt"


def _text(part: Part) -> str:
    return f"{ABOUT}# public key: {part.recipient}\npart {part.number}, needs {part.needed}: {part.shares.hex()}\n"


def _raw(identity: str) -> bytes:
    """The 32 bytes of an age key."""
    _, letters = bech32_decode(identity)
    return bytes(convertbits(letters or [], 5, 8, False) or [])


def _identity(raw: bytes) -> str:
    return bech32_encode(PREFIX, convertbits(raw, 8, 5) or []).upper()
