"""Browsers with a profile that outlives them, and an extension that sees what the browser's own pages list."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import BrowserContext, Page, Playwright, Worker

from tests.browser.browsers import TRUSTING, chromium_options, firefox_options

AS_IT_IS: Mapping[str, str | float | bool] = {}
MANIFEST = {
    "manifest_version": 3,
    "name": "Lists",
    "version": "1",
    "permissions": ["history", "sessions", "tabs"],
    "background": {"service_worker": "worker.js"},
}


@dataclass(frozen=True)
class Profile:
    """A folder in which a browser keeps what it keeps."""

    playwright: Playwright
    folder: Path
    proxy: int

    @asynccontextmanager
    async def chromium(self, *more: str) -> AsyncIterator[BrowserContext]:
        """Chromium, with the arguments `more` and our extension."""
        lists = self._extension()
        options = dict(chromium_options(self.proxy, f"--load-extension={lists}", *more))
        options["ignore_default_args"] = [*options["ignore_default_args"], "--disable-extensions"]
        context = await self.playwright.chromium.launch_persistent_context(self.folder, **options, **TRUSTING)
        yield context
        await context.close()

    @asynccontextmanager
    async def firefox(self, preferences: Mapping[str, str | float | bool] = AS_IT_IS) -> AsyncIterator[BrowserContext]:
        """Firefox, set as in its about:config."""
        options = firefox_options(self.proxy)
        context = await self.playwright.firefox.launch_persistent_context(
            self.folder, **options, **TRUSTING, firefox_user_prefs=dict(preferences)
        )
        yield context
        await context.close()

    def firefox_session(self) -> bytes:
        """What Firefox has written down of what is open, compressed."""
        file = self.folder / "sessionstore-backups" / "recovery.jsonlz4"
        return file.read_bytes() if file.exists() else b""

    def kill_firefox(self) -> None:
        """Ends the Firefox that uses this profile as a crash would."""
        _, _, process = os.readlink(self.folder / "lock").partition("+")
        os.kill(int(process), signal.SIGKILL)

    def files_with(self, words: str) -> list[str]:
        """The files of the profile that hold `words`."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        encodings = (words.encode("utf-8"), words.encode("utf-16-le"))
        return [path.name for path in found if any(each in path.read_bytes() for each in encodings)]

    def _extension(self) -> Path:
        folder = self.folder.parent / "lists"
        folder.mkdir(exist_ok=True)
        (folder / "manifest.json").write_text(json.dumps(MANIFEST))
        (folder / "worker.js").touch()
        return folder


async def history_list(context: BrowserContext) -> list[str]:
    """The addresses that Chromium lists as history."""
    worker = await _worker(context)
    listed: list[str] = await worker.evaluate("chrome.history.search({ text: '' }).then(all => all.map(e => e.url))")
    return listed


async def reopen_closed_tab(context: BrowserContext) -> Page:
    """Opens again what was closed last, as Ctrl+Shift+T does."""
    worker = await _worker(context)
    async with context.expect_page() as reopened:
        await worker.evaluate("chrome.sessions.restore().then(() => true)")
    return await reopened.value


async def _worker(context: BrowserContext) -> Worker:
    return context.service_workers[0] if context.service_workers else await context.wait_for_event("serviceworker")
