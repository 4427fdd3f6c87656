"""How a message of ours is handed to a provider: one request, and what its answer means for the next try."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import aiohttp

from gateway.channels.provider import Outcome, TryAgain

SECONDS = aiohttp.ClientTimeout(total=10.0, sock_connect=4.0)
BROKEN = 5.0  # seconds until the next try, when nothing better is known


async def hand_over(
    http: aiohttp.ClientSession,
    url: str,
    outcome: Callable[[aiohttp.ClientResponse], Awaitable[Outcome]],
    **request: Any,
) -> Outcome:
    """Posts `request` (arguments of aiohttp) to `url` and says what `outcome` makes of the answer.

    No redirect is followed. Without an answer it is to be tried again.
    """
    try:
        async with http.post(url, timeout=SECONDS, allow_redirects=False, **request) as answer:
            return await outcome(answer)
    except (aiohttp.ClientError, OSError, TimeoutError):
        return TryAgain(BROKEN)


def later(answer: aiohttp.ClientResponse, otherwise: float = BROKEN) -> TryAgain:
    """A next try after the seconds in Retry-After; without them after `otherwise`."""
    after = answer.headers.get("Retry-After", "")
    return TryAgain(float(after) if after.isascii() and after.isdecimal() else otherwise)


async def said(answer: aiohttp.ClientResponse) -> Mapping[str, Any]:
    """The JSON object in the answer; empty when there is none."""
    try:
        body = await answer.json(content_type=None)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
