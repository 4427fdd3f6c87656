"""Every secret between the processes is replaced while somebody reports."""

from __future__ import annotations

import secrets

import pytest

from heard.secret_rotation import CALLED_WITH, finish_secret, rotate_secret
from tests.journeys.inbox import Inboxes
from tests.journeys.person import Person
from tests.journeys.reporting import ANONYMOUS, answer, fill_in
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="session")]


async def test_a_report_goes_through_while_the_secrets_are_replaced(
    person: Person, stack: Stack, inboxes: Inboxes
) -> None:
    before = await inboxes.ids("daisu")
    await fill_in(person, ANONYMOUS, until="when_happened")
    for name in CALLED_WITH:
        rotate_secret(stack.settings.home, name, secrets.token_urlsafe(32))
    await answer(person, ANONYMOUS, start="when_happened", until="send")
    for name in CALLED_WITH:
        finish_secret(stack.settings.home, name)
    sent = await person.chooses("Send my report")
    assert "stored" in sent.text
    assert len(await inboxes.ids("daisu") - before) == 1
