"""Reads a form with a file in it, in memory alone, and no more of it than makes sense. Its name is never looked at."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from weakref import WeakSet

from aiohttp import BodyPartReader, MultipartReader, web

from attachments.protocol import Found, Kind
from gateway.body import BodyError

FORM = "multipart/form-data"
FILE, TOKEN = "file", "token"
LONGEST_FIELD = 1024
MOST_FIELDS = 8
SECONDS = 180.0
"""An old phone in a bad place sends ten megabytes in two minutes."""
MOST_DRAINED = 64 * 1024 * 1024
"""Bytes of a file that is too big which are read and thrown away: a browser shows no answer before it has sent all."""
PIECE = 64 * 1024
AT_ONCE = 4
MOST_WAITING = 12
"""Files that wait to be sent or not, of everybody together."""


class TooManyUploadsError(Exception):
    """There is no room for another file now."""


@dataclass(frozen=True, eq=False)
class Attached:
    """A file that was looked at and waits to be sent or not. Sealed: not even this process can open it any more."""

    kind: Kind
    found: tuple[Found, ...]
    submission: str = field(repr=False)
    sealed: str = field(repr=False)


@dataclass(frozen=True)
class Upload:
    """`data` is None when the file was too big, and empty when there was none."""

    data: bytes | None = field(repr=False)


class Uploads:
    """How many files may be here at once: those that are being read, and those that wait."""

    def __init__(self) -> None:
        self._reading = 0
        self._waiting: WeakSet[Attached] = WeakSet()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Room for one that is read and looked at. Raises `TooManyUploadsError`."""
        if self._reading >= AT_ONCE or len(self._waiting) >= MOST_WAITING:
            raise TooManyUploadsError
        self._reading += 1
        try:
            yield
        finally:
            self._reading -= 1

    def keep(self, attached: Attached) -> Attached:
        """Counts it for as long as some session holds it."""
        self._waiting.add(attached)
        return attached


async def read_upload(request: web.Request, most: int, admits: Callable[[str], Awaitable[bool]]) -> Upload | None:
    """The file; None, with nothing of it read, unless `admits` says yes to the token before it. Raises `BodyError`."""
    try:
        async with asyncio.timeout(SECONDS):
            return await _read(request, most, admits)
    except (TimeoutError, ValueError, AssertionError):  # aiohttp's reader raises them for what is no such form
        raise BodyError("body") from None


async def _read(request: web.Request, most: int, admits: Callable[[str], Awaitable[bool]]) -> Upload | None:
    token = ""
    async for part in _fields(await request.multipart()):
        if part.name == TOKEN:
            token = (await _all_of(part, LONGEST_FIELD) or b"").decode("ascii", "replace")
        elif part.name == FILE:
            return Upload(await _all_of(part, most)) if await admits(token) else None
    return Upload(b"") if await admits(token) else None


async def _fields(reader: MultipartReader) -> AsyncIterator[BodyPartReader]:
    for _ in range(MOST_FIELDS):
        part = await reader.next()
        if part is None:
            return
        if isinstance(part, BodyPartReader):
            yield part


async def _all_of(part: BodyPartReader, most: int) -> bytes | None:
    """What is in it; None for more than `most` bytes, of which the rest is thrown away as it comes."""
    data, seen = bytearray(), 0
    while piece := await part.read_chunk(PIECE):
        seen += len(piece)
        if seen > MOST_DRAINED:
            break
        if seen <= most:
            data += piece
        else:
            data.clear()
    return bytes(data) if seen <= most else None
