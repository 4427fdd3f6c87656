"""Our turn beside a stock Rasa bot's bare turn, in one run on one machine: `make bench`."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from benchmarks.measures import Times, memory, timed
from benchmarks.stock_bot import StockBot, make_stock_bot
from heard.processes import Process
from heard.settings import PROJECT, Settings
from heard.training import train
from tests.journeys.person import Person
from tests.journeys.reporting import ANONYMOUS, fill_in
from tests.journeys.stack import Stack, free_ports, make_stack

TURNS = 200
TURNS_IN_A_CONVERSATION = 10
REPORTS = 20
SAID = ("hello", "i feel sad today", "thanks for that", "what can you do", "goodbye")


def main() -> None:
    """Prints the table. Takes a few minutes: both bots are trained."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_compare(Path(folder)))


async def _compare(folder: Path) -> None:
    _say("training ours")
    began = time.monotonic()
    fresh = Settings(home=folder / "fresh")
    model = train(fresh)
    training = time.monotonic() - began
    (PROJECT / ".heard" / "models").mkdir(parents=True, exist_ok=True)
    shutil.copy(model, PROJECT / ".heard" / "models" / model.name)
    _say("creating and training the stock bot")
    (folder / "stock").mkdir()
    stock = make_stock_bot(fresh, folder / "stock", free_ports(1)[0])
    async with aiohttp.ClientSession() as http:
        _say("measuring the stock bot")
        async with _started([stock.process], http) as stock_ready:
            bare = await _stock_turns(stock, http)
            stock_memory = memory(stock.process)
        _say("measuring ours")
        (folder / "ours").mkdir()
        stack = make_stack(folder / "ours", http, log_level="WARNING")
        for part in stack.parts.values():
            part.environment = {**part.environment, "HEARD_RATE_LIMIT": "off"}
        async with _started(list(stack.parts.values()), http) as our_ready:
            ours = await _our_turns(stack)
            submits = await _submits(stack)
            our_memory = {name: memory(part) for name, part in stack.parts.items()}
    _row("", "ours", "stock bot", "ratio")
    _compared("turn p50, ms", ours.p50, bare.p50)
    _compared("turn p95, ms", ours.p95, bare.p95)
    _compared("submit turn p50, ms", submits.p50, bare.p50)
    _compared("submit turn p95, ms", submits.p95, bare.p95)
    _compared("memory, MB", sum(our_memory.values()), stock_memory)
    _compared("training, s", training, stock.training_seconds)
    _compared("time to ready, s", our_ready, stock_ready)
    print("memory by process, MB: " + ", ".join(f"{name} {size:.0f}" for name, size in our_memory.items()))
    print(f"{TURNS} turns each; {REPORTS} submits, each through gateway, Rasa and action server to the database.")
    print("The stock bot's turn is a bare REST turn to Rasa alone, with its own five-intent model.")


@asynccontextmanager
async def _started(parts: list[Process], http: aiohttp.ClientSession) -> AsyncIterator[float]:
    began = time.monotonic()
    await asyncio.gather(*(part.start() for part in parts))
    await asyncio.gather(*(part.ready(http) for part in parts))
    try:
        yield time.monotonic() - began
    finally:
        await asyncio.gather(*(part.stop() for part in parts))


async def _stock_turns(stock: StockBot, http: aiohttp.ClientSession) -> Times:
    await stock.turn(http, "warm", "hello")
    seconds = []
    for turn in range(TURNS):
        seconds.append(await timed(stock.turn(http, f"s{turn // TURNS_IN_A_CONVERSATION}", _said(turn))))
    return Times(seconds)


async def _our_turns(stack: Stack) -> Times:
    seconds = []
    for turn in range(TURNS):
        if turn % TURNS_IN_A_CONVERSATION == 0:
            person = Person(stack.http, stack.url)
            await person.arrives()
        seconds.append(await timed(person.says(_said(turn))))
    return Times(seconds)


async def _submits(stack: Stack) -> Times:
    seconds = []
    for _ in range(REPORTS):
        person = Person(stack.http, stack.url)
        await person.arrives()
        await fill_in(person, ANONYMOUS, until="send")
        seconds.append(await timed(person.chooses("Send my report")))
        assert "stored" in person.last.text
    return Times(seconds)


def _said(turn: int) -> str:
    return SAID[turn % len(SAID)]


def _say(what: str) -> None:
    print(f"… {what}", file=sys.stderr, flush=True)


def _row(*cells: str) -> None:
    print(f"{cells[0]:<22}" + "".join(f"{cell:>12}" for cell in cells[1:]))


def _compared(what: str, ours: float, stock: float) -> None:
    _row(what, f"{ours:.1f}", f"{stock:.1f}", f"{ours / stock:.2f}")


if __name__ == "__main__":
    main()
