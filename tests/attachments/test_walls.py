"""The process that opens a file has no network, no file, no other process, and only so much of anything."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from attachments.protocol import LARGEST_FILE, Cleaned, Kind, Refusal, RefusedFileError
from attachments.walls import OPEN_FILES
from gateway.cleaner import Cleaner
from tests.attachments import files

TRIES = """
import ctypes, json, os, resource, socket, subprocess, sys, threading
from attachments import walls
{before}
def tried(act):
    try:
        return repr(act())
    except BaseException as error:
        return type(error).__name__
def forked():
    child = os.fork()
    if child == 0:
        os._exit(0)
    return child
walls.wall_in()
ways = dict(
    inet=lambda: socket.socket(),
    local=lambda: socket.socket(socket.AF_UNIX),
    pair=lambda: socket.socketpair(),
    raw=lambda: ctypes.CDLL(None).syscall(41, 2, 1, 0),
    forked=forked,
    run=lambda: subprocess.run(["true"]),
    replaced=lambda: os.execv("/bin/true", ["true"]),
    read=lambda: open("/etc/passwd"),
    listed=lambda: os.listdir("/"),
    write=lambda: open("kept", "w"),
    piped=lambda: os.pipe(),
    signalled=lambda: os.kill(os.getppid(), 0),
    more=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)),
)
print(json.dumps({{name: tried(way) for name, way in ways.items() if name not in {without}}}))
sys.stdout.flush()
os._exit(0)
"""
WITHOUT_SECCOMP = "walls._filter = lambda: None\nwalls._forks = lambda: False"
NEEDS_FILTER = {"forked", "run", "replaced"}
REFUSED = {"ValueError", "PermissionError", "OSError", "BlockingIOError", "-1", "SubprocessError"}


def run(code: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """The code in a process that is started as the cleaner is."""
    command = [sys.executable, "-I", "-B", "-c", code]
    return subprocess.run(command, capture_output=True, env=more, cwd="/", check=False, timeout=60)


def test_every_way_out_is_shut() -> None:
    found = json.loads(run(TRIES.format(before="", without=set())).stdout)
    assert {name: told for name, told in found.items() if told not in REFUSED} == {}


def test_without_the_filter_there_is_still_no_network_and_no_file() -> None:
    """The limits alone: no fourth file, of whatever kind."""
    found = json.loads(run(TRIES.format(before=WITHOUT_SECCOMP, without=NEEDS_FILTER)).stdout)
    shut = ("inet", "local", "pair", "raw", "read", "listed", "write", "piped")
    assert {name: found[name] for name in shut if found[name] not in REFUSED} == {}
    assert OPEN_FILES == 3


def test_where_there_is_a_way_out_nothing_is_read() -> None:
    leaky = "import sys, os\nfrom attachments import walls, __main__ as it\nwalls._connects = lambda: True\n"
    done = run(leaky + "os._exit(it.main())")
    assert (done.returncode, done.stdout) == (1, b"")


EATING = "from attachments import walls\nwalls.wall_in()\nkept = []\nwhile True: kept.append(bytearray(1 << 24))"
SPINNING = "from attachments import walls\nwalls.CPU_SECONDS = 1\nwalls.wall_in()\nwhile True: pass"


@pytest.mark.parametrize("code", [pytest.param(EATING, id="memory"), pytest.param(SPINNING, id="time")])
def test_it_dies_at_its_limits(code: str) -> None:
    assert run(code).returncode != 0


async def test_it_is_given_nothing_of_ours(tmp_path: Path) -> None:
    shows = "import json, os, sys; sys.stdout.write(json.dumps([dict(os.environ), os.getcwd(), os.listdir('.')]))"
    seen: list[str] = []

    class Looking(Cleaner):
        async def _answer(self, data: bytes) -> bytes:
            seen.append((await super()._answer(data)).decode())
            return b"\0\0\0\x14" + b'{"refused": "empty"}'

    with pytest.raises(RefusedFileError):
        await Looking((sys.executable, "-I", "-B", "-c", shows)).clean(b"")
    environment, folder, inside = json.loads(seen[0])
    assert set(environment) <= {"LC_CTYPE"}
    assert inside == []
    assert not Path(folder).exists()  # noqa: ASYNC240 - a test may wait


async def test_every_kind_of_file_is_cleaned_behind_the_walls() -> None:
    whole = {
        Kind.JPEG: files.photo(),
        Kind.PNG: files.photo("PNG"),
        Kind.PDF: files.letter(),
        Kind.WAV: files.wav(),
        Kind.MP3: files.mp3(),
        Kind.AAC: files.aac(),
        Kind.M4A: files.m4a(),
        Kind.OGG: files.opus(),
    }
    cleaner = Cleaner()
    # A group, so that one that fails ends the others: a loop that is closed while a process starts waits for ever.
    async with asyncio.TaskGroup() as group:
        cleaned = [group.create_task(cleaner.clean(data)) for data in whole.values()]
    assert [each.result().kind for each in cleaned] == list(whole)
    packed = files.scan(zlib.compress(files.photo()), "/FlateDecode", "/DCTDecode")
    for data in (files.photo("HEIF"), files.photo("WEBP"), packed):
        assert isinstance(await cleaner.clean(data), Cleaned)


async def test_more_than_it_reads_is_refused() -> None:
    with pytest.raises(RefusedFileError) as refused:
        await Cleaner().clean(bytes(LARGEST_FILE + 1))
    assert refused.value.why is Refusal.LARGE
