from __future__ import annotations

import asyncio
import re
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from gateway.gateway import Gateway
from gateway.spool import FullError, Room, Spool
from gateway.spool_relay import LONGEST_WAIT, SpoolRelay
from tests.gateway.actions_double import ActionsDouble
from tests.gateway.chat import Chat
from tests.gateway.conftest import SPOOL_SECRET, MovableClock
from tests.gateway.rasa_double import RasaDouble
from tests.gateway.spool_kit import ROOM, files, locked, with_room

LOOKUP, OTHER = "ab" * 32, "cd" * 32


class Crash(BaseException):
    """The process ends here."""


def crash(*_: object) -> None:
    raise Crash


@pytest.fixture
def spool(tmp_path: Path, clock: MovableClock) -> Spool:
    clock.move(minutes=37)
    return Spool(tmp_path / "spool", SPOOL_SECRET, ROOM, clock)


@pytest.fixture
def gateway(gateway: Gateway) -> Gateway:
    return with_room(gateway)


def test_names_lengths_and_times_tell_nothing(spool: Spool) -> None:
    spool.put(LOOKUP, b"sealed")
    (path,) = files(spool)
    assert re.fullmatch(r"[0-9a-f]{32}\.age", path.name)
    assert LOOKUP[:8] not in path.name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (spool.folder, spool.folder / "refused")} == {0o700}
    (held,) = spool.waiting()
    with spool.held(held) as sealed:
        assert sealed == b"sealed"
    assert {each.stat().st_mtime % 3600 for each in (path, spool.folder)} == {0}
    assert path.stat().st_atime % 3600 == 0


def test_a_receipt_is_found_with_the_secret_alone(spool: Spool) -> None:
    spool.put(LOOKUP, b"sealed")
    assert spool.look(LOOKUP)
    assert spool.look(OTHER) is None
    assert replace(spool, secret="t" * 43).look(LOOKUP) is None


def test_a_crash_while_writing_leaves_nothing_that_counts(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "rename", crash)
    with pytest.raises(Crash):
        spool.put(LOOKUP, b"sealed")
    monkeypatch.undo()
    assert len(files(spool)) == 1
    assert spool.waiting() == []
    assert spool.look(LOOKUP) is None
    spool.tidy()
    assert files(spool) == []


def test_what_another_process_is_writing_is_not_tidied_away(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    rename: Callable[..., Any] = Path.rename

    def tidied_by_another(path: Path, to: Path) -> None:
        spool.tidy()
        rename(path, to)

    monkeypatch.setattr(Path, "rename", tidied_by_another)
    spool.put(LOOKUP, b"sealed")
    assert len(spool.waiting()) == 1


def test_the_room_is_kept_to(spool: Spool) -> None:
    small = replace(spool, room=Room(files=2, bytes=10))
    small.put(LOOKUP, b"12345")
    with pytest.raises(FullError):
        small.put(OTHER, b"123456")
    small.put(OTHER, b"12345")
    with pytest.raises(FullError):
        small.put("ef" * 32, b"")


def test_a_file_is_held_by_one(spool: Spool) -> None:
    spool.put(LOOKUP, b"sealed")
    (path,) = spool.waiting()
    with spool.held(path) as first, spool.held(path) as second:
        assert (first, second) == (b"sealed", None)
    with spool.held(path) as again:
        assert again == b"sealed"
    spool.remove(path)
    with spool.held(path) as gone:
        assert gone is None


async def test_a_crash_between_hand_over_and_deletion_hands_over_the_same_again(
    chat: Chat, rasa: RasaDouble, actions: ActionsDouble, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    await locked(chat, rasa)
    actions.takes = 200
    monkeypatch.setattr(Spool, "remove", crash)
    with pytest.raises(Crash):
        await gateway.spool.hand_over_all()
    monkeypatch.undo()
    assert await gateway.spool.hand_over_all()  # as the next process does
    first, second = actions.handed
    assert first == second  # the action server knows it by its submission
    assert files(gateway.spool.spool) == []


async def test_two_gateways_that_share_the_folder_hand_over_once(
    chat: Chat, rasa: RasaDouble, actions: ActionsDouble, gateway: Gateway
) -> None:
    await locked(chat, rasa)
    actions.takes = 200
    another = replace(gateway.spool)
    await asyncio.gather(gateway.spool.hand_over_all(), another.hand_over_all())
    assert len(actions.handed) == 1
    assert files(gateway.spool.spool) == []


async def test_what_is_refused_later_is_kept_for_somebody_to_look_at(
    client: TestClient[Any, Any],
    chat: Chat,
    rasa: RasaDouble,
    actions: ActionsDouble,
    gateway: Gateway,
    caplog: pytest.LogCaptureFixture,
) -> None:
    receipt = await locked(chat, rasa)
    actions.takes = 400
    assert await gateway.spool.hand_over_all()
    (path,) = files(gateway.spool.spool)
    assert path.parent.name == "refused"
    assert "spool refused" in caplog.text
    assert (await (await client.get("/healthz")).json())["spool"] == "refused"
    actions.takes = 200
    assert await gateway.spool.hand_over_all()
    assert actions.handed == []  # not tried again by itself
    opened = await client.post("/api/receipts/open", json={"receipt": receipt.words})
    assert (await opened.json())["status"] == "waiting"
    assert receipt.lookup not in caplog.text
    assert path.stem not in caplog.text


async def test_it_is_tried_again_and_again_with_longer_waits(
    chat: Chat, rasa: RasaDouble, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    async def wait_for(woken: Any, seconds: float) -> None:
        woken.close()
        waits.append(seconds)
        if len(waits) == 9:
            raise Crash
        raise TimeoutError

    await locked(chat, rasa)
    monkeypatch.setattr(asyncio, "wait_for", wait_for)
    known = gateway.spool
    with pytest.raises(Crash):
        await SpoolRelay(known.spool, known.intake, known.actions, lambda: 1.0).run()
    assert waits == [2, 4, 8, 16, 32, LONGEST_WAIT, LONGEST_WAIT, LONGEST_WAIT, LONGEST_WAIT]


async def test_what_waits_is_handed_over_when_a_gateway_starts(
    chat: Chat, rasa: RasaDouble, actions: ActionsDouble, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def wait_for(woken: Any, seconds: float) -> None:
        woken.close()
        raise Crash

    await locked(chat, rasa)
    actions.takes = 200
    monkeypatch.setattr(asyncio, "wait_for", wait_for)
    known = gateway.spool
    with pytest.raises(Crash):
        await SpoolRelay(known.spool, known.intake, known.actions, lambda: 1.0).run()
    assert files(known.spool) == []
    assert len(actions.handed) == 1
