"""Keeping what she was told: first the warning, then a page to read or print, or a file with a harmless name."""

from __future__ import annotations

from aiohttp import web

from gateway.api import GATEWAY
from gateway.notes import Notes
from gateway.page_render import render

FILE = "notes.txt"


def keep_page(request: web.Request, step: str, notes: Notes) -> web.Response | None:
    """The warning (`ask`), the page (`show`) or the file (`file`); None for the way back, or when nothing was told."""
    if notes.is_empty:
        return None
    match step:
        case "ask":
            return render(request, "keep_ask.html")
        case "show":
            return render(request, "keep.html", notes=notes)
        case "file":
            return _file(notes.as_text(request.app[GATEWAY].guides.pages.keep))
        case _:
            return None


def _file(text: str) -> web.Response:
    """What is left on the device is the file alone: no address, and nothing that a browser may keep of the answer."""
    return web.Response(
        text=text, content_type="text/plain", headers={"Content-Disposition": f'attachment; filename="{FILE}"'}
    )
