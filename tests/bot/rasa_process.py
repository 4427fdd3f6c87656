"""Talks to a running Rasa process as the gateway does."""

from __future__ import annotations

import http.client
import json
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wire.signing import Signer

SECONDS_TO_READY = 120
Headers = Mapping[str, str | bytes]


@dataclass(frozen=True)
class RasaProcess:
    """Where the process listens, and its home."""

    home: Path
    port: int

    def turn(self, state: Any = None, **turn: Any) -> dict[str, Any]:
        """The answer to one turn."""
        status, answer = self.post("/webhooks/heard/turn", {"state": state, "context": {"submission": "s"}, **turn})
        assert status == 200, answer
        return dict(answer)

    def post(self, path: str, body: Any, secret: str | None = None) -> tuple[int, Any]:
        """Status and body of a call with the gateway's secret, or another."""
        secret = self.secret("rasa") if secret is None else secret
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        signed = Signer(lambda: secret).headers("POST", path, data)
        return self.call("POST", path, data, {**signed, "Content-Type": "application/json"})

    def call(self, method: str, path: str, data: bytes = b"", headers: Headers | None = None) -> tuple[int, Any]:
        """Status and body of any call."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, data, dict(headers or {}))
        response = connection.getresponse()
        text = response.read()
        connection.close()
        return response.status, json.loads(text) if text.startswith(b"{") else text

    def secret(self, name: str) -> str:
        """A secret of the process's home."""
        return (self.home / "secrets" / name).read_text()

    def log(self) -> str:
        """All that the process printed so far."""
        return (self.home / "log").read_text()


def wait_until_ready(rasa: RasaProcess, process: subprocess.Popen[bytes]) -> None:
    """Returns when the process answers; fails when it ends or takes too long."""
    deadline = time.monotonic() + SECONDS_TO_READY
    while time.monotonic() < deadline:
        assert process.poll() is None, rasa.log()
        try:
            if rasa.call("GET", "/healthz")[0] == 200:
                return
        except OSError:
            pass
    raise AssertionError(rasa.log())
