"""A member of the public, talking to Heard through its public HTTP API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp


@dataclass(frozen=True)
class Reply:
    """What Heard answered to one turn."""

    status: int
    messages: Sequence[dict[str, Any]]

    @property
    def text(self) -> str:
        """All that was said."""
        return "\n\n".join(str(message["text"]) for message in self.messages)

    @property
    def alert(self) -> str | None:
        """The turn's alert, if the danger check fired."""
        return next((message["alert"] for message in self.messages if message["alert"]), None)

    @property
    def choices(self) -> dict[str, str]:
        """The ids of the choices by their titles."""
        return {choice["title"]: choice["id"] for message in self.messages for choice in message["choices"]}


@dataclass
class Person:
    """One conversation. `last` is the latest reply."""

    http: aiohttp.ClientSession
    url: str
    token: str = ""
    last: Reply = field(default_factory=lambda: Reply(0, ()))

    async def arrives(self) -> Reply:
        """Opens a conversation."""
        async with self.http.post(f"{self.url}/api/conversations") as answer:
            body = await answer.json()
            self.token = body.get("conversation", "")
            return self._keep(answer.status, body)

    async def says(self, text: str) -> Reply:
        """Types a message."""
        return await self._turn({"text": text})

    async def chooses(self, title: str) -> Reply:
        """Presses a button of the latest reply."""
        assert title in self.last.choices, f"offered: {list(self.last.choices)}"
        return await self._turn({"choice": self.last.choices[title]})

    async def leaves(self) -> int:
        """Leaves at once; returns the status."""
        async with self.http.delete(f"{self.url}/api/conversations/current", headers=self._bearer()) as answer:
            return answer.status

    async def comes_back(self, receipt: str) -> tuple[int, dict[str, Any]]:
        """Opens a receipt; returns status and body."""
        return await self._with_receipt("open", {"receipt": receipt})

    async def adds(self, receipt: str, text: str, submission: str, **more: bool) -> tuple[int, dict[str, Any]]:
        """Adds to the report of a receipt; returns status and body."""
        return await self._with_receipt("add", {"receipt": receipt, "text": text, "submission": submission, **more})

    async def withdraws(self, receipt: str) -> tuple[int, dict[str, Any]]:
        """Takes the report of a receipt back; returns status and body."""
        return await self._with_receipt("withdraw", {"receipt": receipt})

    async def erases(self, receipt: str) -> tuple[int, dict[str, Any]]:
        """Erases what was saved and not sent; returns status and body."""
        return await self._with_receipt("erase", {"receipt": receipt})

    async def _turn(self, turn: dict[str, str]) -> Reply:
        url = f"{self.url}/api/conversations/current/messages"
        async with self.http.post(url, json=turn, headers=self._bearer()) as answer:
            return self._keep(answer.status, await answer.json())

    async def _with_receipt(self, what: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        async with self.http.post(f"{self.url}/api/receipts/{what}", json=body) as answer:
            return answer.status, await answer.json()

    def _bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def _keep(self, status: int, body: dict[str, Any]) -> Reply:
        reply = Reply(status, body.get("messages", ()))
        if status < 300:
            self.last = reply
        return reply
