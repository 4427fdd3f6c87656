"""Sign-in by proof of key: whoever can open what was sealed to a team's key acts for that team.

No password is kept and nothing here can be stolen to sign in with: the private key never leaves the team.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pyrage

from actions.times import Clock
from staff.expiring import Expiring

CHALLENGE_BYTES = 32
CHALLENGE_LIFE = timedelta(seconds=60)
SESSION_LIFE = timedelta(minutes=15)
MOST_CHALLENGES = 1000
MOST_SESSIONS = 1000

RecipientOf = Callable[[str], str | None]
"""The age recipient of a team; None for no team."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """Random bytes sealed to the key that is to be proved."""

    id: str
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Proved:
    """A team, and the key that it was asked for or has proved."""

    team: str
    recipient: str


@dataclass(frozen=True, slots=True)
class _Asked:
    whom: _Proved
    answer: bytes = field(repr=False)


class SignIn:
    """Who is signed in. In memory alone: after a restart everybody proves their key again."""

    def __init__(self, recipient_of: RecipientOf, clock: Clock) -> None:
        self._recipient_of = recipient_of
        self._challenges: Expiring[_Asked] = Expiring(CHALLENGE_LIFE, MOST_CHALLENGES, clock)
        self._sessions: Expiring[_Proved] = Expiring(SESSION_LIFE, MOST_SESSIONS, clock)

    def challenge(self, team: str) -> Challenge:
        """Something only `team` can open. For a team there is not, nobody can: the two look alike."""
        nobody = str(pyrage.x25519.Identity.generate().to_public())
        whom = _Proved(team, self._recipient_of(team) or nobody)
        recipient = pyrage.x25519.Recipient.from_str(whom.recipient)
        answer = secrets.token_bytes(CHALLENGE_BYTES)
        made = Challenge(secrets.token_urlsafe(16), pyrage.encrypt(answer, [recipient]))
        self._challenges.put(made.id, _Asked(whom, answer))
        return made

    def answer(self, challenge_id: str, answer: bytes) -> str | None:
        """A token that acts for the challenge's team, or None. A challenge can be answered once, right or wrong."""
        asked = self._challenges.take(challenge_id)
        if asked is None or not hmac.compare_digest(asked.answer, answer) or not self._is_current(asked.whom):
            return None
        token = secrets.token_urlsafe(32)
        self._sessions.put(_kept(token), asked.whom)
        return token

    def team_of(self, token: str) -> str | None:
        """The team that `token` acts for, or None when it acts for none, or no longer.

        A sign-in ends with the key that it was proved with: whoever holds the old one alone is out at once.
        """
        proved = self._sessions.get(_kept(token))
        return proved.team if proved and self._is_current(proved) else None

    def _is_current(self, whom: _Proved) -> bool:
        return self._recipient_of(whom.team) == whom.recipient


def _kept(token: str) -> str:
    """Tokens are kept as SHA-256 alone, and found by it, so that no comparison shows how near a guess was."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
