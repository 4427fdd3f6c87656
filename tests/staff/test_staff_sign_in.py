"""Only whoever holds a team's private key acts for that team, for a quarter of an hour."""

from __future__ import annotations

import base64
import logging
import shutil
from datetime import timedelta
from functools import partial
from pathlib import Path

import pyrage
import pytest

from staff.expiring import Expiring
from staff.sign_in import SignIn
from staff.team_keys import team_recipient
from tests.actions.kit import CANARY, ROUTING
from tests.staff.kit import NO_REPORT, MovingClock, Staffroom, unsealed

GUARDED = [
    ("GET", "/api/reports"),
    ("GET", f"/api/reports/{NO_REPORT}"),
    ("POST", f"/api/reports/{NO_REPORT}/replies"),
    ("POST", f"/api/reports/{NO_REPORT}/close"),
    ("GET", "/api/rewrap"),
    ("GET", f"/api/rewrap/{NO_REPORT}"),
    ("PUT", f"/api/rewrap/{NO_REPORT}"),
]


def own_key(home: Path, team: str) -> str:
    """The private key of a team."""
    return (home / "keys" / "teams" / f"{team}.key").read_text().splitlines()[-1]


async def list_status(room: Staffroom, authorization: str) -> int:
    """What asking for the list gets."""
    return (await room.client.get("/api/reports", headers={"Authorization": authorization})).status


async def test_the_teams_own_key_signs_in(room: Staffroom) -> None:
    assert await list_status(room, f"Bearer {await room.token('daisu')}") == 200


async def test_another_teams_key_does_not_open_the_challenge(room: Staffroom) -> None:
    _, sealed = await room.challenge("professional_standards")
    for team in set(ROUTING.teams) - {"professional_standards"}:
        with pytest.raises(pyrage.DecryptError):
            unsealed(sealed, room.office.identity(team))


async def test_an_answer_to_another_teams_challenge_is_refused(room: Staffroom) -> None:
    own, sealed = await room.challenge("daisu")
    others, _ = await room.challenge("professional_standards")
    opened = unsealed(sealed, room.office.identity("daisu"))
    assert await room.answer(others, opened) == (401, "")
    status, token = await room.answer(own, opened)
    assert status == 200
    assert room.desk.sign_in.team_of(token) == "daisu"


@pytest.mark.parametrize("wrong", [b"", b"\0" * 32, b"\0" * 31, CANARY.encode()])
async def test_a_wrong_answer_signs_nobody_in_and_leaves_the_right_one_right(room: Staffroom, wrong: bytes) -> None:
    challenge, sealed = await room.challenge("daisu")
    assert await room.answer(challenge, wrong) == (401, "")
    assert (await room.answer(challenge, unsealed(sealed, room.office.identity("daisu"))))[0] == 200


@pytest.mark.parametrize("forged", ["", "x", "é", "gAAAAA", "A" * 2048])
async def test_a_challenge_that_we_did_not_make_is_none(room: Staffroom, forged: str) -> None:
    assert await room.answer(forged, b"\0" * 32) == (401, "")


async def test_a_challenge_of_another_process_is_none(room: Staffroom) -> None:
    recipient_of = partial(team_recipient, room.office.home / "keys" / "teams")
    other = SignIn(recipient_of, room.clock).challenge("daisu")
    opened = unsealed(other.sealed, room.office.identity("daisu"))
    assert await room.answer(other.id, opened) == (401, "")


async def test_what_is_asked_does_not_stand_in_the_challenge(room: Staffroom) -> None:
    challenge, sealed = await room.challenge("daisu")
    opened = unsealed(sealed, room.office.identity("daisu"))
    written = base64.urlsafe_b64decode(challenge)
    assert opened not in written
    assert b"daisu" not in written


async def test_an_answer_that_was_right_does_not_sign_in_twice(room: Staffroom) -> None:
    challenge, sealed = await room.challenge("daisu")
    opened = unsealed(sealed, room.office.identity("daisu"))
    assert (await room.answer(challenge, opened))[0] == 200
    assert await room.answer(challenge, opened) == (401, "")


@pytest.mark.parametrize(("seconds", "status"), [(59, 200), (60, 401), (3600, 401)])
async def test_a_challenge_is_good_for_a_minute(room: Staffroom, seconds: int, status: int) -> None:
    challenge, sealed = await room.challenge("daisu")
    room.clock.move(timedelta(seconds=seconds))
    assert (await room.answer(challenge, unsealed(sealed, room.office.identity("daisu"))))[0] == status


@pytest.mark.parametrize(("seconds", "status"), [(899, 200), (900, 401)])
async def test_a_sign_in_is_good_for_a_quarter_of_an_hour(room: Staffroom, seconds: int, status: int) -> None:
    token = await room.token("daisu")
    room.clock.move(timedelta(seconds=seconds))
    assert await list_status(room, f"Bearer {token}") == status


