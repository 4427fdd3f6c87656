"""Finding help without a chat, and the numbers on a card that folds small.

What is chosen comes in the body of a form and goes no further: not into an address, not into a session, not into a log.
"""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from content.finder import Answer, How, Police
from gateway.api import GATEWAY
from gateway.finding import HAPPENED, HOW, NO_POLICE, WANTED, WHO, Choices, coded
from gateway.page_forms import read_form
from gateway.page_render import render
from gateway.pages import page

routes = web.RouteTableDef()


@routes.get("/find")
@page
async def finder_page(request: web.Request) -> web.Response:
    """The questions, none of which has to be answered."""
    return _finder(request, Choices(request.app[GATEWAY].guides.finder, frozenset()), asked=False)


@routes.post("/find")
@page
async def find(request: web.Request) -> web.Response:
    """The services that fit, above the questions as they were answered."""
    return _finder(request, await _choices(request), asked=True)


@routes.get("/card")
@page
async def card_page(request: web.Request) -> web.Response:
    """The numbers that most people may need, to be printed."""
    return _card(request, Choices(request.app[GATEWAY].guides.finder, frozenset()))


@routes.post("/card")
@page
async def card(request: web.Request) -> web.Response:
    """The numbers of the services found, to be printed."""
    return _card(request, await _choices(request))


async def _choices(request: web.Request) -> Choices:
    finder = request.app[GATEWAY].guides.finder
    return Choices(finder, frozenset(await read_form(request)))


def _finder(request: web.Request, choices: Choices, *, asked: bool) -> web.Response:
    directory, finder = request.app[GATEWAY].directory, choices.finder
    return render(
        request,
        "find.html",
        asked=asked,
        found=choices.find(directory),
        anyone=[directory[service] for service in finder.anyone],
        questions=[
            (finder.happened.legend, _boxes(choices, coded(HAPPENED, finder.happened.answers))),
            (finder.wanted.legend, _boxes(choices, coded(WANTED, finder.wanted.answers))),
            (finder.who.legend, _boxes(choices, coded(WHO, finder.who.answers))),
            (finder.how.legend, _boxes(choices, coded(HOW, finder.how.answers))),
            (finder.police.legend, _boxes(choices, [(NO_POLICE, finder.police)])),
        ],
        chosen=choices.codes,
        card=choices.card(directory),
    )


def _boxes(choices: Choices, answers: Iterable[tuple[str, Answer | How | Police]]) -> list[dict[str, object]]:
    return [
        {"text": answer.label, "id": code, "name": code, "value": "yes", "checked": code in choices.codes}
        for code, answer in answers
    ]


def _card(request: web.Request, choices: Choices) -> web.Response:
    return render(request, "card.html", services=choices.card(request.app[GATEWAY].directory))
