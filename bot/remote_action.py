"""The call to the action server: one kept session, five seconds, signed, and no more than the action needs.

Rasa's own call opens a session and a TLS context each time, waits 300 s, and sends every event and the whole domain.
"""

from __future__ import annotations

import json
import ssl
from typing import Any, ClassVar

import aiohttp
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from wire.signing import Signer

PATH = "/webhook"
SECONDS_TO_ANSWER = 5.0


class ActionRefused(Exception):
    """The action server did not answer 200; carries the status only."""


class SlimRemoteAction(RemoteAction):
    """A custom action that runs in the action server."""

    session: ClassVar[aiohttp.ClientSession | None] = None
    signer: ClassVar[Signer]
    trust: ClassVar[ssl.SSLContext | None] = None

    @classmethod
    def kept_session(cls) -> aiohttp.ClientSession:
        """The process's one session with the action server, opened on first use."""
        if cls.session is None or cls.session.closed:
            cls.session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=SECONDS_TO_ANSWER),
                connector=aiohttp.TCPConnector(ssl=cls.trust if cls.trust is not None else True),
            )
        return cls.session

    async def run(self, output_channel: Any, nlg: Any, tracker: DialogueStateTracker, domain: Domain) -> list[Event]:
        """Runs the action. Raises `ActionRefused`, or what aiohttp raises when nobody answers in time."""
        body = json.dumps(self.body(tracker)).encode()
        headers = {"Content-Type": "application/json", **self.signer.headers("POST", PATH, body)}
        url = self.action_endpoint.url + PATH
        async with self.kept_session().post(url, data=body, headers=headers, allow_redirects=False) as answer:
            if answer.status != 200:
                raise ActionRefused(answer.status)
            result = await answer.json()
        said = await self._utter_responses(result.get("responses", []), output_channel, nlg, tracker)
        return [*said, *deserialise_events(result.get("events", []))]

    def body(self, tracker: DialogueStateTracker) -> dict[str, Any]:
        """Rasa's request, with the slots and the turn's context, and without events and domain."""
        message = tracker.latest_message
        return {
            "next_action": self.name(),
            "sender_id": tracker.sender_id,
            "tracker": {
                "sender_id": tracker.sender_id,
                "slots": tracker.current_slot_values(),
                "latest_message": {"metadata": message.metadata if message else {}},
                "events": [],
            },
            "domain": {},
        }
