"""`heard keys list`: every key pair of a HEARD_HOME, told by its public half alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from actions.key_files import KeyringError, read_recipient
from actions.keyring import STATISTICS
from actions.team_keys import FINGERPRINT_DIGITS, FORMER, RETIRED, REVOKED, fingerprint, is_revoked

PURPOSES = {
    "intake": "what the gateway seals for the action server",
    "recovery": "opens any report, if a team lost its key",
    "statistics": "opens what was counted, but for Professional Standards' reports",
    "statistics_reserved": "opens what was counted of Professional Standards' reports",
    "statement": "signs notes that a request was erased",
    "audit": "signs the audit log",
}
SEALING = ("intake", "recovery", *STATISTICS.values())
PEM = re.compile(r"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ListedKey:
    """One line. `made`: the day of the file's time, UTC; `here`: whether the private half is on this machine."""

    name: str
    purpose: str
    state: str
    made: str
    fingerprint: str
    here: bool


def listed_keys(home: Path, teams: Iterable[str]) -> list[ListedKey]:
    """Every key of the force, then every team's, the present one first; one that should be there is `missing`."""
    keys = home / "keys"
    force = (each for name in PURPOSES for each in (_sealing(keys, name) if name in SEALING else _signing(keys, name)))
    names = sorted({*teams, *(path.stem for path in (keys / "teams").glob("*.pub"))})
    return [*force, *(each for team in names for each in _team(keys / "teams", team))]


def key_list_text(keys: Iterable[ListedKey]) -> str:
    """The list as a table."""
    rows = [("KEY", "STATE", "MADE", "FINGERPRINT", "PRIVATE KEY", "WHAT FOR")]
    rows += [
        (each.name, each.state, each.made, each.fingerprint, "here" if each.here else "elsewhere", each.purpose)
        for each in keys
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)


def _sealing(folder: Path, name: str) -> Iterator[ListedKey]:
    path = folder / f"{name}.pub"
    yield _line(path, name, PURPOSES[name], "active", folder / f"{name}.key")


def _team(folder: Path, team: str) -> Iterator[ListedKey]:
    path, purpose = folder / f"{team}.pub", "opens this team's reports"
    active = _line(path, team, purpose, "active", folder / f"{team}.key")
    yield active
    for kind, state in ((RETIRED, "retired"), (REVOKED, "revoked")):
        for former in sorted((folder / FORMER).glob(f"{team}.*.{kind}")):
            line = _line(former, team, purpose, state, former.with_suffix(".key"))
            if line.fingerprint != active.fingerprint:
                yield line


def _line(path: Path, name: str, purpose: str, state: str, private: Path) -> ListedKey:
    if not path.exists():
        return ListedKey(name, purpose, "missing", "", "", private.exists())
    try:
        recipient = read_recipient(path)
    except KeyringError:
        return ListedKey(name, purpose, "unreadable", _made(path), "", private.exists())
    if state == "active" and path.parent.name == "teams" and is_revoked(path.parent, recipient):
        state = "revoked"
    return ListedKey(name, purpose, state, _made(path), fingerprint(recipient), private.exists())


def _signing(folder: Path, name: str) -> Iterator[ListedKey]:
    """The first key in the file signs; those after it only check what was signed before."""
    path, private = folder / f"{name}.pub", folder / f"{name}.key"
    if not path.exists():
        yield ListedKey(name, PURPOSES[name], "missing", "", "", private.exists())
        return
    try:
        prints = [_print_of(pem) for pem in PEM.findall(path.read_text(encoding="ascii"))]
    except (ValueError, UnsupportedAlgorithm):
        prints = []
    if not prints:
        yield ListedKey(name, PURPOSES[name], "unreadable", _made(path), "", private.exists())
    for number, each in enumerate(prints):
        state = "retired" if number else "active"
        yield ListedKey(name, PURPOSES[name], state, _made(path), each, private.exists() and not number)


def _print_of(pem: str) -> str:
    key = load_pem_public_key(pem.encode("ascii"))
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()[
        :FINGERPRINT_DIGITS
    ]


def _made(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
