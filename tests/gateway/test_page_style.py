"""What the pages weigh, and what they look like by: GOV.UK Frontend, built here, in one force's colours."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from zlib import MAX_WBITS, decompress

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestClient

from gateway import page_render
from gateway.__main__ import main
from gateway.gateway import Gateway
from gateway.settings import PROJECT
from tests.gateway.page_reader import PlainBrowser

MOST_BYTES = 20_000  # compressed, for a page with all it needs; 40 kB is what was promised
GZIP = MAX_WBITS | 16
REPORT = (
    *("I want to report something", "Report here", "Spiking", "it was at a party", "Today"),
    *("No, I want to stay anonymous", "My answers are right", "Yes, I agree", "Send my report"),
)
STYLE = PROJECT / "gateway" / "style"


# Weight


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/receipt", "/privacy", "/accessibility", "/tips", "/find", "/card", "/promises"),
        *("/easy", "/languages", "/feedback"),
    ],
)
async def test_a_page_is_small(client: TestClient[Any, Any], path: str) -> None:
    sent, _ = await weigh(client, "GET", path)
    assert sent < MOST_BYTES


async def test_the_chat_is_small_also_when_a_whole_report_stands_on_it(client: TestClient[Any, Any]) -> None:
    chat = await (await PlainBrowser(client).open("/")).press("Start")
    for answer in REPORT:
        buttons = chat.page.forms["chat"].buttons
        await (chat.press(answer) if answer in buttons else chat.press("Send", text=answer))
    sent, html = await weigh(client, "POST", "/chat", {**chat.page.forms["chat"].fields})
    assert "Your report is stored." in html
    assert sent < MOST_BYTES


async def weigh(
    client: TestClient[Any, Any], method: str, path: str, fields: dict[str, str] | None = None
) -> tuple[int, str]:
    """How many bytes come for a page, and the page. Nothing else is loaded: see test_page_first.py."""
    async with ClientSession(auto_decompress=False, headers={"Accept-Encoding": "gzip"}) as as_sent:
        response = await as_sent.request(method, client.make_url(path), data=fields)
        assert response.headers["Content-Encoding"] == "gzip"
        body = await response.read()
        return len(body), decompress(body, GZIP).decode()


# Style


def test_a_start_without_the_style_says_what_to_run(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(page_render, "BUILT", tmp_path)
    monkeypatch.setattr("gateway.__main__.read_settings", lambda: gateway.settings)
    monkeypatch.setattr("gateway.__main__._insist_on_keys", lambda _: None)
    monkeypatch.setattr("gateway.gateway.build", lambda _: gateway)
    monkeypatch.setattr("gateway.__main__.configure_logging", lambda _: None)
    assert main() == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert "make run" in said


@pytest.mark.parametrize("name", ["page.css", "guides.css"])
def test_nothing_that_only_gov_uk_may_use_is_in_the_style_and_nothing_is_loaded_by_it(name: str) -> None:
    style = (page_render.BUILT / name).read_text(encoding="utf-8").lower()
    for word in ("transport", "crown", "crest", "@font-face", "@import", "url("):
        assert word not in style, word


def test_another_force_changes_its_colour_in_one_file(tmp_path: Path) -> None:
    theirs = Path(shutil.copytree(STYLE, tmp_path / "style"))
    brand = theirs / "_brand.scss"
    brand.write_text(
        brand.read_text(encoding="utf-8").replace("$brand: #1a65a6;", "$brand: #5b2a86;"), encoding="utf-8"
    )
    subprocess.run(
        [
            PROJECT / "node_modules/.bin/sass",
            f"--load-path={PROJECT / 'node_modules'}",
            f"{theirs}:{tmp_path / 'built'}",
        ],
        check=True,
    )
    style = (tmp_path / "built" / "page.css").read_text(encoding="utf-8")
    assert "#5b2a86" in style
    assert "#1a65a6" not in style


def test_the_macros_are_of_the_version_that_the_style_is_of() -> None:
    wanted = json.loads((PROJECT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    said = distribution("govuk-frontend-jinja").read_text("METADATA") or ""
    assert f"Frontend-v{wanted['govuk-frontend']}-" in said
    assert all(version[0].isdigit() for version in wanted.values()), "exact versions only"
