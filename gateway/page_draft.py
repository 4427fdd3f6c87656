"""The pages for whoever comes back to a report that she saved and did not send: go on with it, or erase it."""

from __future__ import annotations

from contextlib import suppress

from aiohttp import web

from gateway import conversation
from gateway.api import GATEWAY
from gateway.decide_later import erase_draft
from gateway.opening import Opened
from gateway.page_render import TOKEN, render
from gateway.pages import show_chat
from gateway.refused import Refused


def draft_page(request: web.Request, opened: Opened) -> web.Response:
    """How it stands with what she saved, and what she can do."""
    return render(request, "draft.html", opened=opened)


async def go_on(request: web.Request, written: str) -> web.Response:
    """The chat, in the middle of the report, in the place of the page with the receipt."""
    gateway = request.app[GATEWAY]
    receipt = gateway.forms.read(written)
    if receipt is not None:
        with suppress(Refused):  # she has left meanwhile
            await conversation.go_on(gateway, receipt.words, request[TOKEN])
    return await show_chat(request)


def ask_to_erase(request: web.Request, error: str | None = None) -> web.Response:
    """What erasing does, before it is done."""
    return render(request, "draft_erase.html", error=error)


async def erase(request: web.Request, written: str) -> web.Response:
    """Erases what is saved. Once it was seen here and is not there any more, it is erased."""
    try:
        await erase_draft(request.app[GATEWAY], written)
    except Refused as refused:
        if refused.kind != "receipt_unknown":
            return ask_to_erase(request, refused.detail)
    return render(request, "draft_erased.html")
