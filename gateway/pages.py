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
from gateway.feeling import take_feeling
from gateway.gateway import Gateway
from gateway.log import trouble
from gateway.message import Message
from gateway.notes import notes_of
from gateway.page_forms import incoming, read_form, turn_of
from gateway.page_keep import keep_page
from gateway.page_render import TOKEN, render, set_up, wants_part
from gateway.page_view import view
from gateway.refused import Refused
from gateway.session import Exchange, Session
from gateway.tongues import names_of
from gateway.unread import alerts_in

Fields = Mapping[str, str]
Handler = Callable[[web.Request], Awaitable[web.Response]]

NAMED = 8  # languages on the first page, by their own names

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
            return _error(request, 400, words.bad_request, await alerts_in(request.app[GATEWAY], request))
        except Exception as error:
            trouble("page", type(error).__name__)
            return _error(request, 500, words.broken)

    return answer


@routes.get("/")
@routes.get("/chat")  # somebody came back to the address of a chat
@page
async def start_page(request: web.Request) -> web.Response:
    """What this is and what it cannot do, before anything is asked."""
    response = _first(request, ended=False, alerts=())
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
        way = await _way(request.app[GATEWAY], fields)
        return await way(request, fields)
    except Refused as refused:
        return await _refused(request, fields, refused)


async def _way(gateway: Gateway, fields: Fields) -> Callable[[web.Request, Fields], Awaitable[web.Response]]:
    """What the form asks for. Words of danger that stand in the box come before anything beside the conversation."""
    if ("keep" in fields or "felt" in fields) and not (await gateway.find_danger(fields.get("text", ""))).alert:
        return _keep if "keep" in fields else _felt
    return _turn


async def _keep(request: web.Request, fields: Fields) -> web.Response:
    """Leads through keeping what she was told, and back. What stands in the box waits in the session, on no page."""
    gateway, step, written = request.app[GATEWAY], fields["keep"], fields.get("text", "")
    session = await conversation.set_aside(gateway, request[TOKEN], None if step in ("show", "file") else written)
    if session is None:
        return _ended(request, [])
    aside = keep_page(request, step, notes_of(session.transcript))
    return _chat(request, {}, session, draft=written or session.draft) if aside is None else aside


async def _felt(request: web.Request, fields: Fields) -> web.Response:
    """Takes whether she felt taken seriously. The thanks are shown, and remembered nowhere."""
    gateway = request.app[GATEWAY]
    is_taken = await take_feeling(gateway, request[TOKEN], fields["felt"])
    thanks = Exchange(None, (gateway.message(gateway.guides.pages.feeling.thanks),)) if is_taken else None
    session = await conversation.look_back(gateway, request[TOKEN])
    return _chat(request, fields, session, extra=thanks, draft=fields.get("text", ""))


async def show_chat(request: web.Request) -> web.Response:
    """The chat of the request's token, begun on another page."""
    return _chat(request, {}, await conversation.look_back(request.app[GATEWAY], request[TOKEN]))


async def _start(request: web.Request) -> web.Response:
    gateway = request.app[GATEWAY]
    if request[TOKEN]:
        await conversation.leave(gateway, request[TOKEN], "again")
    request[TOKEN] = (await conversation.start(gateway)).token
    session = await conversation.look_back(gateway, request[TOKEN])
    return _chat(request, {}, session)


async def _turn(request: web.Request, fields: Mapping[str, str]) -> web.Response:
    gateway = request.app[GATEWAY]
    said = await incoming(gateway, fields)
    if said is None:
        session = await conversation.look_back(gateway, request[TOKEN])
        return _chat(request, fields, session, error=gateway.messages.empty)
    before = await conversation.look_back(gateway, request[TOKEN])
    messages = await conversation.say(gateway, request[TOKEN], said)
    session = await conversation.look_back(gateway, request[TOKEN])
    taken = session is not None and any(exchange.messages == messages for exchange in session.transcript)
    extra = None if taken else Exchange(None, messages)
    draft = "" if taken and (said.text or _is_over(before, session)) else fields.get("text", "")
    return _chat(request, fields, session, extra=extra, draft=draft)


def _is_over(before: Session | None, now: Session | None) -> bool:
    """Whether a report has just ended: what stood in the box was for it."""
    return bool(before and before.in_form and now and not now.in_form)


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
    return _first(request, ended=True, alerts=alerts)


def _first(request: web.Request, *, ended: bool, alerts: Sequence[Message]) -> web.Response:
    usual = [each for each in names_of(request.app[GATEWAY]) if each[0].isalpha()]  # no second script of a language
    return render(request, "start.html", ended=ended, alerts=alerts, names=usual[:NAMED])


def _error(request: web.Request, status: int, sentence: str, alerts: Sequence[Message] = ()) -> web.Response:
    message = request.app[GATEWAY].message(sentence)
    return render(request, "error.html", status=status, message=message, alerts=alerts)
