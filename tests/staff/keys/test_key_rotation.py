"""A team's key is replaced: from then on the old one opens nothing new, and nothing is lost on the way."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pyrage
import pytest

from actions import rewrap
from actions.key_files import KeyringError
from actions.keyring import load_keyring
from actions.rewrap import ChangedMeanwhileError, Exchange
from actions.sealing import seal
from actions.team_keys import fingerprint
from actions.withdrawal import withdraw
from heard import key_writing, rotation
from heard.rotation import rotate
from staff.requests import LARGEST_BODY
from tests.actions.kit import CANARY, NOW, ROUTING, forge
from tests.staff.keys.kit import RECEIPT, adds, ended, every_file, identity_in, run_keys, stored, texts
from tests.staff.kit import Staffroom, unsealed

WENT = "Sealed anew: {}. Already so: {}. Taken back meanwhile: 0.\n"


def print_of(room: Staffroom, team: str = "daisu") -> str:
    """The fingerprint of a team's key now."""
    return fingerprint((room.office.home / "keys" / "teams" / f"{team}.pub").read_text().strip())


async def test_a_report_after_the_change_opens_with_the_new_key_and_not_with_the_old(room: Staffroom) -> None:
    old = room.office.identity("daisu")
    assert (await run_keys("rotate", "daisu")).exit_code == 0
    await room.report("daisu", receipt=RECEIPT)
    await adds(room)
    parts = await stored(room)
    assert len(parts) == len(texts(parts, room.office.identity("daisu"))) == 3
    assert texts(parts, old) == []


async def test_what_is_added_later_to_an_older_report_is_sealed_to_the_new_key(room: Staffroom) -> None:
    old = room.office.identity("daisu")
    await room.report("daisu", receipt=RECEIPT)
    rotate(room.office.home, "daisu")
    await adds(room)
    account, contact, addition = await stored(room)
    assert len(texts([account, contact], old)) == 2
    assert texts([addition], old) == []
    assert len(texts([addition], room.office.identity("daisu"))) == 1


async def test_the_old_key_signs_in_no_more_and_whoever_was_signed_in_with_it_is_out(room: Staffroom) -> None:
    old = room.office.identity("daisu")
    headers = await room.headers("daisu")
    before, asked = await room.challenge("daisu")
    rotate(room.office.home, "daisu")
    assert (await room.client.get("/api/reports", headers=headers)).status == 401
    assert await room.answer(before, unsealed(asked, old)) == (401, "")
    _, asked = await room.challenge("daisu")
    with pytest.raises(pyrage.DecryptError):
        unsealed(asked, old)
    assert (await room.client.get("/api/reports", headers=await room.headers("daisu"))).status == 200


async def test_stored_reports_come_to_the_new_key_byte_for_byte(room: Staffroom) -> None:
    old, recovery = room.office.identity("daisu"), room.office.identity("recovery")
    report = await room.report("daisu", receipt=RECEIPT)
    await room.report("daisu", 2)
    await adds(room)
    before = texts(await stored(room), old)
    await run_keys("rotate", "daisu")
    result = await run_keys("rewrap", "daisu", "--url", room.url)
    assert (result.exit_code, result.stdout) == (0, WENT.format(2, 0)), result.output
    parts = await stored(room)
    assert texts(parts, room.office.identity("daisu")) == texts(parts, recovery) == before
    assert len(before) == 5
    assert texts(parts, old) == []
    assert CANARY not in result.output
    assert await room.status("daisu", report) == "received"
    assert {event for event, _ in await room.audit("daisu")} == {"fetched to rewrap", "rewrapped"}


async def test_doing_it_again_changes_nothing(room: Staffroom) -> None:
    await room.report("daisu")
    rotate(room.office.home, "daisu")
    await run_keys("rewrap", "daisu", "--url", room.url)
    parts = await stored(room)
    result = await run_keys("rewrap", "daisu", "--url", room.url)
    assert (result.stdout, await stored(room)) == (WENT.format(0, 1), parts)


async def test_another_teams_reports_are_not_touched(room: Staffroom) -> None:
    theirs = await room.report("professional_standards", about_police="yes")
    before = await stored(room, "professional_standards")
    await room.report("daisu", 2)
    rotate(room.office.home, "daisu")
    await run_keys("rewrap", "daisu", "--url", room.url)
    assert await stored(room, "professional_standards") == before
    headers = await room.headers("daisu")
    for method in ("GET", "PUT"):
        body = {"parts": {"account": exchange_body(before[0].data, b"")}}
        answer = await room.client.request(method, f"/api/rewrap/{theirs}", json=body, headers=headers)
        assert answer.status == 404
    assert await room.audit("professional_standards") == []


