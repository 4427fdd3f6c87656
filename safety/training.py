"""Trains the danger model from lines. The same lines give the same model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from safety.encoder import Array, Encoder
from safety.model import ALERT, Parameters, distances
from safety.windows import windows

DIMENSIONS = 192
SMOOTHING = 0.3
WEIGHT_OF_ALERTS = 5.0  # a missed danger is worse than a false alarm
ORDINARY_ALARMS = 0.02  # of ordinary messages about abuse
STORY_ALARMS = 0.003  # of one window of a long story, which has many


class Line(NamedTuple):
    """`ordinary`: what people say in conversation, not written to look like danger."""

    text: str
    danger: bool
    self_harm: bool
    ordinary: bool = False

    @property
    def alert(self) -> bool:
        """Whether the danger check should fire."""
        return self.danger or self.self_harm


def usable(lines: Sequence[Line]) -> list[Line]:
    """The lines the model reads at all: not those of another script."""
    return [line for line in lines if windows(line.text)]


def first_windows(lines: Sequence[Line]) -> list[str]:
    """What the model learns from: of a line longer than a short message its first window."""
    return [windows(line.text)[0] for line in lines]


def train(lines: Sequence[Line], encoder: Encoder) -> Parameters:
    """The model of these lines: at least a hundred, of every kind."""
    read = usable(lines)
    return fit(read, encoder.vectors(first_windows(read)))


def fit(lines: Sequence[Line], vectors: Array) -> Parameters:
    """Kernel ridge regression; the limits come from each line's score by a model without that line."""
    meant = np.array([(line.danger, line.self_harm, line.alert) for line in lines])
    targets = np.where(meant, 1, -1).astype(np.float32)
    middle, projection = _principal(vectors)
    points = (vectors - middle) @ projection
    gamma = 0.5 / points.var(axis=0).sum()
    smoothing = np.where(meant[:, ALERT], SMOOTHING / WEIGHT_OF_ALERTS, SMOOTHING).astype(np.float32)
    inverse = np.linalg.inv(np.exp(-gamma * distances(points, points)) + np.diag(smoothing))
    weights = inverse @ targets
    left_out = (targets - weights / np.diag(inverse)[:, None])[:, ALERT]
    short, story = _limits(lines, left_out)
    limits = np.array([gamma, short, story], dtype=np.float32)
    return Parameters(middle, projection, points, weights.astype(np.float32), limits)


def _principal(vectors: Array) -> tuple[Array, Array]:
    """The middle of the vectors, and the directions in which they differ most."""
    middle = vectors.mean(axis=0)
    _, directions = np.linalg.eigh(np.cov(vectors - middle, rowvar=False))
    return middle, directions[:, : -DIMENSIONS - 1 : -1].astype(np.float32)


def _limits(lines: Sequence[Line], scores: Array) -> tuple[float, float]:
    """From which score a short message fires, and a window of a long one."""
    ordinary = scores[[line.ordinary for line in lines]]
    return float(np.quantile(ordinary, 1 - ORDINARY_ALARMS)), float(np.quantile(ordinary, 1 - STORY_ALARMS))
