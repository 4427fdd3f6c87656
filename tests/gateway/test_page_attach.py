"""A file is added to a report, without JavaScript: looked at, told of, and sent only when she says so."""

from __future__ import annotations

import base64
import gc
import json
import re
import sys
from dataclasses import replace
from typing import Any

import pyrage
import pytest
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer

from gateway.app import make_app
from gateway.cleaner import Cleaner, CleanerError
from gateway.gateway import Gateway
from gateway.receipts import Receipt
from gateway.uploads import MOST_WAITING, Uploads
from tests.attachments import files
from tests.gateway.actions_double import ActionsDouble
from tests.gateway.came_back import WORDS, known_report, opened_report
from tests.gateway.page_reader import PlainBrowser

SEND, DROP = "Send it", "Do not send it"


@pytest.fixture
def report(actions: ActionsDouble) -> dict[str, Any]:
    """The report that the receipt opens."""
    return known_report(actions)


@pytest.fixture
async def browser(client: TestClient[Any, Any], report: dict[str, Any]) -> PlainBrowser:
    """Somebody who has opened her report."""
    return await opened_report(client)


def token_on(browser: PlainBrowser) -> str:
    """The token in the page's forms."""
    found = re.search('name="token" value="([^"]+)"', browser.html)
    assert found
    return found[1]


async def chooses(browser: PlainBrowser, data: bytes, name: str = "IMG_kittiwake.jpg", token: str | None = None) -> int:
    """Sends the form with a file as a browser does; what is answered is on the screen. The status."""
    form = FormData()
    form.add_field("token", token_on(browser) if token is None else token)
    form.add_field("file", data, filename=name, content_type="application/octet-stream")
    answer = await browser.client.post("/receipt", data=form)
    await browser._show(answer)
    return answer.status


def attached(actions: ActionsDouble, key: pyrage.x25519.Identity) -> dict[str, Any]:
    """What the action server was sent, opened with its key."""
    (body,) = actions.attached.values()
    letter: dict[str, Any] = json.loads(pyrage.decrypt(base64.b64decode(body["sealed"]), [key]))
    return letter


async def test_she_is_told_what_is_in_it_and_nothing_is_sent_before_she_says_so(
    browser: PlainBrowser, actions: ActionsDouble, intake_key: pyrage.x25519.Identity
) -> None:
    photo = files.photo()
    assert await chooses(browser, photo) == 200
    for told in ("the place where it was made", "when it was made", "a name, of who made it or owns it"):
        assert told in browser.page.text
    assert "It can be proof." in browser.page.text
    assert "999" in browser.page.text
    assert not actions.attached
    await browser.press(SEND)
    assert "Your file has been added." in browser.page.text
    letter = attached(actions, intake_key)
    assert letter["conversation"] == Receipt(WORDS).lookup
    assert (letter["slot"], letter["kind"]) == ("attached", "jpg")
    assert base64.b64decode(letter["original"]) == photo
    assert files.CANARY.encode() not in base64.b64decode(letter["clean"])
    assert "IMG_kittiwake" not in json.dumps(letter)


async def test_she_can_leave_it_and_nothing_of_it_is_kept(
    browser: PlainBrowser, actions: ActionsDouble, gateway: Gateway
) -> None:
    await chooses(browser, files.photo())
    token = token_on(browser)
    session = await gateway.sessions.look(token)
    assert session is not None
    assert session.attached is not None
    await browser.press(DROP)
    assert "The file was not sent. We kept nothing of it." in browser.page.text
    session = await gateway.sessions.look(token)
    assert session is not None
    assert session.attached is None
    assert not actions.attached


async def test_leaving_the_page_erases_the_file_that_waits(browser: PlainBrowser, gateway: Gateway) -> None:
    await chooses(browser, files.photo())
    await browser.client.post("/exit", data={"token": token_on(browser)}, allow_redirects=False)
    gc.collect()
    assert not gateway.uploads._waiting


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"", "Choose a file first.", id="none"),
        pytest.param(b"MZ program", "We cannot take this kind of file.", id="another kind"),
        pytest.param(files.photo()[:300], "This file is broken", id="cut short"),
        pytest.param(files.letter(password="x"), "needs a password", id="locked"),
        pytest.param(files.picture_bomb(), "This file is too big.", id="unpacks for ever"),
    ],
)
async def test_what_is_not_taken_is_said_and_the_page_is_still_hers(
    browser: PlainBrowser, actions: ActionsDouble, data: bytes, said: str
) -> None:
    await chooses(browser, data)
    assert said in browser.page.text
    assert not actions.attached
    await browser.press("Back to my report")
    assert "Your report was received." in browser.page.text


