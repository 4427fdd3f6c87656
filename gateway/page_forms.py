"""Reads the page's forms. Everything is in the body: nothing a reporter sends is ever in an address."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from aiohttp import web

from gateway.body import LARGEST_MESSAGE, READ, BodyError, TooBigError, read_body
from gateway.gateway import Gateway
from gateway.turn.turn import Incoming

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 60  # the support finder asks about forty things at once


async def read_form(request: web.Request) -> Mapping[str, str]:
    """The fields of a form. Raises `BodyError`.

    Of a form that is far too big only so much is read: enough to look for danger, and to be refused as too long.
    """
    try:
        body = await read_body(request, LARGEST_MESSAGE)
    except TooBigError:
        body = bytes(request[READ])
    if request.content_type != FORM:
        raise BodyError("body")
    try:
        pairs = parse_qsl(body.decode("ascii", "replace"), errors="replace", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise BodyError("body") from None
    return {name: value.replace("\r\n", "\n") for name, value in pairs}


async def incoming(gateway: Gateway, fields: Mapping[str, str]) -> Incoming | None:
    """What the form says, or None when it is empty.

    A choice comes with whatever stands in the text box. The choice counts, unless those words tell of danger.
    """
    text, choice = fields.get("text", ""), fields.get("choice")
    turn = turn_of(fields)
    if choice and not (await gateway.find_danger(text)).alert:
        return Incoming(choice=choice, turn=turn, beside=text)
    return Incoming(text=text, turn=turn) if text.strip() else None


def turn_of(fields: Mapping[str, str]) -> int | None:
    """How many turns the page had shown when the form was sent."""
    turn = fields.get("turn", "")
    return int(turn) if turn.isascii() and turn.isdecimal() and len(turn) < 7 else None
