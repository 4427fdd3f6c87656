"""How well details that say who somebody is are found: writes docs/evaluation-details.md.

Reads the project's own set, and with HEARD_EVALUATION_SETS (a folder) its pii_spans.jsonl, whose American numbers and
codes are first exchanged for numbers that Ofcom keeps for drama and for British postcodes.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from content.reading_words import load_reading_words
from heard.settings import PROJECT
from reading.details import Detail, Kind
from reading.told import Reader
from tests.reading.details_set import Marked, load_details, load_ordinary
from tests.safety.safety_set import Share

SEED = 20
KINDS = {"PHONE_NUMBER": "phone", "ZIP_CODE": "postcode", "EMAIL_ADDRESS": "email"}
DRAMA = (
    "07700 900",
    "020 7946 0",
    "01632 960",
    "0113 496 0",
    "0161 496 0",
    "+44 7700 900",
    "(020) 7946 0",
    "0770090 0",
)
AREAS = ("AL1", "AL10", "SG1", "SG14", "WD17", "WD6", "HP1", "EN8", "CM23", "LU1", "N1", "SW1A", "W1A", "M1")
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


@dataclass
class Counts:
    """Of each kind: how many there are and were found; and what was found where nothing is marked."""

    there: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    lines: int = 0
    lines_false: int = 0

    def add(self, line: Marked, details: Iterable[Detail]) -> None:
        """Counts one line; a piece is found when one detail of its kind covers it."""
        details = list(details)
        self.lines += 1
        for start, end, kind in line.spans:
            self.there[kind] += 1
            self.found[kind] += any(each.kind == kind and each.start <= start and each.end >= end for each in details)
        wrong = [each for each in details if not any(_touches(each, start, end) for start, end, _ in line.spans)]
        self.false.update(each.kind for each in wrong)
        self.lines_false += bool(wrong)


def main() -> None:
    """Takes seconds."""
    reader = Reader(load_reading_words(PROJECT / "data" / "reading"))
    text = ["# How well identifying details are found", "", "Made by `python -m benchmarks.details_evaluation`.", ""]
    text += _table("The project's own lines", _counted(reader, [*load_details(), *load_ordinary()]))
    folder = os.environ.get("HEARD_EVALUATION_SETS")
    if folder:
        lines = list(_refilled(Path(folder) / "pii_spans.jsonl"))
        text += _table("presidio-research, refilled with British numbers and postcodes", _counted(reader, lines))
    text += [f"One line: {_milliseconds(reader):.2f} ms.", ""]
    (PROJECT / "docs" / "evaluation-details.md").write_text("\n".join(text), encoding="utf-8")
    print("\n".join(text))


def _counted(reader: Reader, lines: Iterable[Marked]) -> Counts:
    counts = Counts()
    for line in lines:
        counts.add(line, reader.details(line.text))
    return counts


def _table(title: str, counts: Counts) -> list[str]:
    kinds = sorted({*counts.there, *counts.false} & {*get_args(Kind)})  # marks of other kinds are not looked for
    rows = [
        f"|{kind}|{Share(counts.found[kind], counts.there[kind]) if counts.there[kind] else '–'}|{counts.false[kind]}|"
        for kind in kinds
    ]
    head = ["|kind|found|found where nothing is marked|", "|---|---|---|"]
    return [
        f"## {title}",
        "",
        *head,
        *rows,
        "",
        f"Lines with a false find: {counts.lines_false} of {counts.lines}.",
        "",
    ]


def _refilled(path: Path) -> Iterator[Marked]:
    """The lines with new numbers and postcodes; other marks stay, so that finds inside them are not called false."""
    chance = random.Random(SEED)
    for row in path.read_text(encoding="utf-8").splitlines():
        line = json.loads(row)
        text, spans, shift, done = line["text"], list[tuple[int, int, str]](), 0, 0
        for start, end, kind in sorted(line["spans"]):
            if start < done:  # inside another
                continue
            new = _new(kind, line["text"][start:end], chance)
            text = text[: start + shift] + new + text[end + shift :]
            spans.append((start + shift, start + shift + len(new), KINDS.get(kind, kind)))
            shift, done = shift + len(new) - (end - start), end
        yield Marked(text, tuple(spans))


def _new(kind: str, old: str, chance: random.Random) -> str:
    if kind == "PHONE_NUMBER":
        number = f"{chance.choice(DRAMA)}{chance.randrange(1000):03d}"
        return number if chance.random() < 0.7 else number.replace(" ", chance.choice(("", "-", ".")))
    if kind == "ZIP_CODE":
        code = f"{chance.choice(AREAS)} {chance.randrange(10)}{chance.choice(LETTERS)}{chance.choice(LETTERS)}"
        return chance.choice((code, code.lower(), code.replace(" ", ""), code.replace(" ", "").lower()))
    return old


def _touches(detail: Detail, start: int, end: int) -> bool:
    return detail.start < end and start < detail.end


def _milliseconds(reader: Reader) -> float:
    lines = [line.text for line in load_details()]
    began = time.perf_counter()
    for line in lines:
        reader.details(line)
    return (time.perf_counter() - began) * 1000 / len(lines)


if __name__ == "__main__":
    main()