def exchange_body(was: bytes, now: bytes) -> dict[str, str]:
    """One part in the body of an exchange; without `now` something freshly sealed."""
    recipient = pyrage.x25519.Identity.generate().to_public()
    now = now or pyrage.encrypt(b"{}", [recipient])
    return {"was": hashlib.sha256(was).hexdigest(), "now": base64.b64encode(now).decode()}


async def test_reports_are_fetched_without_opening_only_while_a_key_is_being_replaced(room: Staffroom) -> None:
    report = await room.report("daisu")
    home, former = room.office.home, print_of(room)

    async def statuses() -> list[int]:
        headers = await room.headers("daisu")
        paths = ("/api/rewrap", f"/api/rewrap/{report}")
        return [(await room.client.get(path, headers=headers)).status for path in paths]

    assert await statuses() == [409, 409]
    rotate(home, "daisu")
    assert await statuses() == [200, 200]
    rotation.revoke(home, "daisu", former)
    assert await statuses() == [409, 409]


async def test_a_part_that_has_changed_stops_the_exchange_of_all(room: Staffroom) -> None:
    report = await room.report("daisu")
    rotate(room.office.home, "daisu")
    account, contact = await stored(room)
    right, wrong = exchange_body(account.data, b""), exchange_body(b"another", b"")
    for body in ({"account": right, "contact": wrong}, {"account": right, "addition 1": right}):
        headers = await room.headers("daisu")
        answer = await room.client.put(f"/api/rewrap/{report}", json={"parts": body}, headers=headers)
        assert answer.status == 409
        assert await stored(room) == [account, contact]
    assert await room.audit("daisu") == []


async def test_what_is_not_sealed_is_not_taken(room: Staffroom) -> None:
    report = await room.report("daisu")
    rotate(room.office.home, "daisu")
    account, contact = await stored(room)
    body = {"parts": {"account": exchange_body(account.data, CANARY.encode() * 20)}}
    answer = await room.client.put(f"/api/rewrap/{report}", json=body, headers=await room.headers("daisu"))
    assert answer.status == 400
    assert await stored(room) == [account, contact]


async def test_details_she_took_back_meanwhile_do_not_come_back(room: Staffroom) -> None:
    report = await room.report("daisu", receipt=RECEIPT)
    sessions = room.office.sessions
    await room.client.get(f"/api/reports/{report}", headers=await room.headers("daisu"))
    rotate(room.office.home, "daisu")
    fetched = await rewrap.fetch(sessions, room.office.report_keys, "daisu", report, NOW)
    await withdraw(room.office.intake, RECEIPT.lookup)
    before = await stored(room)
    exchanges = {
        name: Exchange(hashlib.sha256(part.data).hexdigest(), seal(b"{}", [RECEIPT.recipient]))
        for name, part in fetched.items()
    }
    with pytest.raises(ChangedMeanwhileError):
        await rewrap.exchange(sessions, room.office.report_keys, "daisu", report, exchanges, NOW)
    assert await stored(room) == before


async def test_a_report_longer_than_any_other_request_is_exchanged_too(room: Staffroom) -> None:
    report = await room.report("daisu")
    team = room.office.intake.keys.teams["daisu"]
    await forge(room.office, report, "daisu", "account", seal(b"x" * 4 * LARGEST_BODY, [team]))
    rotate(room.office.home, "daisu")
    assert (await run_keys("rewrap", "daisu", "--url", room.url)).stdout == WENT.format(1, 0)


async def test_a_report_that_no_key_here_opens_is_said_and_left(room: Staffroom) -> None:
    await room.report("daisu")
    await room.report("daisu", 2)
    rotate(room.office.home, "daisu")
    (former,) = (room.office.home / "keys" / "teams" / "former").glob("daisu.*.key")
    moved = former.rename(room.office.home / "moved.key")
    before = await stored(room)
    sentence = (
        "2 cannot be opened with any key here. Give earlier keys to `heard keys rewrap --former`, "
        "or use `heard keys recover`. Revoke nothing before that."
    )
    assert ended(await run_keys("rewrap", "daisu", "--url", room.url), 1, sentence)
    assert await stored(room) == before
    result = await run_keys("rewrap", "daisu", "--url", room.url, "--former", str(moved))
    assert result.stdout == WENT.format(2, 0)


