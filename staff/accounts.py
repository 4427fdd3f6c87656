"""Accounts of the people at the teams' side: adding, disabling, setting up. Each change is written to the audit."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.audit import ACCOUNT, OPERATOR, Event, record
from actions.database.engine import Sessions
from actions.database.tables import StaffAccount, StaffEnrolment
from actions.times import hour_of
from staff.who import Role

NAME = re.compile(r"[a-z][a-z0-9.-]{1,31}")
LINK_LIFE = timedelta(hours=24)
ROLES_WITH_TEAM = (Role.MEMBER, Role.LEAD)


class AccountError(Exception):
    """It cannot be done as it was asked for; the sentence says why."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Somebody who is to sign in."""

    name: str
    display_name: str
    role: Role
    team: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """The token of a link that sets an account up once, and when it ends at the latest."""

    token: str = field(repr=False)
    ends: datetime


async def add(sessions: Sessions, new: NewAccount, now: datetime) -> Link:
    """Adds an account that nobody can sign in with until its link was used. Raises `AccountError`."""
    _check(new)
    async with sessions.begin() as session:
        if await session.get(StaffAccount, new.name) is not None:
            raise AccountError(f"There is an account {new.name} already: choose another name.")
        session.add(
            StaffAccount(
                name=new.name,
                display_name=new.display_name,
                role=new.role.value,
                team=new.team,
                credentials=_random(),
                created=hour_of(now),
            )
        )
        await session.flush()
        return await _link(session, Event.ACCOUNT_ADDED, new.name, now)


async def reset(sessions: Sessions, name: str, now: datetime) -> Link:
    """Takes away the password and the app, ends every session, and gives a new link. Raises `AccountError`."""
    async with sessions.begin() as session:
        account = await _existing(session, name)
        if account.disabled:
            raise AccountError(f"The account {name} is disabled. Add another one instead.")
        _take_away(account)
        return await _link(session, Event.ACCOUNT_RESET, name, now)


async def disable(sessions: Sessions, name: str, now: datetime) -> None:
    """Nobody signs in with the account again, and whoever is signed in is not any more. Raises `AccountError`."""
    async with sessions.begin() as session:
        account = await _existing(session, name)
        account.disabled = True
        _take_away(account)
        await session.execute(delete(StaffEnrolment).where(StaffEnrolment.account == name))
        await session.flush()
        await record(session, Event.ACCOUNT_DISABLED, "", actor=OPERATOR, at=now, account=name)


async def listed(sessions: Sessions) -> Sequence[StaffAccount]:
    """Every account, by name."""
    async with sessions() as session:
        return (await session.scalars(select(StaffAccount).order_by(StaffAccount.name))).all()


async def find(sessions: Sessions, name: str) -> StaffAccount | None:
    """The account `name`; None also for one that is disabled."""
    async with sessions() as session:
        account = await session.get(StaffAccount, name)
        return account if account and not account.disabled else None


async def use_code(sessions: Sessions, name: str, step: int, now: datetime) -> bool:
    """Marks the code of `step` as used and records the sign-in; False when it, or a later one, was used already."""
    unused = (StaffAccount.name == name, StaffAccount.totp_step < step, StaffAccount.disabled.is_(False))
    async with sessions.begin() as session:
        used = await session.execute(
            update(StaffAccount).where(*unused).values(totp_step=step).returning(StaffAccount.team)
        )
        row = used.one_or_none()
        if row is None:
            return False
        await record(session, Event.SIGNED_IN, "", actor=actor_of(row.team), at=now, account=name)
        return True


def kept(token: str) -> str:
    """A link's token as it is stored and found."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def actor_of(team: str | None) -> str:
    """Who an account acts for in the audit: its team, or itself."""
    return team or ACCOUNT


def _check(new: NewAccount) -> None:
    if not NAME.fullmatch(new.name):
        raise AccountError("A name is 2 to 32 small letters, digits, - and ., and starts with a letter.")
    if (new.role in ROLES_WITH_TEAM) != (new.team is not None):
        raise AccountError("A member and a lead have a team (--team); nobody else has one.")


async def _existing(session: AsyncSession, name: str) -> StaffAccount:
    account = await session.get(StaffAccount, name, with_for_update=True)
    if account is None:
        raise AccountError(f"There is no account {name}.")
    return account


def _take_away(account: StaffAccount) -> None:
    account.password, account.totp, account.credentials = None, None, _random()


async def _link(session: AsyncSession, event: Event, name: str, now: datetime) -> Link:
    """A new link in the place of any other, recorded as `event`."""
    link = Link(secrets.token_urlsafe(32), hour_of(now + LINK_LIFE))
    await session.execute(delete(StaffEnrolment).where(StaffEnrolment.account == name))
    session.add(StaffEnrolment(token=kept(link.token), account=name, ends=link.ends))
    await session.flush()
    await record(session, event, "", actor=OPERATOR, at=now, account=name)
    return link


def _random() -> str:
    return secrets.token_hex(16)
