"""People sign in with a password and a code, for a short time, and only their own page acts for them."""

from __future__ import annotations

import logging
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from staff import accounts
from staff.own_page import CSRF_HEADER
from staff.sign_in_account import Given, WrongError
from staff.sign_in_password import Passwords
from staff.who import Role
from tests.staff.kit import NO_REPORT, Staffroom
from tests.staff.people_kit import PASSWORD, Hire, Person, copied_keys, new_browser, staff_people

WRONG = "That did not sign you in."
CLOSE = f"/api/reports/{NO_REPORT}/close"


@pytest.fixture
async def mira(hire: Hire) -> Person:
    """Leads a team."""
    return await hire("mira", Role.LEAD, "daisu")


async def sign_in_elsewhere(room: Staffroom, person: Person) -> None:
    """Signs in with the next code, in another browser."""
    room.clock.move(timedelta(seconds=30))
    async with new_browser(room) as person.browser:
        await person.signs_in()


async def test_she_signs_in_reads_her_teams_list_and_signs_out(room: Staffroom, mira: Person) -> None:
    report = await room.report("daisu")
    answer = await mira.tries()
    told = await answer.json()
    assert told == {"account": "mira", "role": "lead", "team": "daisu", "csrf": told["csrf"]}
    assert await (await mira.asks("GET", "/api/session")).json() == told
    listed = await (await mira.asks("GET", "/api/reports")).json()
    assert [each["id"] for each in listed["reports"]] == [report]
    mira.csrf = told["csrf"]
    out = await mira.asks("DELETE", "/api/session")
    assert (out.status, out.headers["Clear-Site-Data"]) == (204, '"cache", "storage"')
    assert (await mira.asks("GET", "/api/reports")).status == 401
    assert not await mira.is_signed_in()


async def test_the_cookies_are_out_of_reach_of_scripts_and_other_sites(mira: Person) -> None:
    answer = await mira.tries()
    for cookie in answer.cookies.values():
        assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Strict", "/", "")
    assert answer.cookies["heard-session"]["max-age"] == ""


@pytest.mark.parametrize(
    "wrong", [{"account": "nobody"}, {"account": "Mira"}, {"password": PASSWORD + "x"}, {"code": "000000"}]
)
async def test_whatever_is_wrong_the_answer_is_the_same(mira: Person, wrong: dict[str, str]) -> None:
    answer = await mira.tries(**wrong)
    told = await answer.json()
    assert (answer.status, told["detail"][: len(WRONG)], set(told)) == (
        401,
        WRONG,
        {"type", "title", "status", "detail"},
    )
    assert "heard-session" not in answer.cookies


async def test_one_who_has_not_set_up_the_account_gets_the_same_answer(room: Staffroom, mira: Person) -> None:
    await accounts.add(room.office.sessions, accounts.NewAccount("new", "New", Role.OWNER, None), room.clock())
    one, other = await mira.tries(account="new"), await mira.tries(account="nobody")
    assert (one.status, await one.read()) == (other.status, await other.read())


async def test_a_password_is_hashed_also_for_a_name_that_there_is_not(
    room: Staffroom, mira: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def verified(_passwords: Passwords, stored: str, _given: str) -> bool:
        asked.append(stored)
        return False

    monkeypatch.setattr(Passwords, "_verify", verified)
    for account in ("mira", "nobody"):
        await mira.tries(account=account, password="wrong")
    assert len(asked) == 2
    assert all(stored.startswith("$argon2id$") for stored in asked)


async def test_a_code_works_once(room: Staffroom, mira: Person) -> None:
    assert (await mira.tries()).status == 200
    assert (await mira.tries()).status == 401
    room.clock.move(timedelta(seconds=30))
    assert (await mira.tries()).status == 200


@pytest.mark.parametrize(("late", "status"), [(30, 200), (-30, 401), (90, 401)])
async def test_a_clock_may_be_half_a_minute_late(room: Staffroom, mira: Person, late: int, status: int) -> None:
    # The code of half a minute ago set the account up: it was used.
    code = mira.app.at(int(room.clock.now.timestamp()) + late)
    assert (await mira.tries(code=code)).status == status


async def test_a_code_may_be_typed_as_the_app_shows_it(mira: Person) -> None:
    assert (await mira.tries(code=f"{mira.code[:3]} {mira.code[3:]}")).status == 200


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (15, 401)])
async def test_a_session_ends_after_a_quarter_of_an_hour_without_use(
    room: Staffroom, mira: Person, minutes: int, status: int
) -> None:
    await mira.signs_in()
    room.clock.move(timedelta(minutes=minutes))
    assert (await mira.asks("GET", "/api/reports")).status == status


