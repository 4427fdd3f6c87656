"""Guessing is slowed down, and nobody can use that, or any flood, to keep somebody else out."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta

import pytest

from staff import accounts
from staff.sign_in_password import MOST_WAITING, BusyError, Passwords
from staff.sign_in_tries import FREE, Tries, name_key
from staff.who import Role
from tests.staff.kit import MovingClock, Staffroom
from tests.staff.people_kit import PASSWORD, QUICK, Hire, Person, new_browser

WRONG_TRY = {"account": "mira", "password": "a wrong password", "code": "000000"}


@pytest.fixture
async def mira(hire: Hire) -> Person:
    """A member, who set her account up in a browser of her own."""
    return await hire("mira", Role.MEMBER, "daisu")


async def hammer(room: Staffroom, tries: int) -> list[int]:
    """The statuses that somebody who only guesses gets, from a browser that was never here."""
    async with new_browser(room) as attacker:
        return [(await attacker.post("/api/session", json=WRONG_TRY)).status for _ in range(tries)]


async def test_an_attacker_is_slowed_down_and_does_not_stop_her_at_her_own_device(
    room: Staffroom, mira: Person
) -> None:
    assert await hammer(room, 20) == [401] * FREE + [429] * 15
    assert (await mira.tries()).status == 200
    for _ in range(20):
        room.clock.move(timedelta(minutes=15))
        assert await hammer(room, 2) == [401, 429]
    assert (await mira.tries()).status == 200


async def test_nor_at_a_device_that_she_set_up_anew(room: Staffroom, mira: Person) -> None:
    link = await accounts.reset(room.office.sessions, "mira", room.clock())
    await hammer(room, 20)
    async with new_browser(room) as browser:
        given = {"token": link.token, "password": PASSWORD}
        assert (await browser.post("/api/enrol", json=given)).status == 200


async def test_at_a_new_device_she_is_told_how_long_to_wait_and_the_right_password_does_not_help(
    room: Staffroom, mira: Person
) -> None:
    await hammer(room, FREE)
    async with new_browser(room) as mira.browser:
        answer = await mira.tries()
        assert (answer.status, answer.headers["Retry-After"]) == (429, "15")
        assert "Wait a minute, or use a device" in (await answer.json())["detail"]
        room.clock.move(timedelta(seconds=15))
        assert (await mira.tries()).status == 200


async def test_a_name_that_there_is_not_is_slowed_down_alike(room: Staffroom, mira: Person) -> None:
    async def statuses(account: str) -> list[int]:
        return [
            (await room.client.post("/api/session", json=WRONG_TRY | {"account": account})).status for _ in "1234567"
        ]

    assert await statuses("nobody") == await statuses("mira")


async def test_her_own_device_has_a_counter_of_its_own(room: Staffroom, mira: Person) -> None:
    statuses = [(await mira.tries(password="wrong")).status for _ in range(FREE + 1)]
    assert statuses == [401] * FREE + [429]
    async with new_browser(room) as mira.browser:
        assert (await mira.tries()).status == 200


async def test_a_device_of_another_account_is_not_known(room: Staffroom, mira: Person, hire: Hire) -> None:
    noor = await hire("noor", Role.MEMBER, "daisu")
    statuses = [(await noor.tries(account="mira", password="wrong")).status for _ in range(FREE + 1)]
    assert statuses[-1] == 429
    assert (await mira.tries()).status == 200


@pytest.mark.parametrize("cookie", ["", "x", "é", "g" * 2000])
async def test_a_device_cookie_that_we_did_not_write_is_none(room: Staffroom, mira: Person, cookie: str) -> None:
    assert room.desk.people.sign_in._checks.devices.read(cookie, room.clock()) is None


@pytest.mark.parametrize(("days", "known"), [(89, True), (91, False)])
async def test_a_device_is_known_for_three_months(room: Staffroom, days: int, known: bool) -> None:
    cookie = room.desk.people.sign_in.device_cookie("of mira")
    room.clock.move(timedelta(days=days))
    assert (room.desk.people.sign_in._checks.devices.read(cookie, room.clock()) is not None) is known


async def test_after_a_reset_a_device_is_not_known_any_more(room: Staffroom, mira: Person) -> None:
    await hammer(room, FREE)
    await accounts.reset(room.office.sessions, "mira", room.clock())
    assert (await mira.tries()).status == 429


async def test_many_tries_at_once_are_not_more(room: Staffroom, mira: Person) -> None:
    tries = [room.client.post("/api/session", json=WRONG_TRY) for _ in range(12)]
    statuses = [answer.status for answer in await asyncio.gather(*tries)]
    assert sorted(statuses) == [401] * FREE + [429] * (12 - FREE)


def test_each_wait_is_twice_as_long_up_to_a_quarter_of_an_hour() -> None:
    clock = MovingClock()
    tries = Tries(clock)
    waits = []
    for _ in range(14):
        while wait := tries.begin("key"):
            waits.append(wait.total_seconds())
            clock.move(wait)
    assert waits == [15, 30, 60, 120, 240, 480, 900, 900, 900]


def use_up(tries: Tries) -> None:
    """All that is free."""
    for _ in range(FREE):
        assert tries.begin("key") == timedelta()
    assert tries.begin("key") > timedelta()


def test_a_right_try_and_a_quiet_day_make_it_forget() -> None:
    clock = MovingClock()
    tries = Tries(clock)
    use_up(tries)
    tries.succeeded("key")
    use_up(tries)
    clock.move(timedelta(hours=24))
    assert tries.begin("key") == timedelta()


def test_names_at_random_take_a_bounded_room_that_nobody_can_aim_at() -> None:
    keys = {name_key(b"secret", str(number)) for number in range(1000)}
    assert {len(key) for key in keys} == {4}
    assert name_key(b"secret", "mira") != name_key(b"another", "mira")


async def test_a_flood_at_the_door_keeps_no_known_device_waiting_and_takes_a_bounded_room() -> None:
    passwords = Passwords(QUICK)
    stored = await passwords.hash(PASSWORD)
    door = threading.Event()
    passwords._others._thread.submit(door.wait)
    flood = [asyncio.create_task(passwords.fits(None, "x", known=False)) for _ in range(MOST_WAITING + 5)]
    async with asyncio.timeout(10):
        assert await passwords.fits(stored, PASSWORD, known=True)
        door.set()
        results = await asyncio.gather(*flood, return_exceptions=True)
    assert [type(each) for each in results] == [bool] * MOST_WAITING + [BusyError] * 5
    passwords.close()


async def test_one_who_found_it_busy_has_not_tried(
    room: Staffroom, mira: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("staff.sign_in_password.MOST_WAITING", 0)
    statuses = [(await mira.tries()).status for _ in range(FREE + 1)]
    assert statuses == [503] * (FREE + 1)
    monkeypatch.undo()
    assert (await mira.tries()).status == 200
