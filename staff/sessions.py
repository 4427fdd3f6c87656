"""Who is signed in with an account. In memory alone: after a restart everybody signs in again."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from actions.database.tables import StaffAccount
from actions.times import Clock
from staff.sign_in import RecipientOf
from staff.who import Role, Who

IDLE = timedelta(minutes=15)
WHOLE = timedelta(hours=8)
MOST_EACH = 5
"""Sessions of one account; a further one ends the oldest of them, and nobody else's."""

FindAccount = Callable[[str], Awaitable[StaffAccount | None]]
"""The account of a name, unless there is none or it is disabled."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who it is, and what proves that a request comes from their own page."""

    who: Who
    csrf: str = field(repr=False)


@dataclass(slots=True)
class _Session:
    account: str
    credentials: str = field(repr=False)
    recipient: str | None
    csrf: str = field(repr=False)
    began: datetime
    last: datetime

    def is_over(self, now: datetime) -> bool:
        return now >= self.last + IDLE or now >= self.began + WHOLE


class OpenSessions:
    """Sessions, found by the SHA-256 of their tokens.

    The account is looked up at each request: disabled, reset, or of a team whose key was replaced, it is out at once.
    """

    def __init__(self, find: FindAccount, recipient_of: RecipientOf, clock: Clock) -> None:
        self._find = find
        self._recipient_of = recipient_of
        self._clock = clock
        self._open: dict[str, _Session] = {}

    def begin(self, account: StaffAccount) -> tuple[str, SignedIn]:
        """A new session's token, and who it is of."""
        now = self._clock()
        self._make_room(account.name, now)
        token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        recipient = self._recipient(account)
        self._open[_kept(token)] = _Session(account.name, account.credentials, recipient, csrf, now, now)
        return token, SignedIn(_who(account), csrf)

    async def signed_in(self, token: str, *, counts: bool = True) -> SignedIn | None:
        """Whose session `token` is of; unless `counts` is false, its idle time starts anew."""
        session = self._open.get(_kept(token))
        if session is None:
            return None
        now = self._clock()
        account = None if session.is_over(now) else await self._find(session.account)
        if account is None or not self._is_as_it_was(session, account):
            self.end(token)
            return None
        if counts:
            session.last = now
        return SignedIn(_who(account), session.csrf)

    def end(self, token: str) -> None:
        """From now on `token` is of nobody."""
        self._open.pop(_kept(token), None)

    def has_key(self, account: StaffAccount) -> bool:
        """Whether the account's team, if it has one, has a key that counts."""
        return account.team is None or self._recipient(account) is not None

    def _is_as_it_was(self, session: _Session, account: StaffAccount) -> bool:
        same = account.credentials == session.credentials and self._recipient(account) == session.recipient
        return same and self.has_key(account)

    def _recipient(self, account: StaffAccount) -> str | None:
        return self._recipient_of(account.team) if account.team else None

    def _make_room(self, account: str, now: datetime) -> None:
        for key in [key for key, session in self._open.items() if session.is_over(now)]:
            del self._open[key]
        own = [key for key, session in self._open.items() if session.account == account]
        for key in own[: max(0, len(own) - MOST_EACH + 1)]:
            del self._open[key]


def _who(account: StaffAccount) -> Who:
    return Who(Role(account.role), account.team, account.name)


def _kept(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
