"""Reads what comes in, and no more of it than makes sense."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import StreamReader, web

LARGEST = 16 << 10  # bytes
# 4,000 characters written as JSON escapes, at their longest (two of `\uXXXX`), with some room.
LARGEST_MESSAGE = 64 << 10
SECONDS = 10.0


class TooBigError(Exception):
    """The body is too big. `head`: what was read of it."""

    def __init__(self, head: bytes) -> None:
        super().__init__()
        self.head = head


class BodyError(Exception):
    """The body is not what it must be; `field` is the part that is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


async def read_body(request: web.Request, largest: int = LARGEST) -> bytes:
    """The whole body. Raises `TooBigError`, and `BodyError` when it does not arrive in time."""
    try:
        async with asyncio.timeout(SECONDS):
            body = await _read(request.content, largest + 1)
    except TimeoutError:
        raise BodyError("body") from None
    if len(body) > largest:
        raise TooBigError(body)
    return body


def json_object(body: bytes) -> Mapping[str, Any]:
    """The JSON object in `body`. Raises `BodyError`."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise BodyError("body") from None
    if not isinstance(value, dict):
        raise BodyError("body")
    return value


def text_in(fields: Mapping[str, Any], name: str) -> str:
    """The text under `name`, always encodable. Raises `BodyError`."""
    value = fields.get(name)
    if not isinstance(value, str):
        raise BodyError(name)
    return value.encode("utf-8", "replace").decode("utf-8")


async def _read(stream: StreamReader, most: int) -> bytes:
    body = bytearray()
    while len(body) < most and (piece := await stream.read(most - len(body))):
        body += piece
    return bytes(body)
