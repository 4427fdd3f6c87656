"""A page's side of the conversation, through the public API."""

from __future__ import annotations

from typing import Any

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

MESSAGES = "/api/conversations/current/messages"
DANGER = "he has a knife and he is going to kill me right now"
SELF_HARM = "i am going to kill myself tonight"


class Chat:
    """Remembers the token and the choices last seen, as a page does."""

    def __init__(self, client: TestClient[Any, Any]) -> None:
        self.client = client
        self.token = ""
        self.messages: list[dict[str, Any]] = []

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def text(self) -> str:
        return "\n".join(message["text"] for message in self.messages)

    @property
    def titles(self) -> list[str]:
        return [choice["title"] for message in self.messages for choice in message["choices"]]

    @property
    def alerts(self) -> list[str]:
        return [message["alert"] for message in self.messages if message["alert"]]

    def choice(self, title: str) -> str:
        found = [each["id"] for message in self.messages for each in message["choices"] if each["title"] == title]
        assert found, f"not on offer: {title}; but {self.titles}"
        return str(found[-1])

    async def start(self) -> Chat:
        response = await self.client.post("/api/conversations")
        assert response.status == 201
        body = await response.json()
        self.token, self.messages = body["conversation"], body["messages"]
        return self

    async def post(self, **body: Any) -> ClientResponse:
        return await self.client.post(MESSAGES, json=body, headers=self.headers)

    async def say(self, text: str) -> Chat:
        return await self._turn(text=text)

    async def choose(self, title: str) -> Chat:
        return await self._turn(choice=self.choice(title))

    async def reach(self, slot: str) -> Chat:
        """Walks through the report up to the question about `slot`."""
        steps = {
            "what_happened": "Spiking",
            "when_happened": "a man shouted at me last week",
            "contact": "Today",
            "contact_details": "Yes, by phone",
            "checked": "ring my sister first",
            "consent_share": "My answers are right",
            "send": "Yes, I agree",
        }
        await self.say("i want to report something")
        await self.choose("Report here")
        for reached, answer in steps.items():
            if slot == "report_kind":
                break
            await (self.choose(answer) if answer in self.titles else self.say(answer))
            if reached == slot:
                break
        return self

    async def _turn(self, **body: Any) -> Chat:
        response = await self.post(**body)
        assert response.status == 200, await response.text()
        self.messages = (await response.json())["messages"]
        return self
