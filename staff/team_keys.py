"""The teams' public keys, read at each sign-in: a key put in place or taken away counts at once."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from actions.key_files import KeyringError
from actions.team_keys import read_team_key

log = logging.getLogger("heard.staff.keys")

TEAM = re.compile(r"[a-z][a-z0-9_]{0,63}")


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
