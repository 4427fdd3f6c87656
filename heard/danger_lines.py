"""The lines the danger model is trained on: data/safety/, and part of the examples in data/nlu/."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml import YAML

from safety.check import check
from safety.training import Line

SERIOUS = Path("safety") / "serious_examples.txt"
KNOWN = "develop"  # the lines beside which the patterns were written
EXAMPLES_TRAINED_ON = 3  # one in so many; the others stay unseen, to measure false alarms on


def labelled(file: Path) -> list[Line]:
    """The lines of a file with the columns text and label (danger, self_harm, both or neither)."""
    known = file.stem == KNOWN
    with file.open(encoding="utf-8", newline="") as rows:
        return [
            Line(row["text"], row["label"] in ("danger", "both"), row["label"] in ("self_harm", "both"), known=known)
            for row in csv.DictReader(rows)
        ]


def examples(folder: Path) -> Iterator[str]:
    """Every example of the intents below `folder`: mostly ordinary conversation."""
    for file in sorted(folder.rglob("*.yml")):
        for intent in YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))["nlu"]:
            yield from (line.strip().removeprefix("- ") for line in intent.get("examples", "").splitlines())


def ordinary_examples(data: Path) -> Iterator[str]:
    """The examples but those to which someone who answers a helpline would say first where to get help at once.

    An intent's example may be that too ("they want to cut my daughter"): it teaches nothing about ordinary talk.
    """
    serious = {*(data / SERIOUS).read_text(encoding="utf-8").splitlines()}
    return (example for example in examples(data / "nlu") if example not in serious)


def is_trained_on(example: str) -> bool:
    """Chosen by the example's own letters, so that adding others changes nothing."""
    return hashlib.sha256(example.encode()).digest()[0] % EXAMPLES_TRAINED_ON == 0


def training_lines(data: Path) -> list[Line]:
    """All lines below the data folder that the model learns from.

    An example on which a pattern fires is seldom a good example of calm talk: it teaches nothing.
    """
    lines = [line for file in sorted((data / "safety").glob("*.csv")) for line in labelled(file)]
    chosen = (text for text in ordinary_examples(data) if is_trained_on(text) and check(text).alert is None)
    return lines + [Line(example, danger=False, self_harm=False, ordinary=True) for example in chosen]
