"""The teams' public keys, read at each sign-in: a key put in place or taken away counts at once."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Collection
from pathlib import Path

from actions.key_files import KeyringError
from actions.team_keys import read_team_key

log = logging.getLogger("heard.staff.keys")

RecipientOf = Callable[[str], str | None]
QUEUE = "queue"
"""Stands for the key that a queue has not."""
TEAM = re.compile(r"[a-z][a-z0-9_]{0,63}")


def recipient_or_queue(recipient_of: RecipientOf, queues: Collection[str], team: str) -> str | None:
    """The same, but for a queue above the teams: it receives nothing, so it has no key, and its accounts need none."""
    return QUEUE if team in queues else recipient_of(team)


def team_recipient(folder: Path, team: str) -> str | None:
    """The age recipient in `folder`/TEAM.pub, or None when there is no such team or its key was revoked."""
    path = folder / f"{team}.pub"
    if not TEAM.fullmatch(team) or not path.is_file():
        return None
    try:
        return read_team_key(folder, team)
    except KeyringError as error:
        log.error("team_key_unusable kind=%s", type(error).__name__)
        return None
