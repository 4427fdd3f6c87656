"""A member of the public with a telephone, texting the real stack through the double of a provider."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gateway.channels.segments import plain
from tests.gateway.channels.doubles.provider_double import Call, ProviderDouble
from tests.journeys.stack import Stack

PATIENCE = 30.0  # seconds
PAGES = 12  # more than any answer has
MORE = "more"
CHOICE = re.compile(r"^(\d+) (.+)$", re.MULTILINE)
TAKEN = (200, 204)


@dataclass(frozen=True)
class Texts:
    """What came in answer to one message, with the pages she asked for after it."""

    each: Sequence[str]

    @property
    def text(self) -> str:
        """All that was said."""
        return "\n\n".join(self.each)

    @property
    def choices(self) -> dict[str, str]:
        """The numbers on these pages by what stands beside them."""
        return {title: number for number, title in CHOICE.findall(self.text)}


@dataclass
class Texter:
    """One telephone. `last` is the latest answer."""

    stack: Stack
    double: ProviderDouble
    number: str
    last: Texts = field(default_factory=lambda: Texts(()))

    @property
    def inbox(self) -> list[str]:
        """All that ever came."""
        return [text for to, text in self.double.sent if to == self.number]

    async def begins(self, text: str) -> Texts:
        """The first message of a conversation: beside the answer comes what a telephone tells about her."""
        return await self.says(text, replies=2)

    async def says(self, text: str, *, replies: int = 1, until: str = "") -> Texts:
        """Texts, and waits for that many messages in answer, and for these words in one of them."""
        before = len(self.inbox)
        assert await self.delivers(self.writes(text)) in TAKEN
        self.last = await self.hears(before, replies=replies, until=until)
        return self.last

    async def hears(self, before: int, *, replies: int = 1, until: str = "") -> Texts:
        """What came since there were `before` messages, once it is all there."""
        async with asyncio.timeout(PATIENCE):
            while len(since := self.inbox[before:]) < replies or until not in "\n".join(since):
                self.double.arrived.clear()
                await self.double.arrived.wait()
        return Texts(since)

    async def chooses(self, title: str) -> Texts:
        """Finds a choice, asking for more pages, and sends its number."""
        return await self.says(await self._finds(title))

    async def reads_on(self) -> Texts:
        """Asks for the pages that are left."""
        while MORE.upper() in self.last.each[-1]:
            before = self.last.each
            self.last = Texts((*before, *(await self.says(MORE)).each))
            assert len(self.last.each) <= PAGES
        return self.last

    def writes(self, text: str, message_id: str | None = None) -> Call:
        """The webhook with a message of hers."""
        return self.double.message(text, self.number, message_id=message_id)

    async def delivers(self, call: Call) -> int:
        """Posts a webhook as the provider does; its status."""
        headers, body = call
        url = f"{self.stack.url}/channels/{self.double.name}"
        async with self.stack.http.post(url, data=body, headers=headers) as answer:
            return answer.status

    async def _finds(self, title: str) -> str:
        title = plain(title)
        if title not in self.last.choices:
            await self.reads_on()
        assert title in self.last.choices, f"offered: {list(self.last.choices)}"
        return self.last.choices[title]
