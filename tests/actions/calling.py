"""Calls the action server as the gateway and Rasa do, or as nearly as a test likes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from aiohttp import ClientHandlerType, ClientRequest, ClientResponse, payload

from actions.callers import Caller, Callers
from wire.secret_file import SecretFile
from wire.signing import Signer


def secrets_in(home: Path) -> Mapping[Caller, SecretFile]:
    """The secrets of a HEARD_HOME."""
    return {caller: SecretFile(home / "secrets" / caller) for caller in Caller}


def callers_of(home: Path, clock: Callable[[], float] = time.time, started: float = 0.0) -> Callers:
    """Whoever holds the secrets of that home."""
    return Callers(secrets_in(home), clock, started)


class Signing:
    """Signs each call of a test client: by Rasa's secret what Rasa may call, by the gateway's the rest.

    As a middleware of aiohttp's client, so that a test says only what is called, and with what.
    """

    def __init__(self, home: Path, clock: Callable[[], float] = time.time, caller: Caller | None = None) -> None:
        self._signers = {each: Signer(file.current, clock) for each, file in secrets_in(home).items()}
        self._caller = caller

    async def __call__(self, request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
        body = await request.body.as_bytes() if isinstance(request.body, payload.Payload) else bytes(request.body)
        path = request.url.raw_path_qs
        caller = self._caller or (Caller.RASA if path == "/webhook" else Caller.GATEWAY)
        signed: dict[str, Any] = dict(self._signers[caller].headers(request.method, path, body))
        for name, value in signed.items():
            request.headers.setdefault(name, value)
        return await handler(request)
