"""The HTTP client for the private processes behind the gateway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

HEALTH_SECONDS = 1.0

_UNREACHABLE = (aiohttp.ClientError, OSError, TimeoutError)


class UpstreamError(Exception):
    """A process behind us did not answer as it should. Says the kind of trouble, never a word of the request."""


@dataclass
class Upstream:
    """One private process; use it as a context, which keeps its connections open."""

    url: str
    secret: str = field(repr=False)

    async def __aenter__(self) -> Upstream:
        self._http = aiohttp.ClientSession(headers={"Authorization": f"Bearer {self.secret}"})
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.close()

    async def post(self, path: str, body: Mapping[str, Any], seconds: float) -> tuple[int, bytes]:
        """The status and body of the answer. Raises `UpstreamError` when there is none within `seconds`."""
        timeout = aiohttp.ClientTimeout(total=seconds)
        try:
            async with self._http.post(self.url + path, json=body, timeout=timeout, allow_redirects=False) as response:
                return response.status, await response.read()
        except _UNREACHABLE as error:
            raise UpstreamError(type(error).__name__) from None

    async def is_up(self) -> bool:
        """Whether the process says that it is well."""
        timeout = aiohttp.ClientTimeout(total=HEALTH_SECONDS)
        try:
            async with self._http.get(self.url + "/healthz", timeout=timeout, allow_redirects=False) as response:
                return response.status == 200
        except _UNREACHABLE:
            return False
