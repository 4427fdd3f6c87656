"""The real action server, as a process of its own on a scratch home."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
import requests

from tests.actions.kit import ROOT
from wire.tls import AUTHORITY, tls_folder

SECONDS_TO_START = 60


@dataclass(frozen=True, slots=True)
class Running:
    """Where it listens, its home, and what it printed."""

    url: str
    home: Path
    log: Path

    @property
    def authority(self) -> str:
        """What its certificate is checked with."""
        return str(tls_folder(self.home) / AUTHORITY)


@contextmanager
def running_actions(home: Path, **environment: str) -> Iterator[Running]:
    """The process on `home`, which holds every key; it listens once this is entered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = {"HEARD_HOME": str(home), "HEARD_ACTIONS_PORT": str(port), "HEARD_LOG_LEVEL": "INFO"}
    server = Running(f"https://127.0.0.1:{port}", home, home / "log")
    with server.log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "actions"],
            cwd=ROOT,
            env={**os.environ, **given, **environment},
            stdout=output,
            stderr=output,
        )
        try:
            _until_up(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=30)


def _until_up(server: Running, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.1)  # asked without a pause, it would start on half the machine
        assert process.poll() is None, server.log.read_text()
        try:
            if requests.get(f"{server.url}/healthz", verify=server.authority, timeout=5).ok:
                return
        except requests.ConnectionError:
            pass
    raise AssertionError(server.log.read_text())


async def pause(process: asyncio.subprocess.Process) -> None:
    """A moment for a process that starts: asked without one, it would start on half the machine. Fails when it ends."""
    ended = asyncio.ensure_future(process.wait())
    await asyncio.wait([ended], timeout=0.1)
    assert not ended.done()
    ended.cancel()


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended, and what it said on standard error."""

    returncode: int
    stderr: str


def ended_at_once(
    process: ModuleType, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], **given: str
) -> Ended:
    """What `python -m` of `process` does when it must not start, without a process of its own: that costs a second."""
    monkeypatch.setattr(process, "configure_logs", lambda _level: None)
    monkeypatch.setattr(os, "umask", lambda _mask: 0)
    for name, value in {"HEARD_HOME": str(home), **given}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as stopped:
        process.main()
    assert isinstance(stopped.value.code, int)
    return Ended(stopped.value.code, capsys.readouterr().err)
