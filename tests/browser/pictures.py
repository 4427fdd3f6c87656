"""Pictures of the pages, kept for people to look at."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from playwright.async_api import Error, Page

ARTEFACTS = Path(os.environ.get("HEARD_ARTEFACTS", ".heard/artefacts"))
PATIENCE = 5_000  # milliseconds


async def take_picture(page: Page, journey: str, step: str) -> Path:
    """A PNG of the whole page, in a folder of its journey."""
    path = ARTEFACTS / journey / f"{step}.png"
    await page.screenshot(path=path, full_page=True)
    return path


async def take_pictures_of_failure(pages: Sequence[Page], test: str) -> None:
    """A PNG of each page as the `test` left it, in the folder `failed`. A page that hangs is not waited for."""
    name = re.sub(r"[^\w-]+", "-", test).strip("-")
    for number, page in enumerate(pages, start=1):
        with suppress(Error):
            await page.screenshot(path=ARTEFACTS / "failed" / f"{name}-{number}.png", timeout=PATIENCE)
