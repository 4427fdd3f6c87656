"""The first page in other ways: in easy words, and what there is of it in other languages.

The language that is chosen comes in the body of a form: it is in no address, and is kept nowhere.
"""

from __future__ import annotations

from itertools import chain

from aiohttp import web

from content.easy_read import GAP
from gateway.api import GATEWAY
from gateway.gateway import Gateway
from gateway.message import Part
from gateway.page_forms import read_form
from gateway.page_render import render
from gateway.pages import page
from gateway.tongues import names_of, say, tongue_of

routes = web.RouteTableDef()


@routes.get("/easy")
@page
async def easy_page(request: web.Request) -> web.Response:
    """The first page, one idea a line."""
    gateway = request.app[GATEWAY]
    easy = gateway.guides.easy_read
    return render(
        request,
        "easy.html",
        easy=easy,
        about=_parts(gateway, easy.about),
        sections=[(section.heading, _parts(gateway, section.lines)) for section in easy.sections],
    )


@routes.get("/languages")
@page
async def languages_page(request: web.Request) -> web.Response:
    """The languages, each by its own name."""
    return _choice(request)


@routes.post("/languages")
@page
async def language_page(request: web.Request) -> web.Response:
    """All that is known to say in one language, and who has interpreters; the list again when there is no such one."""
    gateway, tag = request.app[GATEWAY], (await read_form(request)).get("language", "")
    language = gateway.languages.languages.get(tag)
    if language is None:
        return _choice(request)
    return render(
        request,
        "language.html",
        language=language,
        tongue=tongue_of(gateway, tag),
        danger=tuple(say(gateway, tag, language.danger)),
        calm=tuple(say(gateway, tag, language.calm)),
        self_harm=tuple(say(gateway, tag, language.self_harm)),
        help_lines=[gateway.directory[service] for service in gateway.languages.help_lines],
    )


def _choice(request: web.Request) -> web.Response:
    return render(request, "languages.html", names=tuple(names_of(request.app[GATEWAY])))


def _parts(gateway: Gateway, lines: tuple[str, ...]) -> tuple[Part, ...]:
    minutes = int(gateway.sessions.idle.total_seconds() // 60)
    return tuple(chain.from_iterable(gateway.parts(line.replace(f"{{{GAP}}}", str(minutes))) for line in lines))
