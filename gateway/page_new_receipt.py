"""The page on which somebody whose receipt was seen gets a new one. The old one works until she has kept the new."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace

from aiohttp import web

from gateway.api import GATEWAY
from gateway.gateway import Gateway
from gateway.page_render import TOKEN, render
from gateway.receipt_change import change_receipt
from gateway.receipt_forms import FORMS
from gateway.receipt_part import receipt_part
from gateway.receipts import Receipt, new_receipt_words
from gateway.refused import Refused
from gateway.session import Unkept
from gateway.turn.keep import is_asked_for

NEW, KEPT = "new receipt", "new receipt kept"
AS = {f"new receipt as {form}": form for form in FORMS}
STEPS = {NEW, KEPT, *AS}


async def new_receipt(request: web.Request, do: str, fields: Mapping[str, str]) -> web.Response | None:
    """Shows a new receipt until a part of it was typed, and then has it take the old one's place.

    None when there is nothing to show: it has taken its place before, or the page was open for too long.
    """
    gateway = request.app[GATEWAY]
    async with gateway.sessions.hold(request[TOKEN], patience=1) as held:
        if held is None or (do != NEW and not held.session.unkept):
            return None
        unkept = held.session.unkept[0] if held.session.unkept else _made(gateway)
        unkept = replace(unkept, form=AS.get(do, unkept.form))
        session = replace(held.session, unkept=(unkept,))
        await held.keep(session)
        if do != KEPT:
            return _shown(request, unkept)
        if not is_asked_for(gateway, session, fields.get("part", "")):
            return _shown(request, unkept, gateway.messages.new_receipt.other_part)
        try:
            await change_receipt(gateway, session.returned or "", Receipt(unkept.words))
        except Refused as refused:
            return _shown(request, unkept, refused.detail)
        await held.keep(replace(session, returned=unkept.words, unkept=()))
    return render(request, "receipt_changed.html", done=gateway.messages.new_receipt.done)


def _made(gateway: Gateway) -> Unkept:
    place = secrets.randbelow(len(gateway.messages.keep_receipt.places))
    return Unkept(new_receipt_words(gateway.receipt_words), place)


def _shown(request: web.Request, unkept: Unkept, error: str | None = None) -> web.Response:
    gateway = request.app[GATEWAY]
    sentences = gateway.messages.new_receipt
    titles = gateway.messages.keep_receipt.show
    return render(
        request,
        "receipt_new.html",
        error=error,
        part=receipt_part(gateway, unkept.words, unkept.form),
        ask=getattr(sentences.ask, unkept.form).format(place=gateway.messages.keep_receipt.places[unkept.place]),
        forms=[(step, getattr(titles, form)) for step, form in AS.items() if form != unkept.form],
    )
