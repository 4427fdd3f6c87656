"""The pages beside the chat: what happens to data, who can use the site, what leaving cannot hide, and feedback."""

from __future__ import annotations

from datetime import date
from typing import Any

from aiohttp import web

from content.receipt_words import WORDS_IN_A_RECEIPT
from gateway.api import GATEWAY
from gateway.channels.webhooks import CHANNELS
from gateway.facts import length
from gateway.page_render import render
from gateway.pages import page

TO_CONFIRM = "The force must confirm this."
COMPLIANCE = {"fully": "fully compliant", "partially": "partially compliant", "not": "not compliant"}

routes = web.RouteTableDef()


@routes.get("/privacy")
@page
async def privacy(request: web.Request) -> web.Response:
    """The privacy notice that UK GDPR (articles 13 and 14) and the Data Protection Act 2018 (section 44) ask for."""
    carriers = request.app[CHANNELS].carriers
    return _notice(request, "privacy.html", receipt_words=WORDS_IN_A_RECEIPT, carriers=carriers)


@routes.get("/accessibility")
@page
async def accessibility(request: web.Request) -> web.Response:
    """The statement that the 2018 accessibility regulations for public sector bodies ask for.

    Its headings are those of the government's model statement.
    """
    return _notice(request, "accessibility.html", compliance=COMPLIANCE)


@routes.get("/tips")
@page
async def tips(request: web.Request) -> web.Response:
    """What stays behind on a phone or computer, and how to clear it."""
    return _notice(request, "tips.html")


@routes.get("/feedback")
@page
async def feedback(request: web.Request) -> web.Response:
    """Who wants to hear what people think of the site, and what not to tell them."""
    return _notice(request, "feedback.html")


def day(when: date) -> str:
    """A day like 21 November 2026."""
    return f"{when.day} {when:%B %Y}"


def _notice(request: web.Request, template: str, **context: Any) -> web.Response:
    gateway = request.app[GATEWAY]
    return render(
        request,
        template,
        facts=gateway.facts,
        kept=gateway.facts.outcomes,
        length=length,
        to_confirm=TO_CONFIRM,
        day=day,
        **context,
    )
