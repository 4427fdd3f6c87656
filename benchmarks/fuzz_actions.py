"""The real action server under fire of its own schema: `python -m benchmarks.fuzz_actions`.

No answer may be an error of ours, repeat anything that was sent, or be another than the schema says. A line a thousand
calls; stopped, it goes on where it was. What it found it says as schemathesis does, with a call that shows it again.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from heard.keys import make_development_keys
from heard.settings import PROJECT
from tests.actions.fuzzing import SPICES, Case, Fuzz
from tests.actions.kit import CANARY, ROUTING
from tests.actions.running import running_actions

CALLS = 100_000
MADE = 200
"""Calls that schemathesis makes for a round; each is sent in every way."""
ROUND = MADE * len(SPICES)
ROUNDS = PROJECT / ".heard" / "fuzz-actions.jsonl"

quietly = settings(
    max_examples=MADE,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)


def main() -> None:
    """Fires until there were enough calls, all told; says so in a line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--calls", type=int, default=CALLS)
    options.add_argument("--rounds", type=Path, default=ROUNDS, help="the file that remembers finished rounds")
    given_ = options.parse_args()
    wanted = -(-given_.calls // ROUND)
    done = [json.loads(line) for line in _lines(given_.rounds)]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        make_development_keys(home, ROUTING.teams)
        with running_actions(home) as server:
            Fuzz(server, {}).store_some()
            for number in range(len(done), wanted):
                counts: dict[int, int] = {}
                began = time.monotonic()
                _round(Fuzz(server, counts), number)
                assert CANARY not in server.log.read_text(), "the log repeats what was sent"
                done.append({"round": number, "seconds": round(time.monotonic() - began, 1), "counts": counts})
                with given_.rounds.open("a") as file:
                    file.write(json.dumps(done[-1]) + "\n")
                print(f"… {(number + 1) * ROUND:,} calls", file=sys.stderr, flush=True)
    print(_told(done))


def _round(fuzz: Fuzz, number: int) -> None:
    @seed(number)
    @quietly
    @given(fuzz.cases())
    def fire(case: Case) -> None:
        fuzz.fire(case)

    fire()


def _lines(path: Path) -> Iterator[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        yield from path.read_text().splitlines()


def _told(rounds: list[dict[str, object]]) -> str:
    total: Counter[int] = Counter()
    for each in rounds:
        counts = each["counts"]
        assert isinstance(counts, dict)
        total.update({int(status): number for status, number in counts.items()})
    statuses = ", ".join(f"{number:,} were answered {status}" for status, number in sorted(total.items()))
    return f"{sum(total.values()):,} calls, no error of ours, no echo: {statuses}."


if __name__ == "__main__":
    main()