async def test_asking_whether_she_is_signed_in_is_no_use(room: Staffroom, mira: Person) -> None:
    await mira.signs_in()
    room.clock.move(timedelta(minutes=10))
    assert await mira.is_signed_in()
    room.clock.move(timedelta(minutes=5))
    assert not await mira.is_signed_in()


async def test_a_session_ends_after_eight_hours_also_in_use(room: Staffroom, mira: Person) -> None:
    await mira.signs_in()
    for _ in range(47):
        room.clock.move(timedelta(minutes=10))
        assert (await mira.asks("GET", "/api/reports")).status == 200
    room.clock.move(timedelta(minutes=10))
    assert (await mira.asks("GET", "/api/reports")).status == 401


async def test_a_session_ends_at_once_with_the_account(room: Staffroom, mira: Person) -> None:
    await mira.signs_in()
    await accounts.disable(room.office.sessions, "mira", room.clock())
    assert (await mira.asks("GET", "/api/reports")).status == 401
    room.clock.move(timedelta(seconds=30))
    assert (await mira.tries()).status == 401


async def test_a_session_ends_at_once_with_a_reset(room: Staffroom, mira: Person) -> None:
    await mira.signs_in()
    await accounts.reset(room.office.sessions, "mira", room.clock())
    assert (await mira.asks("GET", "/api/reports")).status == 401


async def test_a_sixth_session_ends_the_first_and_nobody_elses(room: Staffroom, mira: Person, hire: Hire) -> None:
    other = await hire("noor", Role.MEMBER, "mash")
    await other.signs_in()
    await mira.signs_in()
    first = mira.browser
    for _ in range(4):
        await sign_in_elsewhere(room, mira)
    mira.browser = first
    assert await mira.is_signed_in()
    await sign_in_elsewhere(room, mira)
    mira.browser = first
    assert not await mira.is_signed_in()
    assert await other.is_signed_in()


async def test_no_other_page_can_act_for_her(room: Staffroom, mira: Person) -> None:
    await mira.signs_in()
    assert (await mira.asks("POST", CLOSE)).status == 404
    for headers in ({CSRF_HEADER: ""}, {CSRF_HEADER: mira.csrf + "x"}, {CSRF_HEADER: "é"}):
        answer = await mira.asks("POST", CLOSE, headers=headers)
        assert (answer.status, "own page" in (await answer.json())["detail"]) == (403, True)
    assert (await mira.asks("DELETE", "/api/session", headers={CSRF_HEADER: "x"})).status == 403


OTHER = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
]


@pytest.mark.parametrize("headers", OTHER)
async def test_no_other_site_can_sign_anybody_in_or_act(mira: Person, headers: dict[str, Any]) -> None:
    await mira.signs_in()
    assert (await mira.asks("POST", CLOSE, headers=headers)).status == 403
    for path in ("/api/session", "/api/enrol", "/api/enrol/confirm", "/api/sign-in"):
        assert (await mira.asks("POST", path, headers=headers, json={})).status == 403


async def test_its_own_page_may(room: Staffroom, mira: Person) -> None:
    await mira.signs_in()
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": room.url}
    assert (await mira.asks("POST", CLOSE, headers=headers)).status == 404


async def test_nothing_secret_is_logged_or_shown(
    room: Staffroom, mira: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="heard")
    await mira.signs_in()
    await mira.tries(password="wrong")
    assert caplog.messages == []
    shown = repr(room.desk.people.sessions._open)
    assert mira.csrf not in shown


async def test_a_session_ends_at_once_with_its_teams_key_and_nobody_of_the_team_signs_in_without_one(
    room: Staffroom, mira: Person, tmp_path: Path
) -> None:
    keys = copied_keys(room.office, tmp_path)
    staff = staff_people(room.office, room.clock, keys=keys)
    opened = await staff.sign_in.sign_in(Given("mira", PASSWORD, mira.code, ""))
    assert await staff.sessions.signed_in(opened.token) is not None
    (keys / "daisu.pub").unlink()
    assert await staff.sessions.signed_in(opened.token) is None
    room.clock.move(timedelta(seconds=30))
    with pytest.raises(WrongError):
        await staff.sign_in.sign_in(Given("mira", PASSWORD, mira.code, ""))
    staff.close()


async def test_a_session_ends_when_its_teams_key_is_replaced(room: Staffroom, mira: Person, tmp_path: Path) -> None:
    keys = copied_keys(room.office, tmp_path)
    staff = staff_people(room.office, room.clock, keys=keys)
    opened = await staff.sign_in.sign_in(Given("mira", PASSWORD, mira.code, ""))
    shutil.copy(keys / "mash.pub", keys / "daisu.pub")
    assert await staff.sessions.signed_in(opened.token) is None
    staff.close()
