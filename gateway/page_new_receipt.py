"""The page on which somebody whose receipt was seen gets a new one. The old one works until she has kept the new."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace

from aiohttp import web

from gateway.api import GATEWAY
from gateway.gateway import Gateway
from gateway.message import Message
from gateway.page_render import TOKEN, render
from gateway.receipt_change import change_receipt
from gateway.receipt_forms import FORMS
from gateway.receipt_part import receipt_part
from gateway.receipts import Receipt
from gateway.refused import Refused
from gateway.session import Session, Unkept
from gateway.sessions import BusyError, Held
from gateway.turn.danger import alert_messages, in_doubt
from gateway.turn.keep import is_asked_for
from safety import Finding

NEW, KEPT = "new receipt", "new receipt kept"
AS = {f"new receipt as {form}": form for form in FORMS}
STEPS = {NEW, KEPT, *AS}


async def new_receipt(request: web.Request, do: str, fields: Mapping[str, str]) -> web.Response | None:
    """Shows a new receipt until a part of it was typed, and then has it take the old one's place.

    None when there is nothing to show: it has taken its place before, or the page was open for too long. Danger in
    what was typed comes first, whatever was pressed: nothing is changed then.
    """
    gateway, part = request.app[GATEWAY], fields.get("part", "")
    finding = await gateway.find_danger(part)
    try:
        async with gateway.sessions.hold(request[TOKEN], patience=1) as held:
            return await _step(request, held, do, part, finding) if held else None
    except BusyError:  # sent twice, and the first is still under way
        session = await gateway.sessions.look(request[TOKEN])
        if session is None or not session.unkept:
            return None
        alerts = _alerts(gateway, session, part, finding)
        return _shown(request, session.unkept[0], gateway.messages.new_receipt.unconfirmed, alerts)


async def _step(request: web.Request, held: Held, do: str, part: str, finding: Finding) -> web.Response | None:
    gateway, session = request.app[GATEWAY], held.session
    alerts = _alerts(gateway, session, part, finding)
    is_danger = any(message.alert for message in alerts)
    if not is_danger and (do not in STEPS or (do != NEW and not session.unkept)):
        return None
    unkept = session.unkept[0] if session.unkept else _made(gateway)
    unkept = replace(unkept, form=AS.get(do, unkept.form))
    session = replace(session, unkept=(unkept,))
    await held.keep(session)
    if is_danger or do != KEPT:
        return _shown(request, unkept, alerts=alerts)
    if not is_asked_for(gateway, session, part):
        return _shown(request, unkept, gateway.messages.new_receipt.other_part, alerts)
    return await _changed(request, held, unkept)


async def _changed(request: web.Request, held: Held, unkept: Unkept) -> web.Response:
    gateway, session = request.app[GATEWAY], held.session
    try:
        await change_receipt(gateway, session.returned or "", Receipt(unkept.words))
    except Refused as refused:
        return _shown(request, unkept, refused.detail)
    # A file that waits is sealed for the old receipt.
    await held.keep(replace(session, returned=unkept.words, unkept=(), attached=None))
    return render(request, "receipt_changed.html", done=gateway.messages.new_receipt.done)


def _alerts(gateway: Gateway, session: Session, part: str, finding: Finding) -> tuple[Message, ...]:
    """What is said first; nothing where just what was asked for was typed, which are our words."""
    if is_asked_for(gateway, session, part):
        return ()
    return alert_messages(gateway, finding) or in_doubt(gateway, finding)


def _made(gateway: Gateway) -> Unkept:
    place = secrets.randbelow(len(gateway.messages.keep_receipt.places))
    return Unkept(gateway.new_receipt(), place)


def _shown(
    request: web.Request, unkept: Unkept, error: str | None = None, alerts: tuple[Message, ...] = ()
) -> web.Response:
    gateway = request.app[GATEWAY]
    sentences = gateway.messages.new_receipt
    titles = gateway.messages.keep_receipt.show
    return render(
        request,
        "receipt_new.html",
        alerts=alerts,
        error=error,
        part=receipt_part(gateway, unkept.words, unkept.form),
        ask=getattr(sentences.ask, unkept.form).format(place=gateway.messages.keep_receipt.places[unkept.place]),
        forms=[(step, getattr(titles, form)) for step, form in AS.items() if form != unkept.form],
    )
