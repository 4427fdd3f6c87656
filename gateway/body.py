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
# What is too big is read this far all the same: somebody may tell of danger in it.
LARGEST_READ = 256 << 10
SECONDS = 10.0

READ = web.RequestKey("read", bytearray)  # what was read of a body, whatever came of it


class TooBigError(Exception):
    """The body is too big."""


class BodyError(Exception):
    """The body is not what it must be; `field` is the part that is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


async def read_body(request: web.Request, largest: int = LARGEST) -> bytes:
    """The whole body. Raises `TooBigError`, and `BodyError` when it does not arrive in time.

    Then too `request[READ]` holds what was read of it.
    """
    body = request[READ] = bytearray()
    try:
        async with asyncio.timeout(SECONDS):
            await _read(request.content, body)
    except TimeoutError:
        raise BodyError("body") from None
    if len(body) > largest:
        raise TooBigError
    return bytes(body)


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


async def _read(stream: StreamReader, body: bytearray) -> None:
    while len(body) < LARGEST_READ and (piece := await stream.read(LARGEST_READ - len(body))):
        body += piece
