"""The committed set of lines, written for this project, and how it is measured."""

import csv
import hashlib
import math
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "set"
LABELS = ("danger", "self_harm", "both", "neither")


class Line(NamedTuple):
    text: str
    label: str
    kind: str

    @property
    def half(self) -> str:
        """`develop`: patterns may be tuned on it. `held`: never read while tuning."""
        return "held" if hashlib.sha256(self.text.encode()).digest()[0] % 2 else "develop"


class Share(NamedTuple):
    """`found` of `total`, with its 95 % Wilson interval."""

    found: int
    total: int

    @property
    def value(self) -> float:
        return self.found / self.total

    @property
    def interval(self) -> tuple[float, float]:
        z, share = 1.96, self.value
        scale = 1 + z * z / self.total
        middle = (share + z * z / (2 * self.total)) / scale
        spread = z * math.sqrt(share * (1 - share) / self.total + z * z / (4 * self.total**2)) / scale
        return middle - spread, middle + spread

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.found}/{self.total} = {self.value:.1%} ({low:.1%} to {high:.1%})"


def load() -> list[Line]:
    lines = []
    for label in LABELS:
        with (FOLDER / f"{label}.csv").open(encoding="utf-8", newline="") as file:
            lines += [Line(row["text"], row["label"], row["kind"]) for row in csv.DictReader(file)]
    return lines
