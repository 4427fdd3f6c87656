from __future__ import annotations

import logging
import sys
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from gateway.log import EventOnly, configure_logging, event
from tests.gateway.chat import DANGER, MESSAGES, Chat
from tests.gateway.rasa_double import RasaDouble

CANARY = "zebra seventeen lilac hats"


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Any:
    root, aiohttp = logging.root, logging.getLogger("aiohttp")
    before = root.handlers[:], root.level, aiohttp.level
    yield
    root.handlers[:], level, aiohttp_level = before
    root.setLevel(level)
    aiohttp.setLevel(aiohttp_level)
    logging.captureWarnings(False)


@pytest.mark.parametrize("trouble", [None, "status 500", "not JSON", "not a reply", "failed"])
async def test_no_log_of_any_level_holds_what_was_said(
    client: TestClient[Any, Any], rasa: RasaDouble, caplog: pytest.LogCaptureFixture, trouble: str | None
) -> None:
    caplog.set_level(logging.DEBUG)
    chat = await Chat(client).start()
    await chat.reach("what_happened")
    rasa.trouble = trouble
    for text in (CANARY, f"{CANARY} {DANGER}", "/" + CANARY, CANARY * 300):
        await chat.post(text=text)
    await chat.post(choice=CANARY)
    await client.post(MESSAGES, data=f'{{"text": {CANARY}', headers=chat.headers)
    await client.post("/api/receipts/open", json={"receipt": CANARY})
    await client.post("/exit", data=chat.token)
    everything = "\n".join(f"{record.getMessage()} {record.args} {record.exc_text}" for record in caplog.records)
    assert "zebra" not in everything
    assert chat.token not in everything
    assert "127.0.0.1" not in "\n".join(each.getMessage() for each in caplog.records if "heard" in each.name)
    assert "turn" in everything


def test_the_printed_log_holds_no_words_of_an_exception(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("INFO")
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("asyncio").exception("something with %s", CANARY)
    logging.getLogger("aiohttp.server").error("from 192.0.2.1 %s", CANARY)
    event("turn", "answered", 0.2)
    printed = capsys.readouterr().err
    assert "zebra" not in printed
    assert "192.0.2.1" not in printed
    assert "ValueError" in printed
    assert "INFO heard.gateway turn answered <0.3s" in printed


def test_a_record_of_another_library_is_only_its_place() -> None:
    try:
        raise KeyError(CANARY)
    except KeyError:
        error = sys.exc_info()
    record = logging.LogRecord("other", logging.ERROR, __file__, 7, CANARY, (), error)
    assert EventOnly().format(record) == "ERROR other at test_gateway_logs:7 KeyError"
