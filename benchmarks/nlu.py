"""Which features tell intents best, on the same folds: `make bench-nlu`. Writes docs/evaluation-nlu.md and .json.

Runs in the environment with Rasa; each candidate in a process of its own, so that memory and start can be told apart.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy
from sklearn.model_selection import StratifiedKFold

from benchmarks.nlu_data import PROJECT, SEED, our_examples, out_of_scope
from benchmarks.nlu_table import document

KEPT = 0.95
EVERY = 8  # DIET is slow to ask: it sees each eighth out-of-scope message
DOCUMENT = PROJECT / "docs" / "evaluation-nlu.md"
NUMBERS = DOCUMENT.with_suffix(".json")


def main() -> None:
    """Measures the candidates that are named, all by default, one after the other, and writes the document.

    What was measured before of the others stays, if it was measured on the same folds.
    """
    options = _options()
    made = {"seed": SEED, "folds": options.folds, "epochs": options.epochs}
    results = _measured_before(made)
    for name in options.only:
        print(f"… {name}", file=sys.stderr, flush=True)
        results[name] = _diet(options) if name == "diet" else _candidate(name, options)
        NUMBERS.write_text(json.dumps({**made, "candidates": results}) + "\n")
        DOCUMENT.write_text(document(results, options.folds, options.epochs))
    print(DOCUMENT)


def _measured_before(made: dict[str, int]) -> dict[str, Any]:
    if not NUMBERS.exists():
        return {}
    before: dict[str, Any] = json.loads(NUMBERS.read_text())
    results: dict[str, Any] = before.pop("candidates")
    return results if before == made else {}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("evaluation-data"), help="out_of_scope.csv and clinc150.json")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=30, help="DIET's; its default is 300")
    parser.add_argument("--only", nargs="+", default=["diet", "sparse", "use", "minilm", "ours"])
    return parser.parse_args()


def _candidate(name: str, options: argparse.Namespace) -> dict[str, Any]:
    measured: dict[str, Any] = json.loads(_run("nlu_candidate", name, str(options.data), str(options.folds)))
    return measured


def _diet(options: argparse.Namespace) -> dict[str, Any]:
    """One fold of `options.folds`: training each takes too long."""
    ours, strange = our_examples(), out_of_scope(options.data)[::EVERY]
    folds = StratifiedKFold(options.folds, shuffle=True, random_state=SEED).split(ours.texts, ours.intents)
    train, test = next(folds)
    task = {
        "epochs": options.epochs,
        "train": [(ours.texts[row], ours.intents[row]) for row in train],
        "texts": [ours.texts[row] for row in test] + strange,
    }
    with tempfile.TemporaryDirectory() as scratch:
        asked, answered = Path(scratch) / "task.json", Path(scratch) / "result.json"
        asked.write_text(json.dumps(task))
        _run("nlu_diet", str(asked), str(answered))
        result = json.loads(answered.read_text())
    return _scored(result, [ours.intents[row] for row in test])


def _scored(result: dict[str, Any], intents: list[str]) -> dict[str, Any]:
    guesses, strange = result["guesses"][: len(intents)], result["guesses"][len(intents) :]
    threshold = numpy.quantile([confidence for _, confidence in guesses], 1 - KEPT)
    return {
        **{measured: result[measured] for measured in ("start", "memory", "p50")},
        "right": sum(guess == intent for (guess, _), intent in zip(guesses, intents, strict=True)),
        "of": len(intents),
        "rejected": int(sum(confidence < threshold for _, confidence in strange)),
        "strange": len(strange),
    }


def _run(module: str, *arguments: str) -> str:
    command = [sys.executable, "-W", "ignore", "-m", f"benchmarks.{module}", *arguments]
    return subprocess.run(command, cwd=PROJECT, env=os.environ, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    main()
