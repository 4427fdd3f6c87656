"""Somebody saw her receipt: she gets a new one on her page, and then the old one is worth nothing."""

from __future__ import annotations

import re

import pytest

from gateway.receipt_forms import FORMS
from tests.journeys.inbox import Inboxes
from tests.journeys.person import Person
from tests.journeys.reporting import ANONYMOUS, fill_in, receipt_in
from tests.journeys.stack import Stack
from tests.journeys.test_file_journey import BackPage
from tests.journeys.test_receipt_journeys import ADDED, ONCE, PLACES
from tests.journeys.test_receipt_journeys import FORMS as WRITTEN

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="session")]

BEFORE, AFTER = "We have read it.", "We will ring on Monday."
DANGER = "he has a knife and he is at my door"


async def new_receipt(page: BackPage) -> str:
    """Gets a new receipt and types the part of it that is asked for; its words."""
    html = await page.send(do="new receipt")
    words = re.search('<p class="words">([a-z ]+)</p>', html)
    place = re.search(r"type the (\w+) word", html)
    assert words
    assert place
    html = await page.send(do="new receipt kept", part=DANGER)
    assert 'role="alert"' in html
    html = await page.send(do="new receipt kept", part=words[1].split()[PLACES.index(place[1])])
    assert "Your new receipt works" in html
    return words[1]


async def test_the_new_one_opens_all_that_is_answered_and_the_old_one_is_one_that_never_was(
    person: Person, stack: Stack, inboxes: Inboxes
) -> None:
    before = await inboxes.ids("daisu")
    old = receipt_in(await fill_in(person, ANONYMOUS))
    (report,) = await inboxes.ids("daisu") - before
    await inboxes.run("reply", "daisu", report, "--text", BEFORE, "--yes")
    page = BackPage(stack.http, stack.url)
    assert BEFORE in await page.send(words=old)
    new = await new_receipt(page)
    assert BEFORE in await page.send(do="show")
    await inboxes.run("reply", "daisu", report, "--text", AFTER, "--yes")

    assert await person.comes_back(old) == await person.comes_back(" ".join(reversed(old.split())))
    assert (await person.withdraws(old))[0] == (await person.adds(old, ADDED, ONCE))[0] == 404
    for form in FORMS:
        _, body = await person.comes_back(WRITTEN.write(new, form))
        assert [reply["text"] for reply in body["replies"]] == [BEFORE, AFTER]
    assert (await person.adds(new, ADDED, ONCE))[0] == 200
    assert ADDED in (await inboxes.run("open", "daisu", report))[1]
    written = stack.everything_written().lower()
    assert not [secret for secret in (old, new) if secret.encode() in written]
    assert (await person.withdraws(new))[0] == 200