async def test_a_token_acts_for_its_own_team_alone(room: Staffroom) -> None:
    report = await room.report("daisu")
    for team in ROUTING.teams:
        answer = await room.client.get("/api/reports", headers=await room.headers(team))
        ids = [each["id"] for each in (await answer.json())["reports"]]
        assert ids == ([report] if team == "daisu" else [])


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer ", "Bearer wrong", "Basic {}", "{}", "Bearer {}x", "bearer {}"]
)
@pytest.mark.parametrize(("method", "path"), GUARDED)
async def test_nothing_is_answered_without_a_sign_in(
    room: Staffroom, method: str, path: str, authorization: str
) -> None:
    headers = {"Authorization": authorization.format(await room.token("daisu"))}
    answer = await room.client.request(method, path, headers=headers)
    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert (await answer.json())["detail"] == "Sign in first."


@pytest.mark.parametrize(
    "team", ["no_such_team", "../teams/daisu", "intake", "DAISU", "daisu.pub", "daisu\0", "é", "."]
)
async def test_a_team_that_there_is_not_gets_a_challenge_that_looks_the_same_and_nobody_can_open(
    room: Staffroom, team: str
) -> None:
    known = await room.client.post("/api/sign-in", json={"team": "daisu"})
    unknown = await room.client.post("/api/sign-in", json={"team": team})
    assert (known.status, set(known.headers)) == (unknown.status, set(unknown.headers))
    assert set(await known.json()) == set(await unknown.json()) == {"id", "challenge"}
    challenge, sealed = await room.challenge(team)
    assert sealed.startswith(b"age-encryption.org/v1\n-> X25519 ")
    for name in ROUTING.teams:
        with pytest.raises(pyrage.DecryptError):
            unsealed(sealed, room.office.identity(name))
    assert await room.answer(challenge, b"\0" * 32) == (401, "")


async def test_a_challenge_that_there_is_not_is_refused_as_a_wrong_answer_is(room: Staffroom) -> None:
    challenge, _ = await room.challenge("daisu")
    body = {"id": challenge, "answer": "AAAA"}
    wrong = await room.client.post("/api/sign-in/answer", json=body)
    none = await room.client.post("/api/sign-in/answer", json=body)
    assert await wrong.read() == await none.read()


async def test_the_token_itself_is_not_kept(room: Staffroom) -> None:
    token = await room.token("daisu")
    kept = str([vars(each) for each in vars(room.desk.sign_in)["_sessions"].values()])
    assert "daisu" in kept
    assert token not in kept


def test_a_key_taken_away_or_put_in_place_counts_at_once(staff_keys: Path, tmp_path: Path) -> None:
    public = staff_keys / "keys" / "teams" / "daisu.pub"
    assert team_recipient(tmp_path, "daisu") is None
    shutil.copy(public, tmp_path)
    assert team_recipient(tmp_path, "daisu") == public.read_text().strip()
    (tmp_path / "daisu.pub").unlink()
    assert team_recipient(tmp_path, "daisu") is None


def test_a_key_file_that_holds_none_signs_nobody_in_and_says_so_without_showing_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "daisu.pub").write_text(CANARY)
    assert team_recipient(tmp_path, "daisu") is None
    assert caplog.messages == ["team_key_unusable kind=KeyringError"]


def test_asking_for_many_challenges_takes_no_room_and_makes_none_forgotten(staff_keys: Path) -> None:
    sign_in = SignIn(partial(team_recipient, staff_keys / "keys" / "teams"), MovingClock())
    first = sign_in.challenge("daisu")
    for number in range(2000):
        sign_in.challenge(f"team {number}")
    assert [len(kept) for kept in vars(sign_in)["_sessions"].values()] == []
    assert len(vars(sign_in)["_answered"]) == 0
    assert sign_in.answer(first.id, unsealed(first.sealed, own_key(staff_keys, "daisu"))) is not None


def test_a_team_that_signs_in_again_and_again_ends_no_other_teams_sign_in(
    staff_keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("staff.sign_in.MOST_SESSIONS", 3)
    sign_in = SignIn(partial(team_recipient, staff_keys / "keys" / "teams"), MovingClock())

    def signed_in(team: str) -> str:
        challenge = sign_in.challenge(team)
        token = sign_in.answer(challenge.id, unsealed(challenge.sealed, own_key(staff_keys, team)))
        assert token is not None
        return token

    others = signed_in("mash")
    own = [signed_in("daisu") for _ in range(4)]
    assert sign_in.team_of(others) == "mash"
    assert [sign_in.team_of(token) for token in own] == [None, "daisu", "daisu", "daisu"]


def test_what_is_over_is_not_kept_in_memory() -> None:
    clock = MovingClock()
    kept: Expiring[str] = Expiring(timedelta(seconds=60), 100, clock)
    kept.put("first", "a")
    clock.move(timedelta(seconds=61))
    kept.put("second", "b")
    assert len(kept) == 1


def test_a_challenge_does_not_show_itself(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    challenge = SignIn(lambda _team: None, MovingClock()).challenge("daisu")
    assert "age-encryption" not in repr(challenge)
    assert caplog.messages == []
