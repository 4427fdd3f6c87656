"""Asks Rasa, one turn at a time."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from gateway.session import Chosen, Sendable, Words
from gateway.upstream import Upstream, UpstreamError


class BotButton(BaseModel):
    """A choice as domain.yml has it."""

    title: str
    payload: str


class BotCustom(BaseModel):
    """What a response of domain.yml says about itself.

    `keep`: it is advice, or names services, that she may want to keep. `closing`: it answers somebody who is done.
    """

    expects: str | None = None
    label: str | None = None
    required: bool = False
    clears: tuple[str, ...] = ()
    summary: bool = False
    receipt: bool = False
    service: str | None = None
    keep: bool = True
    closing: bool = False


class BotMessage(BaseModel):
    """One response of domain.yml."""

    text: str = ""
    buttons: tuple[BotButton, ...] = ()
    custom: BotCustom = BotCustom()


class BotReply(BaseModel):
    """What Rasa made of a turn. `failed`: an action failed, and `state` is the old one.

    `guesses`: intents that may have been meant instead of the one that is answered.
    """

    messages: tuple[BotMessage, ...]
    state: dict[str, Any] | None
    failed: bool
    guesses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rasa:
    """The dialogue: what to say next. It remembers nothing between turns."""

    upstream: Upstream

    async def turn(
        self, request: Sendable, state: Mapping[str, Any] | None, context: Mapping[str, Any], seconds: float
    ) -> BotReply:
        """The reply to `request` within `seconds`. Raises `UpstreamError`, and then nothing has changed."""
        body = {"sender": secrets.token_urlsafe(16), **_as_json(request), "state": state, "context": context}
        status, reply = await self.upstream.post("/webhooks/heard/turn", body, seconds)
        if status != 200:
            raise UpstreamError(f"status-{status}")
        try:
            return BotReply.model_validate_json(reply)
        except ValidationError:
            raise UpstreamError("not-a-reply") from None


def _as_json(request: Sendable) -> dict[str, Any]:
    match request:
        case Words(text):
            return {"text": text}
        case Chosen(intent, entities):
            return {"choice": {"intent": intent, "entities": dict(entities)}}
