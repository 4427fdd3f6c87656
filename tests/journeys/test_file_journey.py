"""A photo, from her page to the team's folder, through the real processes and without scripts."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from aiohttp import ClientSession, FormData
from PIL import Image

from tests.attachments import files
from tests.journeys.inbox import Inboxes
from tests.journeys.person import Person
from tests.journeys.reporting import ANONYMOUS, fill_in, receipt_in
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="session")]


class BackPage:
    """Her report's page, as a browser without scripts sends its forms."""

    def __init__(self, http: ClientSession, url: str) -> None:
        self.http, self.url, self.html = http, f"{url}/receipt", ""

    async def send(self, **fields: str) -> str:
        """A form without a file."""
        token = self._token()
        return await self._post(FormData({"token": token, **fields} if token else fields))

    async def choose(self, data: bytes) -> str:
        """The form with a file."""
        form = FormData()
        form.add_field("token", self._token())
        form.add_field("file", data, filename="IMG_kittiwake.jpg", content_type="image/jpeg")
        return await self._post(form)

    async def _post(self, form: FormData) -> str:
        async with self.http.post(self.url, data=form) as answer:
            self.html = await answer.text()
        return self.html

    def _token(self) -> str:
        found = re.search('name="token" value="([^"]+)"', self.html)
        return found[1] if found else ""


def written_anywhere(home: Path, *words: bytes) -> list[str]:
    """The files of a HEARD_HOME that hold any of the words."""
    every = (path for path in home.rglob("*") if path.is_file() and not path.is_symlink())
    return [path.name for path in every if any(word in path.read_bytes() for word in words)]


async def test_a_photo_reaches_the_team_clean_and_as_it_was_and_is_nowhere_in_the_clear(
    person: Person, inboxes: Inboxes, stack: Stack, tmp_path: Path
) -> None:
    before = await inboxes.ids("daisu")
    receipt = receipt_in(await fill_in(person, ANONYMOUS))
    (report,) = await inboxes.ids("daisu") - before
    page = BackPage(stack.http, stack.url)
    assert "Add a photo, a document or a recording" in await page.send(words=receipt)
    photo = files.photo()
    assert "the place where it was made" in await page.choose(photo)
    assert "Your file has been added." in await page.send(do="send file")
    assert "You have added one file." in await page.send(do="show")
    code, shown = await inboxes.run("open", "daisu", report)
    assert code == 0
    assert "file 1 (jpg)" in shown
    assert (await inboxes.run("save", "daisu", report, "--to", str(tmp_path)))[0] == 0
    original = ("--original", "--reason", "evidence")
    assert (await inboxes.run("save", "daisu", report, "--to", str(tmp_path), *original))[0] == 0
    with Image.open(io.BytesIO((tmp_path / f"{report[:8]}-1.jpg").read_bytes())) as copy:
        assert not dict(copy.getexif())
    assert (tmp_path / f"{report[:8]}-1.original").read_bytes() == photo
    assert written_anywhere(stack.settings.home, files.CANARY.encode(), b"IMG_kittiwake") == []
