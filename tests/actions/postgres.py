"""A PostgreSQL of the tests' own, where its programs are on the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.actions.rabbit import free_port

GIVEN = os.environ.get("HEARD_TEST_POSTGRES_URL", "")
PROGRAMS = ("initdb", "pg_ctl")
IS_THERE = bool(GIVEN) or all(shutil.which(program) for program in PROGRAMS)
WITHOUT = "install PostgreSQL, or set HEARD_TEST_POSTGRES_URL to one on which databases can be made"
# What is on the disk is deleted with the test: waiting for it would be most of the time.
SETTINGS = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200"


@contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of a server on which databases can be made: the one that is given, else one that ends with the tests."""
    if GIVEN:
        yield GIVEN
        return
    with TemporaryDirectory(prefix="heard-postgres-") as folder:
        data, port = Path(folder) / "data", free_port()
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {SETTINGS}"
        _run(["initdb", "--pgdata", str(data), "--auth", "trust", "--username", "postgres", "--no-sync"], folder)
        _run(
            ["pg_ctl", "--pgdata", str(data), "--options", options, "--log", f"{folder}/log", "--wait", "start"], folder
        )
        try:
            yield f"postgresql+asyncpg://postgres@127.0.0.1:{port}/postgres"
        finally:
            _run(["pg_ctl", "--pgdata", str(data), "--mode", "immediate", "stop"], folder)


def _run(command: list[str], folder: str) -> None:
    """Runs it as somebody who is not root, which PostgreSQL refuses."""
    as_them = ["runuser", "--user", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*as_them, *command], cwd=folder, check=True, capture_output=True)
