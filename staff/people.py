"""All that signing people in needs, put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from argon2 import PasswordHasher

from actions.database.engine import Sessions
from actions.times import Clock
from staff import accounts
from staff.enrolment import Enrolment
from staff.sessions import OpenSessions
from staff.sign_in_account import AccountSignIn, Checks
from staff.sign_in_device import Devices
from staff.sign_in_keys import sign_in_keys
from staff.sign_in_password import HASHER, Passwords
from staff.sign_in_tries import Tries
from staff.totp import TotpSecrets


@dataclass(frozen=True, slots=True)
class People:
    """Signing in, being signed in, and setting an account up; and whether the browser comes over TLS."""

    sign_in: AccountSignIn
    sessions: OpenSessions
    enrolment: Enrolment
    is_tls: bool
    close: Callable[[], None]


def people(
    sessions: Sessions,
    secret: str,
    recipient_of: Callable[[str], str | None],
    clock: Clock,
    *,
    is_tls: bool,
    hasher: PasswordHasher = HASHER,
) -> People:
    """`secret` is that of HEARD_HOME/secrets/staff."""
    keys = sign_in_keys(secret)
    passwords, totp = Passwords(hasher), TotpSecrets(keys.totp)
    open_sessions = OpenSessions(partial(accounts.find, sessions), recipient_of, clock)
    checks = Checks(passwords, totp, Devices(keys.device), Tries(clock), keys.names)
    return People(
        AccountSignIn(sessions, checks, open_sessions, clock),
        open_sessions,
        Enrolment(sessions, passwords, totp),
        is_tls,
        passwords.close,
    )
