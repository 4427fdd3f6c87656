"""Setting an account up with the link: first the password, which gives an app's secret; then a code proves the app."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.audit import Event, record
from actions.database.engine import Sessions
from actions.database.tables import StaffAccount, StaffEnrolment
from staff.accounts import actor_of, kept
from staff.sign_in_password import Passwords, fault_of
from staff.totp import TotpSecrets, new_secret, step_of


class NoSuchLinkError(Exception):
    """There is no such link, or no longer."""


class PasswordError(Exception):
    """The password cannot be used; the sentence says why."""


class WrongCodeError(Exception):
    """The app's code is not the right one."""


class Enrolment:
    """What a link can be used for. Every call raises `NoSuchLinkError` when it cannot, and tries nothing else."""

    def __init__(self, sessions: Sessions, passwords: Passwords, totp: TotpSecrets) -> None:
        self._sessions = sessions
        self._passwords = passwords
        self._totp = totp

    async def begin(self, token: str, password: str, now: datetime) -> tuple[str, str]:
        """Keeps the password's hash and a new app secret beside the link; the account, and the secret.

        Raises `PasswordError`, and `BusyError` when nothing was tried.
        """
        async with self._sessions() as session:
            account = (await _open(session, token, now)).account
        if fault := fault_of(password, account):
            raise PasswordError(fault)
        hashed = await self._passwords.hash(password)
        secret = new_secret()
        async with self._sessions.begin() as session:
            link = await _open(session, token, now)
            link.password, link.totp = hashed, self._totp.seal(secret, account)
        return account, secret

    async def confirm(self, token: str, code: str, now: datetime) -> str:
        """Sets the account up, ends the link, and gives the account's credentials.

        Raises `WrongCodeError`, after which it can be tried again.
        """
        async with self._sessions.begin() as session:
            link = await _open(session, token, now)
            secret = self._totp.open(link.totp, link.account) if link.totp else None
            step = step_of(secret, code, now) if secret else None
            if step is None:
                raise WrongCodeError
            account = await session.get(StaffAccount, link.account, with_for_update=True)
            if account is None or account.disabled:
                raise NoSuchLinkError
            account.password, account.totp, account.totp_step = link.password, link.totp, step
            account.credentials = secrets.token_hex(16)
            await session.execute(delete(StaffEnrolment).where(StaffEnrolment.account == account.name))
            await session.flush()
            actor = actor_of(account.team)
            await record(session, Event.ENROLLED, "", actor=actor, at=now, account=account.name)
            return account.credentials


async def _open(session: AsyncSession, token: str, now: datetime) -> StaffEnrolment:
    query = select(StaffEnrolment).where(StaffEnrolment.token == kept(token)).with_for_update()
    link = (await session.scalars(query)).one_or_none()
    if link is None or now >= link.ends:
        raise NoSuchLinkError
    return link
