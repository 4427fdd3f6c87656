"""The screens on which a file is added to a report: chosen, shown what is in it, and sent or not."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace

from aiohttp import web

from gateway.api import GATEWAY
from gateway.attaching import look_at, send_file
from gateway.page_render import TOKEN, render
from gateway.refused import Refused
from gateway.session import Session
from gateway.sessions import ErasedError
from gateway.uploads import FORM, Attached, TooManyUploadsError, Upload, read_upload


def has_file(request: web.Request) -> bool:
    """Whether the form is one that carries a file."""
    return request.content_type == FORM


async def take_file(request: web.Request) -> web.Response | None:
    """Looks at the file and shows what was found; None when the page was open for too long."""
    gateway = request.app[GATEWAY]
    written = ""

    async def admits(token: str) -> bool:
        nonlocal written
        session = await gateway.sessions.look(token)
        if session is None or session.returned is None:
            return False
        request[TOKEN], written = token, session.returned
        room.enter_context(gateway.uploads.reading())
        return True

    with ExitStack() as room:
        try:
            upload = await read_upload(request, gateway.settings.attachment_most_bytes, admits)
        except TooManyUploadsError:
            return _choose(request, gateway.guides.attached.busy)
        return await _looked_at(request, written, upload) if upload is not None else None


async def send_kept(request: web.Request, written: str) -> web.Response:
    """Sends the file that waits."""
    gateway = request.app[GATEWAY]
    attached = await _kept(request)
    if attached is None:
        return _choose(request, gateway.guides.attached.gone)
    try:
        await send_file(gateway, written, attached)
    except Refused as refused:
        return _found(request, attached, error=refused.detail)
    await _keep(request, None)
    return _said(request, gateway.guides.attached.done, is_sent=True)


async def drop_kept(request: web.Request) -> web.Response:
    """Forgets the file that waits."""
    await _keep(request, None)
    return _said(request, request.app[GATEWAY].guides.attached.dropped, is_sent=False)


async def _looked_at(request: web.Request, written: str, upload: Upload) -> web.Response | None:
    try:
        attached = await look_at(request.app[GATEWAY], written, upload)
    except Refused as refused:
        return _choose(request, refused.detail)
    return _found(request, attached) if await _keep(request, attached) else None


async def _kept(request: web.Request) -> Attached | None:
    session = await request.app[GATEWAY].sessions.look(request[TOKEN])
    return session.attached if session else None


async def _keep(request: web.Request, attached: Attached | None) -> bool:
    """Has the session hold it, and nothing that was there before; False when she has left."""
    async with request.app[GATEWAY].sessions.hold(request[TOKEN], patience=1) as held:
        if held is None:
            return False
        try:
            await held.keep(_with(held.session, attached))
        except ErasedError:
            return False
    return True


def _with(session: Session, attached: Attached | None) -> Session:
    return replace(session, attached=attached)


def _choose(request: web.Request, error: str) -> web.Response:
    return render(request, "receipt_file.html", error=error)


def _found(request: web.Request, attached: Attached, error: str | None = None) -> web.Response:
    words = request.app[GATEWAY].guides.attached
    found = [getattr(words.found, each.value) for each in attached.found]
    kind = getattr(words.kinds, attached.kind.value)
    return render(request, "receipt_file_found.html", error=error, found=found, kind=kind)


def _said(request: web.Request, sentence: str, *, is_sent: bool) -> web.Response:
    return render(request, "receipt_file_said.html", said=sentence, is_sent=is_sent)
