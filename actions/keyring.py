"""The keys an action server needs: it can open what the gateway seals to it, seal to the teams, and sign."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from actions.counting import Series
from actions.key_files import read_identity, read_recipient, read_recovery, read_signing_key
from actions.team_keys import TeamKeys

STATISTICS = {Series.ORDINARY: "statistics", Series.RESERVED: "statistics_reserved"}
"""The key of each series: the service owner has one half, the lead of Professional Standards the other."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The intake identity, the keys that sign, and the recipients of the recovery key and every team.

    `teams` raises `KeyringError` for a team whose key is gone or revoked since.
    """

    intake: str = field(repr=False)
    statement: Ed25519PrivateKey = field(repr=False)
    audit: Ed25519PrivateKey = field(repr=False)
    recovery: str
    statistics: Mapping[Series, str]
    teams: Mapping[str, str]


def load_keyring(home: Path, teams: Iterable[str]) -> Keyring:
    """Reads HEARD_HOME/keys for all of `teams`. Raises `KeyringError`."""
    keys = home / "keys"
    team_keys = TeamKeys(keys / "teams", teams)
    tuple(team_keys.values())  # nothing starts while one of them is missing
    return Keyring(
        intake=read_identity(keys / "intake.key"),
        statement=read_signing_key(keys / "statement.key"),
        audit=read_signing_key(keys / "audit.key"),
        recovery=read_recovery(keys),
        statistics={series: read_recipient(keys / f"{name}.pub") for series, name in STATISTICS.items()},
        teams=team_keys,
    )
