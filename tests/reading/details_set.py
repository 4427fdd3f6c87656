"""The project's own lines with details marked «so», and ordinary lines without any."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import NamedTuple

SET = Path(__file__).parent / "set"
_MARK = re.compile("«(.*?)»", re.DOTALL)


class Marked(NamedTuple):
    """A line and the pieces in it: start, end, kind."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


def load_details() -> list[Marked]:
    """The lines of set/details.csv without their marks."""
    return [_unmarked(row["text"], row["kind"]) for row in _rows("details.csv")]


def load_ordinary() -> list[Marked]:
    """The lines of set/no_details.csv."""
    return [Marked(row["text"], ()) for row in _rows("no_details.csv")]


def _unmarked(text: str, kind: str) -> Marked:
    found = enumerate(_MARK.finditer(text))
    spans = tuple((each.start() - 2 * at, each.end() - 2 - 2 * at, kind) for at, each in found)
    return Marked(text.replace("«", "").replace("»", ""), spans)


def _rows(name: str) -> list[dict[str, str]]:
    with (SET / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
