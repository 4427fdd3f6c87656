"""Walls in the process that calls it, for good: no network, no file, no other process, and only so much of anything.

Whoever takes over the process through a file has the bytes of that file, and nowhere to take them.
"""

from __future__ import annotations

import ctypes
import os
import resource
import socket
import sys
from contextlib import suppress
from typing import Any

MIB = 1024 * 1024
MEMORY = 1536 * MIB
CPU_SECONDS = 20
OPEN_FILES = 3
"""Those that it has: standard input, output and error. A socket would be a fourth, so there can be none."""
NEW_USER, NEW_NETWORK, NEW_IPC, NEW_MOUNTS = 0x10000000, 0x40000000, 0x08000000, 0x00020000
A_THREAD, NO_SUCH_CALL = 0x00010000, 38
NOT_DUMPABLE = 4
"""PR_SET_DUMPABLE."""
CALLS = (
    *("read", "write", "readv", "writev", "lseek", "close", "fstat", "newfstatat", "fcntl", "poll"),
    *("mmap", "munmap", "mremap", "mprotect", "madvise", "brk", "futex"),
    *("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "exit", "exit_group", "restart_syscall"),
    *(
        "getrandom",
        "clock_gettime",
        "gettimeofday",
        "getpid",
        "gettid",
        "getrlimit",
        "sched_yield",
        "sched_getaffinity",
        *("set_robust_list", "rseq", "prctl", "sched_getparam", "sched_getscheduler", "sysinfo"),
    ),
)
"""All that the kernel still does for it."""


class NotWalledInError(Exception):
    """This machine leaves a way out, so nothing may be read here."""


def wall_in() -> None:
    """Raises `NotWalledInError` unless it holds. Import first whatever is needed: no file can be opened after it."""
    seccomp = _filter()
    _leave_network()
    _limit()
    if seccomp is None:
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))  # no thread either: HEIC is then refused
    if seccomp is not None:
        seccomp.load()
    _prove()


def _leave_network() -> None:
    """Into a network of its own that leads nowhere, where the kernel lets it."""
    if not sys.platform.startswith("linux"):
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(NOT_DUMPABLE, 0, 0, 0, 0)
    alone = NEW_NETWORK | NEW_IPC | NEW_MOUNTS
    if libc.unshare(NEW_USER | alone) != 0:
        libc.unshare(alone)


def _limit() -> None:
    for which, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
    ):
        resource.setrlimit(which, (most, most))
    with suppress(ValueError, OSError):  # macOS knows this limit and does not let it be set
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _filter() -> Any:
    """What lets the calls of `CALLS` through and answers all others with "not permitted"; None without libseccomp."""
    try:
        import pyseccomp
    except (ImportError, OSError, RuntimeError):
        return None
    calls = pyseccomp.SyscallFilter(pyseccomp.ERRNO(1))
    # Reading HEIC takes a thread. What asks in the new way (clone3), where nothing can be told apart, asks again so.
    calls.add_rule(pyseccomp.ALLOW, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, A_THREAD, A_THREAD))
    calls.add_rule(pyseccomp.ERRNO(NO_SUCH_CALL), "clone3")
    for name in CALLS:
        with suppress(OSError, ValueError):  # not every processor has each
            calls.add_rule(pyseccomp.ALLOW, name)
    return calls


def _prove() -> None:
    """Tries to get out."""
    for way in (_connects, _forks, _opens):
        if way():
            raise NotWalledInError


def _connects() -> bool:
    try:
        socket.socket().close()
    except OSError:
        return False
    return True


def _forks() -> bool:
    try:
        child = os.fork()
    except OSError:
        return False
    if child == 0:
        os._exit(0)
    return True


def _opens() -> bool:
    try:
        os.close(os.open("/", os.O_RDONLY))
    except OSError:
        return False
    return True
