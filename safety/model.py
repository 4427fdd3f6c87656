"""The second layer of the danger check: a classifier over sentence vectors, trained by `heard train`.

Beside the standard library it needs numpy, onnxruntime and tokenizers; the patterns (`safety.check`) do not need it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np

from safety.check import Finding, check
from safety.encoder import Array, Encoder
from safety.windows import windows

DANGER, SELF_HARM, ALERT = range(3)
QUIET = Finding(danger=False, self_harm=False, reasons=())


class ModelError(Exception):
    """A file does not hold a model."""


class Parameters(NamedTuple):
    """What training finds. A vector is projected, then compared with `points`: Gaussian kernel regression.

    `middle`: (SIZE,), `projection`: (SIZE, d), `points`: (n, d), `weights`: (n, 3) for DANGER, SELF_HARM, ALERT,
    `limits`: (3,) the kernel's gamma, and from which ALERT score a short message and a window of a long one fire.
    """

    middle: Array
    projection: Array
    points: Array
    weights: Array
    limits: Array

    def project(self, vectors: Array) -> Array:
        """(m, SIZE) -> (m, d)."""
        projected: Array = (vectors - self.middle) @ self.projection
        return projected

    def scores(self, vectors: Array) -> Array:
        """(m, SIZE) -> (m, 3): about 1 for lines of that kind, -1 for others."""
        kernel = np.exp(-self.limits[0] * distances(self.project(vectors), self.points))
        scores: Array = kernel @ self.weights
        return scores


def distances(first: Array, second: Array) -> Array:
    """(m, d), (n, d) -> (m, n) squared distances."""
    squares = (first**2).sum(axis=1)[:, None] + (second**2).sum(axis=1)[None, :] - 2 * first @ second.T
    positive: Array = np.maximum(squares, 0)
    return positive


@dataclass(frozen=True)
class Model:
    """Finds danger by what a message means. `vectors`: as `Encoder.vectors`."""

    vectors: Callable[[Sequence[str]], Array]
    parameters: Parameters

    def finding(self, text: str) -> Finding:
        """Never raises for any text; keeps nothing of it."""
        pieces = windows(text)
        return self.judge(self.vectors(pieces)) if pieces else QUIET

    def judge(self, vectors: Array) -> Finding:
        """What the vectors of the windows of one message, (m, SIZE), tell."""
        limit = self.parameters.limits[1 if len(vectors) == 1 else 2]
        fired = [row for row in self.parameters.scores(vectors) if row[ALERT] > limit]
        danger = any(row[DANGER] >= min(row[SELF_HARM], 0) for row in fired)
        self_harm = any(row[SELF_HARM] > min(row[DANGER], 0) for row in fired)
        names = [name for name, found in (("model:danger", danger), ("model:self_harm", self_harm)) if found]
        return Finding(danger=danger, self_harm=self_harm, reasons=tuple(names))


@dataclass(frozen=True)
class Checker:
    """Patterns and model together: either may fire."""

    meaning: Callable[[str], Finding]
    patterns: Callable[[str], Finding] = check

    def __call__(self, text: str) -> Finding:
        """The danger check over both layers."""
        first, second = self.patterns(text), self.meaning(text)
        return Finding(
            danger=first.danger or second.danger,
            self_harm=first.self_harm or second.self_harm,
            reasons=first.reasons + second.reasons,
        )


def load_model(path: Path) -> Model:
    """The model that `save` wrote. Raises ModelError, and ImportError when a wheel is missing."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = [file[name].astype(np.float32) for name in Parameters._fields]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        raise ModelError("not a danger model") from None
    return Model(Encoder().vectors, Parameters(*arrays))


def save(parameters: Parameters, path: Path) -> None:
    """Half precision is enough for the large arrays, and halves the file."""
    small = {name: value.astype(np.float16) for name, value in parameters._asdict().items()}
    exact = {"limits": parameters.limits, "weights": parameters.weights}
    with path.open("wb") as file:
        np.savez(file, **{**small, **exact})
