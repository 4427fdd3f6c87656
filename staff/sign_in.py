"""Sign-in by proof of key: whoever can open what was sealed to a team's key acts for that team.

No password is kept and nothing here can be stolen to sign in with: the private key never leaves the team. Nothing is
kept of a challenge either, until it was answered rightly: asking for many takes no room, and no challenge from anybody.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import pyrage
from cryptography.fernet import Fernet, InvalidToken

from actions.times import Clock
from staff.expiring import Expiring

CHALLENGE_BYTES = 32
CHALLENGE_LIFE = timedelta(seconds=60)
SESSION_LIFE = timedelta(minutes=15)
MOST_SESSIONS = 100
"""Of one team: a further one ends the oldest of that team's, and no other team's."""
MOST_ANSWERED = 1000

RecipientOf = Callable[[str], str | None]
"""The age recipient of a team; None for no team."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """Random bytes sealed to the key that is to be proved. The id is what we know of it, sealed to ourselves."""

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
        self._clock = clock
        self._ours = Fernet(Fernet.generate_key())
        self._answered: Expiring[None] = Expiring(CHALLENGE_LIFE, MOST_ANSWERED, clock)
        new = partial(Expiring[_Proved], SESSION_LIFE, MOST_SESSIONS, clock)
        self._sessions: defaultdict[str, Expiring[_Proved]] = defaultdict(new)

    def challenge(self, team: str) -> Challenge:
        """Something only `team` can open. For a team there is not, nobody can: the two look alike."""
        nobody = str(pyrage.x25519.Identity.generate().to_public())
        whom = _Proved(team, self._recipient_of(team) or nobody)
        recipient = pyrage.x25519.Recipient.from_str(whom.recipient)
        answer = secrets.token_bytes(CHALLENGE_BYTES)
        return Challenge(self._remembered(_Asked(whom, answer)), pyrage.encrypt(answer, [recipient]))

    def answer(self, challenge_id: str, answer: bytes) -> str | None:
        """A token that acts for the challenge's team, or None. A right answer is right once."""
        asked = self._recalled(challenge_id)
        if asked is None or not hmac.compare_digest(asked.answer, answer) or not self._is_current(asked.whom):
            return None
        if _kept(challenge_id) in self._answered:
            return None
        self._answered.put(_kept(challenge_id), None)
        token = secrets.token_urlsafe(32)
        self._sessions[asked.whom.team].put(_kept(token), asked.whom)
        return token

    def team_of(self, token: str) -> str | None:
        """The team that `token` acts for, or None when it acts for none, or no longer.

        A sign-in ends with the key that it was proved with: whoever holds the old one alone is out at once.
        """
        found = (sessions.get(_kept(token)) for sessions in self._sessions.values())
        proved = next((each for each in found if each), None)
        return proved.team if proved and self._is_current(proved) else None

    def _remembered(self, asked: _Asked) -> str:
        """`asked` as whoever answers brings it back: only we can read or make it."""
        answer = base64.b64encode(asked.answer).decode()
        written = json.dumps([asked.whom.team, asked.whom.recipient, answer])
        return self._ours.encrypt_at_time(written.encode(), self._now()).decode()

    def _recalled(self, challenge_id: str) -> _Asked | None:
        try:
            given = challenge_id.encode("ascii")
            # A second less, since whole seconds are counted.
            life = int(CHALLENGE_LIFE.total_seconds()) - 1
            team, recipient, answer = json.loads(self._ours.decrypt_at_time(given, life, self._now()))
        except (InvalidToken, UnicodeEncodeError):
            return None
        return _Asked(_Proved(team, recipient), base64.b64decode(answer))

    def _now(self) -> int:
        return int(self._clock().timestamp())

    def _is_current(self, whom: _Proved) -> bool:
        return self._recipient_of(whom.team) == whom.recipient


def _kept(token: str) -> str:
    """Tokens are kept as SHA-256 alone, and found by it, so that no comparison shows how near a guess was."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
