"""Takes what was counted to the action server, about once an hour and when the gateway stops."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from random import SystemRandom

from gateway.gateway import Gateway
from gateway.log import trouble
from gateway.upstream import UpstreamError

SHORTEST_WAIT, LONGEST_WAIT = 1800.0, 5400.0  # seconds; drawn anew, so that no batch tells when something was counted
drawn_wait = partial(SystemRandom().uniform, SHORTEST_WAIT, LONGEST_WAIT)


async def send_now_and_then(gateway: Gateway, wait: Callable[[], float] = drawn_wait) -> None:
    """Sends what was counted after each `wait()` seconds, until cancelled."""
    while True:
        await asyncio.sleep(wait())
        await send_counts(gateway)


async def send_last(gateway: Gateway) -> None:
    """Ends the conversations that are still open, counts them, and sends all there is: this process stops."""
    await gateway.sessions.end_all()
    waited = bool(gateway.counts.waiting)
    await send_counts(gateway)
    if waited and not gateway.counts.waiting:
        await send_counts(gateway)


async def send_counts(gateway: Gateway) -> None:
    """Sends what was counted. What does not arrive waits for the next time, and counts once however often it comes."""
    counts = gateway.counts
    for course in gateway.sessions.take_ended():
        counts.ended(gateway.month, course, "not_left")
    counts.close(gateway.month)
    try:
        while counts.waiting:
            await gateway.actions.count(counts.waiting[0])
            counts.waiting.pop(0)
    except UpstreamError as error:
        trouble("counts", str(error))
