"""Accounts in both databases: set up once, a code used once, and every change in the audit's chain."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pyotp
import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from actions.database.tables import AuditEntry, StaffAccount
from staff import accounts
from staff.accounts import AccountError, NewAccount
from staff.enrolment import Enrolment, NoSuchLinkError
from staff.sign_in_password import Passwords
from staff.totp import TotpSecrets
from staff.who import Role
from tests.actions.audit_kit import checked
from tests.actions.kit import DATABASES, NOW, Office

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)

MIRA = NewAccount("mira", "Mira", Role.LEAD, "daisu")
PASSWORD = "orbit-teapot-gravel"


@pytest.fixture
def enrolment(office: Office) -> Iterator[Enrolment]:
    """On the office's database, with a quick hash."""
    passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    yield Enrolment(office.sessions, passwords, TotpSecrets(b"k" * 32))
    passwords.close()


async def test_an_account_is_added_set_up_used_reset_and_disabled(office: Office, enrolment: Enrolment) -> None:
    link = await accounts.add(office.sessions, MIRA, NOW)
    _, secret = await enrolment.begin(link.token, PASSWORD, NOW)
    credentials = await enrolment.confirm(link.token, pyotp.TOTP(secret).at(NOW), NOW)
    account = await accounts.find(office.sessions, "mira")
    assert account is not None
    assert (account.team, account.credentials) == ("daisu", credentials)
    again = await accounts.reset(office.sessions, "mira", NOW)
    await enrolment.begin(again.token, PASSWORD, NOW)
    await accounts.disable(office.sessions, "mira", NOW)
    assert await accounts.find(office.sessions, "mira") is None
    with pytest.raises(NoSuchLinkError):
        await enrolment.begin(again.token, PASSWORD, NOW)
    async with office.sessions() as session:
        rows = [(row.actor, row.event, row.account) for row in await session.scalars(select(AuditEntry))]
    assert rows == [
        ("operator", "account added", "mira"),
        ("daisu", "enrolled", "mira"),
        ("operator", "account reset", "mira"),
        ("operator", "account disabled", "mira"),
    ]
    assert (await checked(office)).rows == 4


async def test_of_two_who_bring_the_same_code_at_once_one_gets_in(office: Office) -> None:
    await accounts.add(office.sessions, MIRA, NOW)
    used = [accounts.use_code(office.sessions, "mira", 7, NOW) for _ in range(4)]
    assert sorted(await asyncio.gather(*used)) == [False, False, False, True]
    assert not await accounts.use_code(office.sessions, "mira", 6, NOW)
    assert await accounts.use_code(office.sessions, "mira", 8, NOW)


async def test_of_two_accounts_with_one_name_there_is_one(office: Office) -> None:
    await accounts.add(office.sessions, MIRA, NOW)
    with pytest.raises(AccountError, match="There is an account mira already"):
        await accounts.add(office.sessions, MIRA, NOW)
    async with office.sessions() as session:
        assert len((await session.scalars(select(StaffAccount))).all()) == 1