async def test_a_file_that_is_too_big_is_read_no_further_than_needed_and_refused(
    gateway: Gateway, report: dict[str, Any], actions: ActionsDouble
) -> None:
    small = replace(gateway, settings=gateway.settings.model_copy(update={"attachment_most_bytes": 1024**2}))
    async with TestClient(TestServer(make_app(small))) as client:
        browser = await opened_report(client)
        assert await chooses(browser, b"\xff\xd8\xff" + bytes(3 * 1024**2)) == 200
    assert "This file is too big." in browser.page.text
    assert not actions.attached


async def test_without_a_receipt_that_was_opened_no_byte_of_a_file_is_looked_at(gateway: Gateway) -> None:
    async with TestClient(TestServer(make_app(replace(gateway, cleaner=_Unused())))) as client:
        browser = PlainBrowser(client)
        await chooses(browser, files.photo(), token="x" * 43)
    assert "please write your receipt once more" in browser.page.text


class _Unused(Cleaner):
    async def clean(self, data: bytes) -> Any:
        raise AssertionError("nothing was to be cleaned")


@pytest.mark.parametrize(("why", "said"), [("full", "as many files as it can hold"), ("withdrawn", "took this report")])
async def test_a_report_that_takes_no_more_says_so(
    browser: PlainBrowser, actions: ActionsDouble, why: str, said: str
) -> None:
    await chooses(browser, files.photo())
    actions.attaches_not = why
    await browser.press(SEND)
    assert said in browser.page.text


async def test_what_could_not_be_confirmed_can_be_sent_again_and_is_the_same(
    browser: PlainBrowser, actions: ActionsDouble
) -> None:
    await chooses(browser, files.photo())
    actions.falls = "after"
    await browser.press(SEND)
    assert "We could not confirm that the file was added." in browser.page.text
    actions.falls = None
    await browser.press(SEND)
    assert "Your file has been added." in browser.page.text
    assert len(actions.attached) == 1


async def test_there_is_room_for_so_many_and_whoever_comes_then_is_asked_to_wait(
    browser: PlainBrowser, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.uploads.AT_ONCE", 0)
    assert await chooses(browser, files.photo()) == 200
    assert "Please try again in a few minutes." in browser.page.text
    assert MOST_WAITING < 20


async def test_nobody_takes_room_from_others_before_a_receipt_was_opened(gateway: Gateway) -> None:
    """A form of which the token never comes would keep everybody else waiting."""
    taken: list[bool] = []

    class Counting(Uploads):
        def reading(self) -> Any:
            taken.append(True)
            return super().reading()

    async with TestClient(TestServer(make_app(replace(gateway, uploads=Counting())))) as client:
        await chooses(PlainBrowser(client), files.photo(), token="x" * 43)
    assert not taken


def test_a_file_counts_for_as_long_as_somebody_holds_it() -> None:
    uploads = Uploads()
    with uploads.reading(), uploads.reading():
        pass
    with uploads.reading():
        assert uploads._reading == 1
    assert uploads._reading == 0


HANGING = (sys.executable, "-c", "import time; time.sleep(60)")
FALLING = (sys.executable, "-c", "raise SystemExit(3)")
BABBLING = (sys.executable, "-c", "import os\nwhile True: os.write(1, bytes(1 << 20))")
LYING = (sys.executable, "-c", "print('{}')")


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(HANGING, id="hangs"),
        pytest.param(FALLING, id="falls"),
        pytest.param(BABBLING, id="never ends"),
        pytest.param(LYING, id="says nothing that is known"),
        pytest.param(("/nonexistent",), id="is not there"),
    ],
)
async def test_a_cleaner_that_fails_leads_to_a_plain_refusal_and_nothing_is_lost(
    gateway: Gateway, report: dict[str, Any], actions: ActionsDouble, command: tuple[str, ...]
) -> None:
    cleaner = Cleaner(command, seconds=1 if command == HANGING else 30)
    with pytest.raises(CleanerError):
        await cleaner.clean(b"x")
    async with TestClient(TestServer(make_app(replace(gateway, cleaner=cleaner)))) as client:
        browser = await opened_report(client)
        await chooses(browser, files.photo())
        assert "We could not look at this file" in browser.page.text
        await browser.press("Back to my report")
        assert "Your report was received." in browser.page.text
    assert not actions.attached


async def test_a_form_that_is_no_form_is_a_plain_refusal(client: TestClient[Any, Any]) -> None:
    for sent in (b"", b"--x\r\n", b"nonsense"):
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        answer = await client.post("/receipt", data=sent, headers=headers)
        assert answer.status < 500
    answer = await client.post("/receipt", data=b"x", headers={"Content-Type": "multipart/form-data"})
    assert answer.status < 500
