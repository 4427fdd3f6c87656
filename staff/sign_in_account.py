"""Signing in with an account: password and code in one step, the same answer and the same time whatever is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from actions.database.engine import Sessions
from actions.database.tables import StaffAccount
from actions.times import Clock
from staff import accounts
from staff.sessions import OpenSessions, SignedIn
from staff.sign_in_device import Devices
from staff.sign_in_password import BusyError, Passwords
from staff.sign_in_tries import Tries, name_key
from staff.totp import TotpSecrets, new_secret, step_of


class WrongError(Exception):
    """Something is wrong: the name, the password, the code, or that nobody may sign in with the account."""


class TooManyTriesError(Exception):
    """The next try must wait. Nothing was looked at."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__()
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody signs in with; `device` is the device cookie, or empty."""

    account: str
    password: str = field(repr=False)
    code: str = field(repr=False)
    device: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that has begun, its token, and the cookie by which the device is known the next time."""

    signed_in: SignedIn
    token: str = field(repr=False)
    device: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Checks:
    """What a sign-in is checked with."""

    passwords: Passwords
    totp: TotpSecrets
    devices: Devices
    tries: Tries
    names: bytes = field(repr=False)


class AccountSignIn:
    """No wrong try of anybody else's keeps a person out at a device in which they signed in before."""

    def __init__(self, sessions: Sessions, checks: Checks, open_sessions: OpenSessions, clock: Clock) -> None:
        self._sessions = sessions
        self._checks = checks
        self._open_sessions = open_sessions
        self._clock = clock
        self._dummy = new_secret()

    async def sign_in(self, given: Given) -> Opened:
        """Begins a session. Raises `WrongError`, `TooManyTriesError`, and `BusyError` when nothing was tried."""
        account = await accounts.find(self._sessions, given.account)
        device = self._device(given, account)
        counted = device or name_key(self._checks.names, given.account)
        if wait := self._checks.tries.begin(counted):
            raise TooManyTriesError(wait)
        try:
            right = await self._checks.passwords.fits(
                account.password if account else None, given.password, known=device is not None
            )
        except BusyError:
            self._checks.tries.untried(counted)
            raise
        step = step_of(self._secret(account), given.code, self._clock())
        if account is None or not right or step is None or not self._open_sessions.has_key(account):
            raise WrongError
        if not await accounts.use_code(self._sessions, account.name, step, self._clock()):
            raise WrongError
        self._checks.tries.succeeded(counted)
        token, signed_in = self._open_sessions.begin(account)
        return Opened(signed_in, token, self.device_cookie(account.credentials))

    def device_cookie(self, credentials: str) -> str:
        """A cookie for a device in which the account with `credentials` has proved itself."""
        return self._checks.devices.cookie(credentials, self._clock())

    def _device(self, given: Given, account: StaffAccount | None) -> str | None:
        """The id of a device that is known to be the account's."""
        device = self._checks.devices.read(given.device, self._clock())
        if device is None or account is None or device.credentials != account.credentials:
            return None
        return device.id

    def _secret(self, account: StaffAccount | None) -> str:
        opened = self._checks.totp.open(account.totp, account.name) if account and account.totp else None
        return opened or self._dummy
