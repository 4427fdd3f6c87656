"""Runs one training in a process of its own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from heard.settings import PROJECT

# Several trainings run at once, and what sums add up to depends on how many threads share them. With one thread each,
# the same lines give the same bytes on a machine with more processors too.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}


class TrainingError(Exception):
    """A model could not be trained on the content."""


def run_alone(python: str | Path, module: str, *arguments: str | Path) -> None:
    """`python -m module arguments`, until it ends. Raises `TrainingError` when it fails.

    Alone, because the support vector machines of a process share one source of chance.
    """
    command = [python, "-m", module, *arguments]
    environment = {**os.environ, **ONE_THREAD}
    done = subprocess.run(command, cwd=PROJECT, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise TrainingError(f"{done.stderr}\nTraining failed. Run `heard check` and correct what it names.")