async def test_stopped_half_way_it_goes_on_where_it_was(room: Staffroom, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (1, 2, 3):
        await room.report("daisu", number)
    old = room.office.identity("daisu")
    rotate(room.office.home, "daisu")
    whole, left = rewrap.exchange, [1]

    async def breaks(*given: object) -> None:
        if not left:
            raise OSError
        left.pop()
        await whole(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(rewrap, "exchange", breaks)
    assert (await run_keys("rewrap", "daisu", "--url", room.url)).exit_code == 2
    parts = await stored(room)
    assert (len(texts(parts, old)), len(texts(parts, room.office.identity("daisu")))) == (4, 2)
    monkeypatch.setattr(rewrap, "exchange", whole)
    assert (await run_keys("rewrap", "daisu", "--url", room.url)).stdout == WENT.format(2, 1)
    assert len(texts(await stored(room), room.office.identity("daisu"))) == 6


@pytest.mark.parametrize("written", [0, 1])
async def test_a_change_of_keys_that_is_cut_off_loses_nothing(
    room: Staffroom, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    await room.report("daisu")
    old, whole, left = room.office.identity("daisu"), key_writing.replace, list(range(written))

    def breaks(path: Path, text: str) -> None:
        if not left:
            raise OSError("cut off")
        left.pop()
        whole(path, text)

    monkeypatch.setattr(rotation, "replace", breaks)
    with pytest.raises(OSError, match="cut off"):
        rotate(room.office.home, "daisu")
    monkeypatch.setattr(rotation, "replace", whole)
    await room.report("daisu", 2)
    folder = room.office.home / "keys" / "teams"
    kept = {identity_in(path) for path in folder.rglob("daisu*.key")}
    assert old in kept
    assert len(texts(await stored(room), old)) == 4
    rotate(room.office.home, "daisu")
    assert {identity_in(path) for path in folder.rglob("daisu*.key")} > kept
    assert (await run_keys("rewrap", "daisu", "--url", room.url)).stdout == WENT.format(2, 0)
    assert len(texts(await stored(room), room.office.identity("daisu"))) == 4


async def test_a_key_made_elsewhere_is_put_in_place_and_no_private_key_stays_where_it_was(room: Staffroom) -> None:
    made = pyrage.x25519.Identity.generate()
    public = room.office.home / "made.pub"
    public.write_text(f"{made.to_public()}\n")
    old = room.office.identity("daisu")
    assert (await run_keys("rotate", "daisu", "--public", str(public))).exit_code == 0
    await room.report("daisu")
    assert len(texts(await stored(room), str(made))) == 2
    assert not room.key_file("daisu").exists()
    assert [identity_in(path) for path in room.key_file("daisu").parent.glob("former/*.key")] == [old]


async def test_a_new_key_names_the_recovery_key_that_its_team_may_seal_to(room: Staffroom) -> None:
    named = f"# recovery: {(room.office.home / 'keys' / 'recovery.pub').read_text().strip()}"
    await run_keys("rotate", "daisu")
    assert named in room.key_file("daisu").read_text().splitlines()
    (room.office.home / "elsewhere.pub").write_text(f"{pyrage.x25519.Identity.generate().to_public()}\n")
    told = await run_keys("rotate", "daisu", "--public", str(room.office.home / "elsewhere.pub"))
    assert named in told.stdout


async def test_no_team_goes_back_to_a_key(room: Staffroom) -> None:
    public = room.office.home / "former.pub"
    public.write_text((room.office.home / "keys" / "teams" / "daisu.pub").read_text())
    sentence = "This key is in use or was used before. Make a new one with `age-keygen`."
    assert ended(await run_keys("rotate", "daisu", "--public", str(public)), 1, sentence)
    former = print_of(room)
    rotate(room.office.home, "daisu")
    assert ended(await run_keys("rotate", "daisu", "--public", str(public)), 1, sentence)
    rotation.revoke(room.office.home, "daisu", former)
    before = every_file(room.office.home)
    for team in ("daisu", "mash"):
        assert ended(await run_keys("rotate", team, "--public", str(public)), 1, sentence)
    assert every_file(room.office.home) == before


async def test_the_only_key_of_a_team_is_not_revoked(room: Staffroom) -> None:
    before = every_file(room.office.home)
    sentence = (
        "This is the key that daisu uses now, and it has no other. Run `heard keys rotate daisu` first, "
        "then `heard keys rewrap daisu`, then revoke this one."
    )
    assert ended(await run_keys("revoke", "daisu", "--key", print_of(room), "--yes"), 1, sentence)
    assert every_file(room.office.home) == before


async def test_a_revoked_key_that_is_put_back_signs_nobody_in_and_receives_nothing(room: Staffroom) -> None:
    public, old = room.office.home / "keys" / "teams" / "daisu.pub", room.office.identity("daisu")
    before, former = public.read_text(), print_of(room)
    rotate(room.office.home, "daisu")
    assert (await run_keys("revoke", "daisu", "--key", former, "--yes")).exit_code == 0
    public.write_text(before)
    _, asked = await room.challenge("daisu")
    with pytest.raises(pyrage.DecryptError):
        unsealed(asked, old)
    with pytest.raises(KeyringError, match="revoked"):
        await room.office.submit()
    with pytest.raises(KeyringError, match="revoked"):
        load_keyring(room.office.home, ROUTING.teams)
    assert await stored(room) == []


async def test_revoking_asks_first_and_says_what_is_wrong(room: Staffroom) -> None:
    former = print_of(room)
    rotate(room.office.home, "daisu")
    assert (await run_keys("revoke", "daisu", "--key", former)).exit_code == 1
    shape = "A fingerprint is 16 digits and letters from a to f, as `heard keys list` shows it."
    assert ended(await run_keys("revoke", "daisu", "--key", "../x", "--yes"), 1, shape)
    none = f"The team mash has no key {former}. `heard keys list` shows the ones it has."
    assert ended(await run_keys("revoke", "mash", "--key", former, "--yes"), 1, none)
    rotation.revoke(room.office.home, "daisu", former)
    twice = f"The key {former} of daisu is revoked already."
    assert ended(await run_keys("revoke", "daisu", "--key", former, "--yes"), 1, twice)


async def test_the_list_shows_every_key_and_no_secret(room: Staffroom) -> None:
    first = print_of(room)
    rotate(room.office.home, "daisu")
    rotation.revoke(room.office.home, "daisu", first)
    second = print_of(room)
    rotate(room.office.home, "daisu")
    room.key_file("mash").rename(room.office.home / "mash.key")
    result = await run_keys("list")
    rows = [line.split() for line in result.stdout.splitlines()]
    daisu = [(row[1], row[3]) for row in rows if row[0] == "daisu"]
    assert daisu == [("active", print_of(room)), ("retired", second), ("revoked", first)]
    assert {row[0]: row[4] for row in rows if row[0] in {"mash", "triage"}} == {"mash": "elsewhere", "triage": "here"}
    assert {"intake", "recovery", "statement", "audit", *ROUTING.teams} <= {row[0] for row in rows}
    assert not {"missing", "unreadable"} & {row[1] for row in rows}
    assert "SECRET" not in result.output
    assert "age1" not in result.output


async def test_the_teams_machine_needs_its_keys_and_the_public_recovery_key_alone(
    room: Staffroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await room.report("daisu")
    away, made = tmp_path / "away", pyrage.x25519.Identity.generate()
    away.mkdir()
    room.key_file("daisu").rename(away / "old.key")
    (away / "new.key").write_text(f"{made}\n")
    (away / "new.pub").write_text(f"{made.to_public()}\n")
    (away / "recovery.pub").write_bytes((room.office.home / "keys" / "recovery.pub").read_bytes())
    rotated = await run_keys("rotate", "daisu", "--public", str(away / "new.pub"))
    assert rotated.exit_code == 0, rotated.output
    monkeypatch.setenv("HEARD_HOME", str(tmp_path / "nothing here"))
    given = {"--key": "new.key", "--former": "old.key", "--recovery": "recovery.pub"}
    keys = [word for option, name in given.items() for word in (option, str(away / name))]
    assert (await run_keys("rewrap", "daisu", "--url", room.url, *keys)).stdout == WENT.format(1, 0)
    parts = await stored(room)
    assert texts(parts, str(made)) == texts(parts, room.office.identity("recovery"))
    assert len(texts(parts, str(made))) == 2
    assert not (tmp_path / "nothing here").exists()
