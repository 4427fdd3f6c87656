"""Compares a sentence vector with those of training lines: Gaussian kernel regression."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


class Shape(NamedTuple):
    """How finely it looks. `dimensions`: kept of a vector; `points`: at most so many stand for all lines (Nyström).

    `narrowness`: how near a line must be to count, in units of the inverse spread of all.
    """

    dimensions: int = 192
    points: int = 3000
    smoothing: float = 0.3
    narrowness: float = 1.0


DEFAULT = Shape()


class Kernel(NamedTuple):
    """What training finds. A vector is projected, then compared with `points`.

    `middle`: (size,), `projection`: (size, d), `points`: (n, d), `weights`: (n, classes), `gamma`: (1,).
    """

    middle: Array
    projection: Array
    points: Array
    weights: Array
    gamma: Array

    def scores(self, vectors: Array) -> Array:
        """(m, size) -> (m, classes): about 1 for lines of that kind, -1 for others."""
        projected = (vectors - self.middle) @ self.projection
        scores: Array = np.exp(-self.gamma[0] * _distances(projected, self.points)) @ self.weights
        return scores


def _distances(first: Array, second: Array) -> Array:
    """(m, d), (n, d) -> (m, n) squared distances."""
    squares = (first**2).sum(axis=1)[:, None] + (second**2).sum(axis=1)[None, :] - 2 * first @ second.T
    positive: Array = np.maximum(squares, 0)
    return positive


def fit_kernel(vectors: Array, meant: NDArray[np.bool_], weight: Array, shape: Shape = DEFAULT) -> Kernel:
    """Ridge regression in closed form. `vectors`: (n, size), `meant`: (n, classes), `weight`: (n,), what each counts.

    The points are taken evenly from the lines, so their order must not follow the class. With as many points as lines
    the system is smaller.
    """
    middle = vectors.mean(axis=0)
    _, directions = np.linalg.eigh(np.cov(vectors - middle, rowvar=False))
    projection = directions[:, : -shape.dimensions - 1 : -1].astype(np.float32)
    projected = (vectors - middle) @ projection
    points = projected[np.linspace(0, len(projected) - 1, min(shape.points, len(projected))).astype(int)]
    gamma = shape.narrowness * 0.5 / projected.var(axis=0).sum()
    near = np.exp(-gamma * _distances(projected, points))
    weight = weight.astype(np.float32)[:, None]
    targets = np.where(meant, 1, -1).astype(np.float32)
    if len(points) == len(projected):
        weights = np.linalg.solve(near + shape.smoothing * np.diag(1 / weight[:, 0]), targets)
    else:
        among = np.exp(-gamma * _distances(points, points))
        steady = shape.smoothing * among + 1e-3 * np.eye(len(points), dtype=np.float32)
        weights = np.linalg.solve((near * weight).T @ near + steady, near.T @ (weight * targets))
    return Kernel(middle, projection, points, weights.astype(np.float32), np.array([gamma], dtype=np.float32))
