"""Rasa's default classifier, DIET, on one fold; in a process of its own, because `bot` keeps TensorFlow out."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PIPELINE = (
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
)


def guesses(task: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Trains on `task["train"]`, rows of text and intent, and guesses for `task["texts"]`: intent and confidence."""
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    began = time.monotonic()
    model = train_nlu(_config(folder, task["epochs"]), _examples(folder, task["train"]), str(folder))
    trained = time.monotonic() - began
    began = time.monotonic()
    agent = Agent.load(str(model))
    loaded = time.monotonic() - began
    answers, times = asyncio.run(_ask(agent, task["texts"]))
    status = Path("/proc/self/status").read_text().splitlines()
    memory = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    times.sort()
    return {
        "guesses": answers,
        "training": trained,
        "start": loaded,
        "p50": 1000 * times[len(times) // 2],
        "memory": memory / 1024,
    }


async def _ask(agent: Any, texts: list[str]) -> tuple[list[tuple[str, float]], list[float]]:
    answers, times = [], []
    for text in texts:
        began = time.perf_counter()
        intent = (await agent.parse_message(text))["intent"]
        times.append(time.perf_counter() - began)
        answers.append((intent["name"], intent["confidence"]))
    return answers, times


def _config(folder: Path, epochs: int) -> str:
    diet = {"name": "DIETClassifier", "epochs": epochs, "constrain_similarities": True, "random_seed": 1}
    path = folder / "config.yml"
    path.write_text(json.dumps({"recipe": "default.v1", "language": "en", "pipeline": [*PIPELINE, diet]}))
    return str(path)


def _examples(folder: Path, rows: list[list[str]]) -> str:
    by_intent: dict[str, list[str]] = {}
    for text, intent in rows:
        by_intent.setdefault(intent, []).append(text)
    blocks = [f"- intent: {intent}\n  examples: |\n{_listed(texts)}" for intent, texts in by_intent.items()]
    path = folder / "nlu.yml"
    path.write_text('version: "3.1"\nnlu:\n' + "".join(blocks))
    return str(path)


def _listed(texts: list[str]) -> str:
    return "".join(f"    - {text}\n" for text in texts)


if __name__ == "__main__":
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    with tempfile.TemporaryDirectory() as scratch:
        result = guesses(json.loads(Path(sys.argv[1]).read_text()), Path(scratch))
    Path(sys.argv[2]).write_text(json.dumps(result))
