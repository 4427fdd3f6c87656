"""Whatever a team is told of leaves at once, and not when the relay next looks by itself."""

from __future__ import annotations

from typing import Any

from aiohttp.test_utils import TestClient

from actions.additions import add
from actions.withdrawal import withdraw
from tests.actions.back import Reporter, adding
from tests.actions.kit import LOOKUP, Office
from tests.actions.test_actions_attachments import attaches


async def test_what_is_sent_added_attached_or_taken_back_wakes_the_relay(
    rasa: TestClient[Any, Any], office: Office
) -> None:
    await office.submit()
    assert was_woken(office)
    await add(office.intake, adding(office))
    assert was_woken(office)
    assert (await attaches(Reporter(rasa, office)))[0] == 200
    assert was_woken(office)
    await withdraw(office.intake, LOOKUP)
    assert was_woken(office)


def was_woken(office: Office) -> bool:
    """Whether it was since this was last asked."""
    woken = office.relay._woken.is_set()
    office.relay._woken.clear()
    return woken
