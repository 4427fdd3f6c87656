"""What is measured, and how it is printed."""

from __future__ import annotations

import statistics
import time
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from pathlib import Path

from heard.processes import Process


@dataclass(frozen=True)
class Times:
    """Seconds of many turns of one kind."""

    seconds: Sequence[float]

    @property
    def p50(self) -> float:
        """Median, in milliseconds."""
        return 1000 * statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        """95th percentile, in milliseconds."""
        return 1000 * statistics.quantiles(self.seconds, n=20)[-1]


async def timed(action: Awaitable[object]) -> float:
    """Seconds that the action took."""
    began = time.perf_counter()
    await action
    return time.perf_counter() - began


def memory(process: Process) -> float:
    """Resident memory of the process and those it started, in megabytes (Linux)."""
    assert process.running is not None
    return sum(_resident(pid) for pid in _family(process.running.pid)) / 1024


def _resident(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(member for child in children for member in _family(int(child)))]
