"""The HTTP client for the private processes behind the gateway: each call is signed, each certificate checked."""

from __future__ import annotations

import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from wire.signing import Signer

HEALTH_SECONDS = 1.0

_UNREACHABLE = (aiohttp.ClientError, OSError, TimeoutError)


class UpstreamError(Exception):
    """A process behind us did not answer as it should. Says the kind of trouble, never a word of the request."""


class TooSlowError(UpstreamError):
    """It did not answer in time; another call may be quicker."""


@dataclass
class Upstream:
    """One private process; use it as a context, which keeps its connections open.

    `trust`: what its certificate is checked with; None for plain http, on this machine.
    """

    url: str
    signer: Signer = field(repr=False)
    trust: ssl.SSLContext | None = None

    async def __aenter__(self) -> Upstream:
        connector = aiohttp.TCPConnector(ssl=self.trust if self.trust is not None else True)
        self._http = aiohttp.ClientSession(connector=connector)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.close()

    async def post(self, path: str, body: Mapping[str, Any], seconds: float) -> tuple[int, bytes]:
        """The status and body of the answer. Raises `UpstreamError` when there is none within `seconds`."""
        timeout = aiohttp.ClientTimeout(total=seconds)
        sent = json.dumps(body).encode()
        headers = {"Content-Type": "application/json", **self.signer.headers("POST", path, sent)}
        try:
            async with self._http.post(
                self.url + path, data=sent, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TooSlowError(type(error).__name__) from None
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
