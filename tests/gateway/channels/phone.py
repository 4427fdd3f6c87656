"""Somebody with a telephone, texting Heard through a provider."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from aiohttp.test_utils import TestClient

from gateway.channels.answering import Answering
from tests.gateway.channels.doubles.provider_double import Call, ProviderDouble

PAGES = 12  # more than any answer has


class Phone:
    """`texts` are the messages that came after the last one she sent."""

    def __init__(
        self, client: TestClient[Any, Any], double: ProviderDouble, answering: Answering, number: str = ""
    ) -> None:
        self.client, self.double, self.answering, self.number = client, double, answering, number or double.hers
        self.texts: list[str] = []

    @property
    def text(self) -> str:
        return "\n\n".join(self.texts)

    @property
    def all(self) -> list[str]:
        return [text for to, text in self.double.sent if to == self.number]

    async def send(self, text: str, *, message_id: str | None = None, media: bool = False) -> Phone:
        """Texts, and waits for all that is sent back."""
        before = len(self.all)
        assert await self.deliver(self.double.message(text, self.number, message_id=message_id, media=media)) in (
            200,
            204,
        )
        await self.quiet()
        self.texts = self.all[before:]
        return self

    async def deliver(self, call: Call) -> int:
        """Posts a webhook as the provider does; its status."""
        headers, body = call
        response = await self.client.post(f"/channels/{self.double.name}", data=body, headers=headers)
        assert response.status != 200 or await response.text() == self.answering.provider.taken.body
        return response.status

    async def quiet(self) -> None:
        """Until nothing is being answered or sent."""
        await self.answering.finish()
        async with asyncio.timeout(10):
            await self.answering.outbox.finish()

    async def choose(self, title: str) -> Phone:
        """Finds a choice, asking for more pages, and sends its number."""
        for _ in range(PAGES):
            found = re.search(rf"^(\d+) {re.escape(title)}$", self.text, re.MULTILINE)
            if found:
                return await self.send(found[1])
            assert "MORE" in self.text, f"not on offer: {title}; but {self.text}"
            before = self.texts
            await self.send("more")
            self.texts = [*before, *self.texts]
        raise AssertionError(f"not on offer: {title}")

    async def reach(self, slot: str) -> Phone:
        """Walks through the report up to the question about `slot`."""
        steps = {
            "what_happened": "Spiking", "contact": "a man shouted at me last week",
            "contact_details": "Yes, by phone", "checked": "ring my sister first",
            "consent_share": "My answers are right", "send": "Yes, I agree",
        }  # fmt: skip
        await self.send("i want to report something")
        await self.choose("Report here")
        for reached, answer in steps.items():
            if slot == "report_kind":
                break
            typed = answer in (steps["contact"], steps["checked"])
            await (self.send(answer) if typed else self.choose(answer))
            if reached == slot:
                break
        return self
