"""The one way into Rasa: a turn, from the gateway, with the gateway's secret."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.core.policies.rule_policy import DEFAULT_ACTION_MAPPINGS
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.intent_classifier import ALSO
from bot.processor import TurnFailed
from bot.turns import InvalidState, TurnTrackerStore
from wire.secret_file import SecretFile
from wire.signing import CALLER, NONCE, SIGNATURE, TIME, bearer_of, same, signature_of

logger = logging.getLogger("heard.bot.channel")
CLEAR = 0.8  # so confident, nothing else is offered
LIKELY = 0.05
MOST_GUESSES = 2
ANSWERED_ALONE = (DEFAULT_NLU_FALLBACK_INTENT_NAME, "danger", "self_harm")
LEADING_SLASHES = re.compile(r"^[\s/\u200b\u2060\ufeff]+")


class InvalidTurn(Exception):
    """The request is not a turn; the message names the field, never its value."""


class TurnOutput(OutputChannel):
    """Collects what is said in a turn, each response with its buttons and custom part together."""

    def __init__(self, channel: str = "heard") -> None:
        self._channel = channel
        self.messages: list[dict[str, Any]] = []

    def name(self) -> str:
        """Whose variations of the responses are said."""
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keeps one response."""
        self.messages.append(
            {
                "text": message.get("text") or "",
                "buttons": message.get("buttons") or [],
                "custom": message.get("custom") or {},
            }
        )


class HeardChannel(InputChannel):
    """`POST /webhooks/heard/turn`: state in, messages and new state out."""

    def __init__(self, secret: SecretFile) -> None:
        self._secret = secret

    @classmethod
    def from_credentials(cls, credentials: dict[str, str] | None) -> HeardChannel:
        """The channel with the secret's file from credentials.yml."""
        return cls(SecretFile(Path((credentials or {})["secret"])))

    @classmethod
    def name(cls) -> str:
        """The name in the channel's address."""
        return "heard"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes of the channel."""
        routes = Blueprint("heard_channel")

        @routes.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            if not self._is_gateway(request):
                return json({"error": "authorization"}, status=401)
            try:
                return json(await self._turn(request))
            except (InvalidTurn, InvalidState) as error:
                return json({"error": str(error)}, status=400)

        return routes

    def _is_gateway(self, request: Request) -> bool:
        caller, moment, nonce, signature = (request.headers.get(name, "") for name in (CALLER, TIME, NONCE, SIGNATURE))
        fits = [
            same(caller, bearer_of(secret))
            & same(signature, signature_of(secret, request.method, request.path, request.body, moment, nonce))
            for secret in self._secret.accepted()  # each is compared
        ]
        return any(fits)

    async def _turn(self, request: Request) -> dict[str, Any]:
        agent = request.app.ctx.agent
        body = body_of(request)
        store: TurnTrackerStore = agent.processor.tracker_store
        output = TurnOutput(channel_of(body))
        async with store.turn(body.get("state")) as turn_id:
            message = message_of(body, output, turn_id, agent.domain)
            try:
                await agent.handle_message(message)
                said = await store.retrieve(turn_id)
                guesses = guesses_of(said)
                if second := second_message(said, message, agent.domain):
                    await agent.handle_message(second)
            except TurnFailed as failure:
                logger.error("turn failed: %s", failure)
                return {"messages": [], "state": body.get("state"), "failed": True}
            state = store.state_of(turn_id)
            return {"messages": output.messages, "state": state, "failed": False, "guesses": guesses}


def channel_of(body: dict[str, Any]) -> str:
    """The channel in the turn's context. One that no response knows is answered as on the page."""
    channel = (body.get("context") or {}).get("channel")
    return channel if isinstance(channel, str) else "heard"


def second_message(tracker: DialogueStateTracker | None, first: UserMessage, domain: Domain) -> UserMessage | None:
    """The other thing that was said in the same message, when the first was answered and began no form."""
    said = tracker.latest_message if tracker and not tracker.active_loop_name else None
    also = said.parse_data.get(ALSO) if said and said.intent.get("name") not in ANSWERED_ALONE else None
    if also is None:
        return None
    parsed = parse_of({"intent": also}, domain)
    return UserMessage(
        parsed["text"],
        first.output_channel,
        first.sender_id,
        parsed,
        input_channel=first.input_channel,
        metadata=first.metadata,
    )


def guesses_of(tracker: DialogueStateTracker | None) -> list[str]:
    """What else the message may have been about, likeliest first; none when its intent is clear."""
    said = tracker.latest_message if tracker else None
    ranking = said.parse_data.get("intent_ranking") or [] if said else []
    named = [guess for guess in ranking if guess["name"] != DEFAULT_NLU_FALLBACK_INTENT_NAME]
    if not said or not named or named[0]["confidence"] >= CLEAR:
        return []
    answered = said.intent.get("name")
    likely = [guess["name"] for guess in named if guess["name"] != answered and guess["confidence"] >= LIKELY]
    return likely[:MOST_GUESSES]


def body_of(request: Request) -> dict[str, Any]:
    """The request's JSON object. Raises `InvalidTurn`."""
    try:
        body = request.json
    except Exception as error:
        raise InvalidTurn("body") from error
    if not isinstance(body, dict) or not isinstance(body.get("state") or {}, dict):
        raise InvalidTurn("body")
    return body


def message_of(body: dict[str, Any], output: OutputChannel, turn_id: str, domain: Domain) -> UserMessage:
    """What the person did in this turn, as Rasa's message. Raises `InvalidTurn`.

    A choice carries its intent and entities; text is only ever natural language, whatever it starts with.
    """
    metadata = body.get("context") or {}
    if isinstance(body.get("choice"), dict):
        parsed = parse_of(body["choice"], domain)
        return UserMessage(parsed["text"], output, turn_id, parsed, input_channel="heard", metadata=metadata)
    text = body.get("text")
    if not isinstance(text, str):
        raise InvalidTurn("text")
    return UserMessage(natural(text), output, turn_id, input_channel="heard", metadata=metadata)


def natural(text: str) -> str:
    """The text without leading slashes: Rasa would run `/intent` from anyone, after every classifier."""
    return LEADING_SLASHES.sub("", text) or "…"


def parse_of(choice: dict[str, Any], domain: Domain) -> dict[str, Any]:
    """The parse of a pressed button. Raises `InvalidTurn` for an intent or entity that the domain has not.

    Rasa's own intents (restart, back, session_start), which every domain has, are nobody's choice.
    """
    intent, entities = choice.get("intent"), choice.get("entities") or {}
    if intent not in domain.intents or intent in DEFAULT_ACTION_MAPPINGS:
        raise InvalidTurn("choice.intent")
    if not isinstance(entities, dict) or not set(domain.entities).issuperset(entities):
        raise InvalidTurn("choice.entities")
    return {
        "text": f"/{intent}",
        "intent": {"name": intent, "confidence": 1.0},
        "entities": [{"entity": name, "value": value, "confidence": 1.0} for name, value in entities.items()],
        "intent_ranking": [{"name": intent, "confidence": 1.0}],
    }
