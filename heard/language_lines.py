"""The lines the model of languages is trained on: data/safety/languages/, and English of data/safety/ and data/nlu/."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

from heard.danger_lines import examples
from safety.foreign import SPOKEN, said
from safety.language_training import Said
from safety.languages import ENGLISH

ENGLISH_LINES = 4000  # of the many of data/safety
ENGLISH_FOR_DANGER = 1500  # of those: more teach the judge no better, and take longer
SEED = 7
WORDS_TOGETHER = 6  # of the lists of common words


def language_lines(data: Path) -> list[Said]:
    """All lines below the data folder that the model learns from. What is a line of another language is not English."""
    others = [*_labelled(data), *_common_words(data), *_phrases()]
    texts = {line.text.casefold() for line in others}
    return others + [line for line in _english(data) if line.text.casefold() not in texts]


def labelled_lines(file: Path) -> Iterator[Said]:
    """The lines of a file with the columns text, label and kind."""
    return (_said(row, row["kind"]) for row in _rows(file))


def _labelled(data: Path) -> Iterator[Said]:
    for file in sorted((data / "safety" / "languages").glob("languages_*.csv")):
        yield from labelled_lines(file)


def _common_words(data: Path) -> Iterator[Said]:
    for row in _rows(data / "safety" / "languages" / "common_words.csv"):
        words = row["text"].split()
        for at in range(0, len(words), WORDS_TOGETHER):
            yield Said(" ".join(words[at : at + WORDS_TOGETHER]), row["kind"])


def _phrases() -> Iterator[Said]:
    """Calls for help are told apart like any words; of some languages there is nothing else."""
    for language in SPOKEN:
        yield from (Said(said(phrase), language.language) for phrase in language.phrases)


def _english(data: Path) -> Iterator[Said]:
    rows = [row for file in sorted((data / "safety").glob("*.csv")) for row in _rows(file)]
    chosen = random.Random(SEED).sample(rows, min(ENGLISH_LINES, len(rows)))  # noqa: S311 - not a secret
    yield from (_said(row, ENGLISH) for row in chosen[:ENGLISH_FOR_DANGER])
    yield from (Said(row["text"], ENGLISH) for row in chosen[ENGLISH_FOR_DANGER:])
    yield from (Said(example, ENGLISH) for example in examples(data / "nlu"))


def _said(row: dict[str, str], kind: str) -> Said:
    danger, self_harm = (row["label"] in (each, "both") for each in ("danger", "self_harm"))
    return Said(row["text"], kind, danger, self_harm, for_danger=True)


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as rows:
        yield from csv.DictReader(rows)
