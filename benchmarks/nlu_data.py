"""The sentences that intents are measured on: our own, and openly licensed ones."""

from __future__ import annotations

import csv
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

PROJECT = Path(__file__).parent.parent
SEED = 1
MISSPELT_SHARE = 0.1


@dataclass(frozen=True)
class Labelled:
    """Texts and their intents, in the same order."""

    texts: list[str]
    intents: list[str]


def our_examples() -> Labelled:
    """Every example under data/nlu."""
    texts, intents = [], []
    for path in sorted((PROJECT / "data" / "nlu").rglob("*.yml")):
        for block in YAML(typ="safe").load(path.read_text())["nlu"]:
            lines = [line.strip()[2:].strip() for line in block["examples"].splitlines()]
            texts += lines
            intents += [block["intent"]] * len(lines)
    return Labelled(texts, intents)


def out_of_scope(folder: Path) -> list[str]:
    """Messages never about abuse; none when the file is absent."""
    path = folder / "out_of_scope.csv"
    if not path.exists():
        return []
    with path.open(newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


def clinc(folder: Path) -> dict[str, Labelled]:
    """CLINC150's own splits: train, val, test, oos_val, oos_test; empty when the file is absent."""
    path = folder / "clinc150.json"
    splits: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return {name: Labelled([text for text, _ in rows], [label for _, label in rows]) for name, rows in splits.items()}


def misspelt(text: str, chance: random.Random) -> str:
    """The text with about one word in ten spelt wrong: a letter lost, doubled, or swapped with the next."""
    return " ".join(_slip(word, chance) if chance.random() < MISSPELT_SHARE else word for word in text.split())


def _slip(word: str, chance: random.Random) -> str:
    if len(word) < 3:
        return word
    at = chance.randrange(len(word) - 1)
    before, letter, following, after = word[:at], word[at], word[at + 1], word[at + 2 :]
    return chance.choice(
        [before + following + after, before + letter * 2 + following + after, before + following + letter + after]
    )
