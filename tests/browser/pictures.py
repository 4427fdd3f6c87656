"""Pictures of the pages, kept for people to look at."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.async_api import Page

ARTEFACTS = Path(os.environ.get("HEARD_ARTEFACTS", ".heard/artefacts"))


async def take_picture(page: Page, journey: str, step: str) -> Path:
    """A PNG of the whole page, in a folder of its journey."""
    path = ARTEFACTS / journey / f"{step}.png"
    await page.screenshot(path=path, full_page=True)
    return path
