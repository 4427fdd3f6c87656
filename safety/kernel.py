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

    dimensions: int = 300
    points: int = 5000
    smoothing: float = 0.3
    narrowness: float = 2.0


DEFAULT = Shape()
STEADY = 1e-2  # keeps the weights of points that are alike small
BLOCK = 500  # lines at once


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
    exact = points.astype(np.float64)  # lines that are alike leave single precision nothing to solve by
    among = np.exp(-gamma * _distances(exact, exact))
    targets = np.where(meant, np.float32(1), np.float32(-1))
    root = np.sqrt(weight).astype(np.float32)
    if len(points) == len(projected):
        weights = np.linalg.solve(among + shape.smoothing * np.diag(1 / weight), targets)
    else:
        system = shape.smoothing * among + STEADY * np.eye(len(points))
        found = np.zeros((len(points), meant.shape[1]))
        for part in np.array_split(np.arange(len(projected)), 1 + len(projected) // BLOCK):
            near = np.exp(-gamma * _distances(projected[part], points)) * root[part, None]
            system += near.T @ near
            found += near.T @ (root[part, None] * targets[part])
        weights = np.linalg.solve(system, found)
    return Kernel(middle, projection, points, weights.astype(np.float32), np.array([gamma], dtype=np.float32))
