"""The public page: starting, and the chat. Works without JavaScript.

The chat is one address, and each turn a form sent to it: the transcript comes from the session's memory, so nothing
has to be kept in the browser. The script sends the same forms and takes the same answers.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import wraps

from aiohttp import web

from gateway import conversation
from gateway.api import GATEWAY
from gateway.body import BodyError
from gateway.log import trouble
from gateway.message import Message
from gateway.page_forms import incoming, read_form, turn_of
from gateway.page_render import TOKEN, render, set_up, wants_part
from gateway.page_view import view
from gateway.refused import Refused
from gateway.session import Exchange, Session

Handler = Callable[[web.Request], Awaitable[web.Response]]

routes = web.RouteTableDef()


def add_pages(app: web.Application) -> None:
    """Adds the pages to the gateway's application."""
    set_up(app, app[GATEWAY])
    app.add_routes(routes)


def page(handler: Handler) -> Handler:
    """Answers what goes wrong with a page rather than with problem details."""

    @wraps(handler)
    async def answer(request: web.Request) -> web.Response:
        words = request.app[GATEWAY].messages
        try:
            return await handler(request)
        except BodyError:
            return _error(request, 400, words.bad_request)
        except Exception as error:
            trouble("page", type(error).__name__)
            return _error(request, 500, words.broken)

    return answer


@routes.get("/")
@routes.get("/chat")  # somebody came back to the address of a chat
@page
async def start_page(request: web.Request) -> web.Response:
    """What this is and what it cannot do, before anything is asked."""
    response = render(request, "start.html", ended=False, alerts=())
    response.headers["X-Robots-Tag"] = "all"
    return response


@routes.post("/chat")
@page
async def chat(request: web.Request) -> web.Response:
    """Starts a conversation, or takes a turn of one."""
    fields = await read_form(request)
    request[TOKEN] = fields.get("token", "")
    if "start" in fields:
        return await _start(request)
    try:
        return await _turn(request, fields)
    except Refused as refused:
        return await _refused(request, fields, refused)


async def _start(request: web.Request) -> web.Response:
    gateway = request.app[GATEWAY]
    if request[TOKEN]:
        await conversation.leave(gateway, request[TOKEN])
    request[TOKEN] = (await conversation.start(gateway)).token
    session = await conversation.look_back(gateway, request[TOKEN])
    return _chat(request, {}, session)


async def _turn(request: web.Request, fields: Mapping[str, str]) -> web.Response:
    gateway = request.app[GATEWAY]
    said = incoming(gateway, fields)
    if said is None:
        session = await conversation.look_back(gateway, request[TOKEN])
        return _chat(request, fields, session, error=gateway.messages.empty)
    messages = await conversation.say(gateway, request[TOKEN], said)
    session = await conversation.look_back(gateway, request[TOKEN])
    taken = session is not None and any(exchange.messages == messages for exchange in session.transcript)
    extra = None if taken else Exchange(None, messages)
    draft = "" if taken and said.text else fields.get("text", "")
    return _chat(request, fields, session, extra=extra, draft=draft)


async def _refused(request: web.Request, fields: Mapping[str, str], refused: Refused) -> web.Response:
    session = await conversation.look_back(request.app[GATEWAY], request[TOKEN])
    extra = Exchange(None, refused.messages) if refused.messages else None
    return _chat(request, fields, session, extra=extra, draft=fields.get("text", ""), error=refused.detail)


def _chat(
    request: web.Request,
    fields: Mapping[str, str],
    session: Session | None,
    *,
    extra: Exchange | None = None,
    draft: str = "",
    error: str | None = None,
) -> web.Response:
    if session is None:
        return _ended(request, [message for message in extra.messages if message.alert] if extra else [])
    shown = view(request.app[GATEWAY], session, extra)
    if wants_part(request) and "turn" in fields:  # the rest is on the page already
        return render(request, "reply.html", view=shown.since(turn_of(fields)), error=error, draft=draft)
    return render(request, "chat.html", view=shown, error=error, draft=draft)


def _ended(request: web.Request, alerts: Sequence[Message]) -> web.Response:
    """The start page, as on a first visit: what was erased cannot be told from what never was."""
    request[TOKEN] = ""
    return render(request, "start.html", ended=True, alerts=alerts)


def _error(request: web.Request, status: int, sentence: str) -> web.Response:
    message = request.app[GATEWAY].message(sentence)
    return render(request, "error.html", status=status, message=message)
