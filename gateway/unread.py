"""Danger in what cannot be taken: a body that is too big, cut short, or not what it must be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import unquote_plus

from aiohttp import web

from gateway.body import READ
from gateway.gateway import Gateway
from gateway.message import Message
from gateway.pieces import LONGEST_PIECE
from gateway.turn.danger import alert_messages

# What stands under `text` in JSON, in a form, or in a multipart form; the last may be cut short.
_TYPED = re.compile(
    r'"text"\s*:\s*"((?:[^"\\]|\\.)*)'
    r"|(?:^|&)text=([^&]*)"
    r'|\bname="?text"?[^\r\n]{0,200}\r?\n(?:[^\r\n]{1,200}\r?\n){0,8}\r?\n(.*?)(?=\r?\n--|\Z)',
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "r": "\n", "t": "\t", "b": " ", "f": " "}


async def alerts_in(gateway: Gateway, request: web.Request) -> tuple[Message, ...]:
    """The alert for what was read of the body, when the danger check fires on it."""
    body = request.get(READ)
    if not body:
        return ()
    return alert_messages(gateway, await gateway.find_danger(*texts_in(bytes(body))))


def texts_in(body: bytes) -> tuple[str, ...]:
    """What may have been typed, as far as it can be read: the first and last short `text`, then all there is.

    A short one is read by itself too, for what stands around it would hide a bare call for help.
    """
    written = body.decode(json.detect_encoding(body), "replace")
    typed = [each for each in _typed(written) if len(each) <= LONGEST_PIECE]
    return tuple(_plain(each) for each in (*dict.fromkeys((*typed[:1], *typed[-1:])), written))


def _typed(written: str) -> Iterator[str]:
    for found in _TYPED.finditer(written):
        yield next(group for group in found.groups() if group is not None)


def _plain(written: str) -> str:
    """Without the escapes of JSON and of forms; what is in neither loses nothing that matters."""
    plain = _ESCAPE.sub(_letter, unquote_plus(written, errors="replace"))
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _letter(escape: re.Match[str]) -> str:
    number, letter = escape.groups()
    return chr(int(number, 16)) if number else _LETTERS.get(letter, letter)
