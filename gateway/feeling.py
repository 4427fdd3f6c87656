"""Whether she felt taken seriously: her answer is counted, and kept with nothing of hers, not even here."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, get_args

from gateway.gateway import Gateway
from gateway.session import Course
from gateway.sessions import BusyError, ErasedError

Felt = Literal["yes", "partly", "no", "not_said"]
SECONDS = 1.0  # for another turn of the same conversation to end


async def take_feeling(gateway: Gateway, token: str, answer: str) -> bool:
    """Counts an answer of a conversation that was asked, once. False when it was not, or has answered."""
    if answer not in get_args(Felt):
        return False
    course = await _was_asked(gateway, token)
    if course is not None:
        gateway.counts.felt(gateway.month, course, answer)
    return course is not None


async def _was_asked(gateway: Gateway, token: str) -> Course | None:
    """The course of the conversation, if it was asked; from now on it is not any more."""
    try:
        async with gateway.sessions.hold(token, SECONDS) as held:
            if held is None or held.session.feeling != "now":
                return None
            await held.keep(replace(held.session, feeling="over"))
            return held.session.course
    except (BusyError, ErasedError):
        return None
