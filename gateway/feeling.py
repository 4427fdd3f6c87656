"""Whether she felt taken seriously: her answer goes to be counted, and is kept with nothing of hers, not even here."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from gateway.actions_client import Felt
from gateway.gateway import Gateway
from gateway.log import trouble
from gateway.sessions import BusyError, ErasedError
from gateway.upstream import UpstreamError

SECONDS = 1.0  # for another turn of the same conversation to end


async def take_feeling(gateway: Gateway, token: str, answer: str) -> bool:
    """Counts an answer of a conversation that was asked, once. False when it was not, or has answered.

    When it cannot be counted it is dropped: that is no trouble of hers.
    """
    felt = next((each for each in get_args(Felt) if each == answer), None)
    if felt is None or not await _was_asked(gateway, token):
        return False
    try:
        await gateway.actions.count_feeling(felt)
    except UpstreamError as error:
        trouble("actions", str(error))
    return True


async def _was_asked(gateway: Gateway, token: str) -> bool:
    """Whether the conversation was asked; from now on it is not any more."""
    try:
        async with gateway.sessions.hold(token, SECONDS) as held:
            if held is None or held.session.feeling != "now":
                return False
            await held.keep(replace(held.session, feeling="over"))
            return True
    except (BusyError, ErasedError):
        return False
