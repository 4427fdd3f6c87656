"""Secrets are replaced, one after the other, while somebody keeps calling the real action server."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from typer.testing import CliRunner

from actions.callers import Caller
from heard.cli import app
from tests.actions.calling import secrets_in
from tests.actions.kit import LOOKUP
from tests.actions.running import Running, running_actions
from wire.signing import Signer

BODY = f'{{"lookup": "{LOOKUP}"}}'.encode()
CALLS = 25


@pytest.fixture
def server(keys: Path, tmp_path: Path) -> Iterator[Running]:
    with running_actions(Path(shutil.copytree(keys, tmp_path / "home"))) as server:
        yield server


class Gateway:
    """Calls without a pause, in a thread of its own, until it is told to stop."""

    def __init__(self, server: Running) -> None:
        self.server, self.stopped = server, threading.Event()
        self.statuses: list[int] = []
        self.signer = Signer(secrets_in(server.home)[Caller.GATEWAY].current)
        self.thread = threading.Thread(target=self._run)

    def call(self, signer: Signer, through: requests.Session | None = None) -> int:
        """The status of one call; through a connection of its own unless it is given one."""
        signed = {**signer.headers("POST", "/receipts/open", BODY), "Content-Type": "application/json"}
        url, session = f"{self.server.url}/receipts/open", through or requests.Session()
        return session.post(url, data=BODY, headers=signed, verify=self.server.authority, timeout=10).status_code

    def more(self) -> None:
        """Waits until it has called a few times more."""
        wanted = len(self.statuses) + CALLS
        while len(self.statuses) < wanted:
            self.thread.join(0.01)
            assert self.thread.is_alive()

    def _run(self) -> None:
        with requests.Session() as session:
            while not self.stopped.is_set():
                self.statuses.append(self.call(self.signer, session))


def test_no_call_is_refused_while_the_secret_is_replaced_and_then_the_old_one_is(server: Running) -> None:
    old = secrets_in(server.home)[Caller.GATEWAY].current()
    gateway = Gateway(server)
    gateway.thread.start()
    try:
        gateway.more()
        command(server, "rotate-secret", "actions")
        gateway.more()
        assert gateway.call(Signer(lambda: old)) == 404
        command(server, "rotate-secret", "actions", "--finish")
        gateway.more()
    finally:
        gateway.stopped.set()
        gateway.thread.join()
    assert set(gateway.statuses) == {404}
    assert gateway.call(Signer(lambda: old)) == 401
    assert "replay" not in server.log.read_text()


def command(server: Running, *arguments: str) -> None:
    """`heard keys …`, as whoever runs the machines types it."""
    done = CliRunner().invoke(app, ["keys", *arguments], env={"HEARD_HOME": str(server.home)})
    assert done.exit_code == 0, done.output
