"""A bot as `rasa init` leaves it: what we compare ourselves with."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from heard.processes import Process
from heard.settings import Settings


@dataclass(frozen=True)
class StockBot:
    """The bot's process and what it took to train it, in seconds."""

    process: Process
    training_seconds: float
    url: str

    async def turn(self, http: aiohttp.ClientSession, sender: str, text: str) -> None:
        """One bare turn through the stock REST channel."""
        async with http.post(f"{self.url}/webhooks/rest/webhook", json={"sender": sender, "message": text}) as answer:
            assert answer.status == 200
            await answer.json()


def make_stock_bot(settings: Settings, folder: Path, port: int) -> StockBot:
    """Creates and trains the bot with the command that Rasa's documentation gives."""
    rasa = settings.rasa_python.absolute().with_name("rasa")
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "2", "TQDM_DISABLE": "1"}
    with (folder / "init.log").open("wb") as log:
        began = time.monotonic()
        command: list[str | Path] = [rasa, "init", "--no-prompt", "--init-dir", folder / "bot"]
        (folder / "bot").mkdir()
        subprocess.run(command, env=environment, stdout=log, stderr=log, check=True)
        seconds = time.monotonic() - began
    process = Process(
        name="stock bot",
        command=[rasa, "run", "--interface", "127.0.0.1", "--port", str(port)],
        port=port,
        folder=folder / "bot",
        environment=environment,
        output=(folder / "run.log").open("wb"),
        health="/",  # stock Rasa answers there when it is ready
    )
    return StockBot(process, seconds, f"http://127.0.0.1:{port}")
