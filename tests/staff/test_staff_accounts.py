"""A link sets an account up once: a password that is not easily guessed, and an app that a code proves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientResponse
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from actions.database.tables import StaffAccount, StaffEnrolment
from actions.times import hour_of
from staff import accounts
from staff.accounts import AccountError, Link, NewAccount
from staff.totp import TotpSecrets, new_secret
from staff.who import Role
from tests.staff.kit import Staffroom, all_bytes
from tests.staff.people_kit import PASSWORD, Hire, begun

MIRA = NewAccount("mira", "Mira", Role.MEMBER, "daisu")


async def added(room: Staffroom, new: NewAccount = MIRA) -> Link:
    """An account, and the link that was printed for it."""
    return await accounts.add(room.office.sessions, new, room.clock())


async def confirmed(room: Staffroom, token: str, code: str) -> ClientResponse:
    """What proving the app with `code` gets."""
    return await room.client.post("/api/enrol/confirm", json={"token": token, "code": code})


async def test_a_link_sets_the_account_up_once(room: Staffroom) -> None:
    link = await added(room)
    app = await begun(room.client, link.token)
    assert app.name == "mira"
    assert app.issuer == "Heard"
    code = app.at(room.clock.now)
    assert (await confirmed(room, link.token, code)).status == 204
    assert (await confirmed(room, link.token, code)).status == 404
    assert (await room.client.post("/api/enrol", json={"token": link.token, "password": PASSWORD})).status == 404
    assert await room.audit("daisu") == [("enrolled", "")]


async def test_the_app_is_set_up_with_a_square_code(room: Staffroom) -> None:
    link = await added(room)
    answer = await room.client.post("/api/enrol", json={"token": link.token, "password": PASSWORD})
    assert (await answer.json())["qr_svg"].startswith("<svg ")


async def test_a_wrong_code_can_be_tried_again_and_sets_nothing_up(room: Staffroom) -> None:
    link = await added(room)
    app = await begun(room.client, link.token)
    wrong = await confirmed(room, link.token, "000000")
    assert (wrong.status, (await wrong.json())["field"]) == (400, "code")
    given = {"account": "mira", "password": PASSWORD, "code": app.at(room.clock.now)}
    assert (await room.client.post("/api/session", json=given)).status == 401
    assert (await confirmed(room, link.token, app.at(room.clock.now))).status == 204


async def test_without_a_password_first_no_code_is_right(room: Staffroom) -> None:
    link = await added(room)
    assert (await confirmed(room, link.token, "000000")).status == 400


@pytest.mark.parametrize(("hours", "status"), [(22, 200), (24, 404)])
async def test_a_link_is_good_for_a_day_at_most(room: Staffroom, hours: int, status: int) -> None:
    link = await added(room)
    room.clock.move(timedelta(hours=hours))
    answer = await room.client.post("/api/enrol", json={"token": link.token, "password": PASSWORD})
    assert answer.status == status


async def test_a_reset_gives_a_new_link_and_ends_the_old_password_and_the_old_link(room: Staffroom, hire: Hire) -> None:
    mira = await hire("mira", Role.MEMBER, "daisu")
    first = await accounts.reset(room.office.sessions, "mira", room.clock())
    second = await accounts.reset(room.office.sessions, "mira", room.clock())
    assert (await mira.tries()).status == 401
    old = await room.client.post("/api/enrol", json={"token": first.token, "password": PASSWORD})
    assert old.status == 404
    assert (await begun(room.client, second.token)).name == "mira"


async def test_an_account_that_is_disabled_cannot_be_set_up_or_reset(room: Staffroom) -> None:
    link = await added(room)
    await accounts.disable(room.office.sessions, "mira", room.clock())
    answer = await room.client.post("/api/enrol", json={"token": link.token, "password": PASSWORD})
    assert answer.status == 404
    with pytest.raises(AccountError, match="is disabled"):
        await accounts.reset(room.office.sessions, "mira", room.clock())


BAD = [
    ("elevenchars", "at least 12 characters"),
    ("password1234", "easily guessed"),
    ("qwertyuiop[]", "easily guessed"),
    ("aaaaaaaaaaaaaaaaaaaa", "easily guessed"),
    ("miramiramira", "easily guessed"),
]


@pytest.mark.parametrize(("password", "said"), BAD)
async def test_a_password_that_is_short_or_common_is_refused_with_advice(
    room: Staffroom, password: str, said: str
) -> None:
    link = await added(room)
    answer = await room.client.post("/api/enrol", json={"token": link.token, "password": password})
    told: dict[str, Any] = await answer.json()
    assert (answer.status, told["field"]) == (400, "password")
    assert said in told["detail"]
    assert "Three random words" in told["detail"]


@pytest.mark.parametrize("password", ["orbit teapot gravel", "løvetann-på-veien", "x9" + "kQ7w" * 31 + "ab"])
async def test_any_characters_will_do_up_to_128(room: Staffroom, password: str) -> None:
    link = await added(room)
    answer = await room.client.post("/api/enrol", json={"token": link.token, "password": password})
    assert answer.status == 200
    assert (await room.client.post("/api/enrol", json={"token": link.token, "password": "x" * 129})).status == 400


async def test_nothing_that_signs_in_is_stored_in_the_clear(room: Staffroom, hire: Hire, tmp_path: Any) -> None:
    mira = await hire("mira", Role.MEMBER, "daisu")
    link = await added(room, NewAccount("noor", "Noor", Role.OWNER, None))
    app = await begun(room.client, link.token)
    stored = all_bytes(tmp_path)
    assert b"$argon2id$" in stored
    for secret in (mira.app.secret, app.secret, app.byte_secret().hex(), link.token, PASSWORD):
        assert secret.encode() not in stored


def test_a_secret_opens_for_its_own_account_alone() -> None:
    secrets, secret = TotpSecrets(b"k" * 32), new_secret()
    sealed = secrets.seal(secret, "mira")
    assert secrets.open(sealed, "mira") == secret
    assert secrets.open(sealed, "noor") is None
    assert TotpSecrets(b"x" * 32).open(sealed, "mira") is None
    assert secrets.open(b"", "mira") is None


@pytest.mark.parametrize(("role", "team"), [("member", None), ("lead", None), ("auditor", "daisu"), ("else", "daisu")])
async def test_the_database_refuses_a_role_with_the_wrong_team(room: Staffroom, role: str, team: str | None) -> None:
    row = StaffAccount(name="x", display_name="X", role=role, team=team, credentials="", created=hour_of(room.clock()))
    with pytest.raises(IntegrityError):
        async with room.office.sessions.begin() as session:
            session.add(row)


async def test_a_link_ends_with_its_account(room: Staffroom) -> None:
    await added(room)
    async with room.office.sessions.begin() as session:
        await session.delete(await session.get_one(StaffAccount, "mira"))
    async with room.office.sessions() as session:
        assert (await session.scalars(select(StaffEnrolment))).all() == []
