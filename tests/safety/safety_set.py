"""The committed lines, written for this project, and how they are measured.

`develop`: patterns are tuned and the model is trained on them (data/safety/develop.csv). `held`: never read for that,
but written by the same hand. `examiner`, `examiner_2`: each by someone who had seen nothing of Heard; the second kept
to people who do not name what is happening.
"""

import csv
import math
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "set"
DEVELOP = Path(__file__).parents[2] / "data" / "safety" / "develop.csv"
EXAMINERS = ("examiner", "examiner_2")
LABELS = ("danger", "self_harm", "both", "neither")


class Line(NamedTuple):
    text: str
    label: str
    kind: str
    half: str


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
    held = [line for label in LABELS for line in _read(FOLDER / f"{label}.csv", "held")]
    return held + _read(DEVELOP, "develop")


def examined_by(examiner: str) -> list[Line]:
    """Danger, self-harm, ordinary conversation, and what only sounds like danger; no line of it stands elsewhere."""
    return _read(FOLDER / f"{examiner}.csv", examiner)


def _read(path: Path, half: str) -> list[Line]:
    with path.open(encoding="utf-8", newline="") as file:
        return [Line(row["text"], row["label"], row["kind"], half) for row in csv.DictReader(file)]
