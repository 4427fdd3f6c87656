"""A newcomer's first command."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from heard.danger_training import danger_model_for, language_model_for, train_danger, train_language_model
from heard.settings import PROJECT, Settings
from heard.training import model_for, train
from tests.journeys.stack import free_ports

pytestmark = pytest.mark.journey
PORTS = ("HEARD_GATEWAY_PORT", "HEARD_STAFF_PORT", "HEARD_ACTIONS_PORT", "HEARD_RASA_PORT")


async def test_one_command_starts_everything_says_where_and_ctrl_c_stops_it_all(tmp_path: Path) -> None:
    ports = free_ports(len(PORTS))
    model = model_for(Settings(home=tmp_path))
    model.parent.mkdir()
    shutil.copy(train(Settings(home=PROJECT / ".heard")), model)
    shutil.copy(train_danger(Settings(home=PROJECT / ".heard")), danger_model_for(Settings(home=tmp_path)))
    shutil.copy(train_language_model(Settings(home=PROJECT / ".heard")), language_model_for(Settings(home=tmp_path)))
    environment = {**os.environ, "HEARD_HOME": str(tmp_path), **dict(zip(PORTS, map(str, ports), strict=True))}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "heard.cli", "run"), cwd=PROJECT, env=environment, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    said = (await asyncio.wait_for(process.stdout.readuntil(b"Ctrl-C"), timeout=90)).decode()
    assert "unchanged since the last training" in said
    assert f"http://127.0.0.1:{ports[0]}" in said
    assert all(await asyncio.gather(*map(listening, ports)))
    process.send_signal(signal.SIGINT)
    assert await asyncio.wait_for(process.wait(), timeout=30) == 0
    assert not any(await asyncio.gather(*map(listening, ports)))


async def listening(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
