"""Side by side: what the police and others can promise, before anything is told."""

from __future__ import annotations

from aiohttp import web

from content.promises import Concern, Promises, Said
from gateway.api import GATEWAY
from gateway.gateway import Gateway
from gateway.page_forms import read_form
from gateway.page_notices import day
from gateway.page_render import render
from gateway.pages import page

routes = web.RouteTableDef()


@routes.get("/promises")
@page
async def promises_page(request: web.Request) -> web.Response:
    """What each place can promise, whatever it is about."""
    return _table(request, None)


@routes.post("/promises")
@page
async def promises(request: web.Request) -> web.Response:
    """What those can promise who can be told of what was chosen. The choice is kept nowhere."""
    return _table(request, (await read_form(request)).get("about"))


def _table(request: web.Request, about: str | None) -> web.Response:
    gateway = request.app[GATEWAY]
    promises = gateway.guides.promises
    concern = _concern(promises, about)
    places = [promises.places[key] for key in concern.places]
    return render(
        request,
        "promises.html",
        promises=promises,
        concern=concern,
        places=places,
        services=[gateway.directory[place.service] for place in places],
        rows=[
            (question, [_say(gateway, getattr(place.answers, name)) for place in places])
            for name, question in promises.questions
        ],
        day=day,
    )


def _say(gateway: Gateway, said: Said | None) -> str | None:
    return gateway.message(said.say).text if said else None


def _concern(promises: Promises, about: str | None) -> Concern:
    """The concern that was chosen, by its place in the file; everything when there is none."""
    chosen = (concern for place, concern in enumerate(promises.concerns) if str(place) == about)
    return next(chosen, promises.everything)
