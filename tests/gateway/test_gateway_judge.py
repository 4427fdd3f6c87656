"""What the danger check of other languages means for the gateway: doubt in her own language, and nobody waits."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Literal

import pytest
from aiohttp.test_utils import TestClient, TestServer

from gateway.app import make_app
from gateway.gateway import Gateway
from safety import Finding
from tests.gateway.chat import Chat

QUIET = Finding(danger=False, self_harm=False, reasons=())


@pytest.mark.parametrize(
    ("kind", "hers", "english"),
    [("danger", "zadzwoń pod 999", "call 999"), ("self_harm", "Jesteś ważną osobą", "you matter")],
)
async def test_in_doubt_the_way_to_help_is_in_her_language_then_in_english(
    gateway: Gateway, kind: Literal["danger", "self_harm"], hers: str, english: str
) -> None:
    doubt = Finding(False, False, (), unsure=kind, language="pl")
    async with TestClient(TestServer(make_app(replace(gateway, check=lambda _: doubt)))) as client:
        chat = await (await Chat(client).start()).say("znowu był u mamy")
    said = chat.messages[0]["text"]
    assert chat.alerts == []
    assert said.index(hers) < said.index(english)
    assert chat.messages[0]["language"] == "pl"


@pytest.mark.parametrize("quick", [True, False])
async def test_what_takes_longer_is_checked_aside(gateway: Gateway, quick: bool) -> None:
    threads: list[threading.Thread] = []

    def check(text: str) -> Finding:
        threads.append(threading.current_thread())
        return QUIET

    async with TestClient(TestServer(make_app(replace(gateway, check=check, is_quick=lambda _: quick)))) as client:
        await (await Chat(client).start()).say("cześć")
    assert [thread is threading.main_thread() for thread in threads] == [quick]
