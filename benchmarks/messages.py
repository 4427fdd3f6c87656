"""Messages by text at a steady pace, through the real processes, and what became of each: `make bench`."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from benchmarks.measures import Times
from content.messages import load_messages
from content.texting import by_text, load_texting
from heard.settings import PROJECT
from tests.gateway.channels.doubles.webhook_double import WebhookDouble
from tests.journeys.carriers import open_carriers
from tests.journeys.stack import Stack, make_stack

MESSAGES_OF_EACH = 5  # from one person, evenly over the time
DANGER_EVERY = 50  # messages; from somebody who writes nothing else
PATIENCE = 300.0  # seconds for the last answer
LOOK = 0.2
SAID = ("hello", "i feel sad today", "he checks my phone", "what is clare's law", "what can you do")
DANGER = "he has a knife and he is at my door"
TEXTING = PROJECT / "data" / "texting.yml"


@dataclass
class Person:
    """When each of her messages went, how each was taken, and when which answer came."""

    sent: list[float] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)  # seconds until the webhook was answered
    answers: list[tuple[float, str]] = field(default_factory=list)

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer for each of her messages."""
        return len(self.answers) >= len(self.sent)


class Carrier(WebhookDouble):
    """Delivers to the people; what a telephone tells about them comes beside the first answer and is none."""

    def __init__(self) -> None:
        super().__init__()
        self.people: dict[str, Person] = {}
        self.notice = _first_sentence(load_texting(TEXTING).first)

    def _answer(self, to: str, text: str, status: int, body: Mapping[str, Any] | None = None) -> web.Response:
        if self.notice not in text:
            self.people[to].answers.append((time.perf_counter(), text))
        return super()._answer(to, text, status, body)


def main() -> None:
    """Prints the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rate", type=int, default=50, help="messages a second")
    options.add_argument("--seconds", type=int, default=60)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder), chosen.rate, chosen.seconds))


async def _measure(folder: Path, rate: int, seconds: int) -> None:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http, open_carriers(Carrier) as opened:
        carrier = opened.doubles[Carrier.name]
        assert isinstance(carrier, Carrier)
        stack = make_stack(folder, http, log_level="WARNING", carriers=opened)
        try:
            await stack.start()
            began = time.perf_counter()
            await _send(stack, carrier, rate, seconds)
            await _until_answered(carrier)
        finally:
            await stack.stop()
        _print(carrier.people, began)


async def _send(stack: Stack, carrier: Carrier, rate: int, seconds: int) -> None:
    began = time.perf_counter()
    async with asyncio.TaskGroup() as sending:
        for number, (who, text) in enumerate(_messages(rate * seconds)):
            await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
            sending.create_task(_deliver(stack, carrier, who, text))


def _messages(count: int) -> Iterator[tuple[str, str]]:
    """Who writes, and what."""
    people = max(1, count // MESSAGES_OF_EACH)
    for number in range(count):
        if number % DANGER_EVERY == DANGER_EVERY - 1:
            yield f"+447700{number:06}", DANGER
        else:
            yield f"+447701{number % people:06}", SAID[number % len(SAID)]


async def _deliver(stack: Stack, carrier: Carrier, who: str, text: str) -> None:
    person = carrier.people.setdefault(who, Person())
    headers, body = carrier.message(text, who)
    began = time.perf_counter()
    person.sent.append(began)
    async with stack.http.post(f"{stack.url}/channels/{carrier.name}", data=body, headers=headers) as answer:
        person.statuses.append(answer.status)
    person.taken.append(time.perf_counter() - began)


async def _until_answered(carrier: Carrier) -> None:
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until and not all(person.is_answered for person in carrier.people.values()):  # noqa: ASYNC110 - other processes answer
        await asyncio.sleep(LOOK)
    await asyncio.sleep(LOOK)  # an answer too many would come now


def _print(people: Mapping[str, Person], began: float) -> None:
    everybody = list(people.values())
    calm = [person for who, person in people.items() if not _is_in_danger(who)]
    alarmed = [person for who, person in people.items() if _is_in_danger(who)]
    answers = [answer for person in everybody for answer in person.answers]
    apologies = _apologies()
    _row("messages", sum(len(person.sent) for person in everybody))
    _row("refused by the webhook", sum(status >= 300 for person in everybody for status in person.statuses))
    _row("lost", sum(max(0, len(person.sent) - len(person.answers)) for person in everybody))
    _row("answered more than once", sum(max(0, len(person.answers) - len(person.sent)) for person in calm))
    _row("answered with an apology", sum(any(each in text for each in apologies) for _, text in answers))
    _row("danger answered with 999", f"{sum('call 999' in text for each in alarmed for _, text in each.answers[:1])}"
         f" of {len(alarmed)}")  # fmt: skip
    _row("last answer, s", f"{max(at for at, _ in answers) - began:.1f}")
    _times("webhook", [each for person in everybody for each in person.taken])
    _times("answer", _waits(calm))
    _times("answer in danger", _waits(alarmed))


def _waits(people: Sequence[Person]) -> list[float]:
    """Seconds until each message was answered; those of one person are answered in their order."""
    return [at - sent for each in people for sent, (at, _) in zip(each.sent, each.answers, strict=False)]


def _is_in_danger(who: str) -> bool:
    return who.startswith("+447700")


def _apologies() -> Sequence[str]:
    messages = by_text(load_messages(TEXTING.with_name("messages.yml")), TEXTING)
    return [_first_sentence(each) for each in (messages.fallback, messages.too_many, messages.not_yet)]


def _first_sentence(text: str) -> str:
    return text.partition(".")[0]


def _times(what: str, seconds: Sequence[float]) -> None:
    if len(seconds) > 1:
        times = Times(seconds)
        _row(f"{what} p50 and p95, ms", f"{times.p50:.0f}", f"{times.p95:.0f}")


def _row(what: str, *cells: object) -> None:
    print(f"{what:<32}" + "".join(f"{cell!s:>12}" for cell in cells))


if __name__ == "__main__":
    main()
