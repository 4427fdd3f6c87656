"""Compares a sentence vector with those of training lines: Gaussian kernel regression."""

from __future__ import annotations

from collections.abc import Iterator
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
BLOCK = 1000  # lines at once


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
        scores: Array = _near(self, vectors) @ self.weights
        return scores


class _System(NamedTuple):
    """The equations of the weights: `left`, (points, points), times them is `right`, (points, classes)."""

    left: Array
    right: Array

    def add(self, part: _System) -> None:
        """Puts a part of it in, in double precision."""
        for side, added in zip(self, part, strict=True):
            np.add(side, added, out=side)

    def weights(self) -> Array:
        """By Cholesky, in double precision: lines that are alike leave single precision nothing to solve by."""
        from scipy.linalg import cho_factor, cho_solve  # only training needs it

        factor = cho_factor(self.left.T, lower=True, overwrite_a=True, check_finite=False)
        weights: Array = cho_solve(factor, self.right, check_finite=False).astype(np.float32)
        return weights


def fit_kernel(vectors: Array, meant: NDArray[np.bool_], weight: Array, shape: Shape = DEFAULT) -> Kernel:
    """Ridge regression in closed form. `vectors`: (n, size), `meant`: (n, classes), `weight`: (n,), what each counts.

    The points are taken evenly from the lines, so their order must not follow the class. With as many points as lines
    the system is smaller.
    """
    space = _space(vectors, shape)
    if len(space.points) == len(vectors):
        alone = shape.smoothing * np.diag(1 / weight)
        return space._replace(weights=_System(_among(space) + alone, _targets(meant)).weights())
    system = _start(space, meant, shape)
    for part in _parts(space, vectors, meant, weight):
        system.add(part)
    return space._replace(weights=system.weights())


def _space(vectors: Array, shape: Shape) -> Kernel:
    """Where lines are compared, still without weights."""
    middle = vectors.mean(axis=0)
    _, directions = np.linalg.eigh(np.cov(vectors - middle, rowvar=False))
    projection = directions[:, : -shape.dimensions - 1 : -1].astype(np.float32)
    projected = (vectors - middle) @ projection
    places = np.linspace(0, len(projected) - 1, min(shape.points, len(projected))).astype(int)
    gamma = np.array([shape.narrowness * 0.5 / projected.var(axis=0).sum()], dtype=np.float32)
    return Kernel(middle, projection, projected[places], np.empty(0, dtype=np.float32), gamma)


def _near(space: Kernel, vectors: Array) -> Array:
    """(m, size) -> (m, points): 1 for a line that is a point, near 0 far from it."""
    projected = (vectors - space.middle) @ space.projection
    near: Array = np.exp(-space.gamma[0] * _distances(projected, space.points))
    return near


def _distances(first: Array, second: Array) -> Array:
    """(m, d), (n, d) -> (m, n) squared distances."""
    squares = (first**2).sum(axis=1)[:, None] + (second**2).sum(axis=1)[None, :] - 2 * first @ second.T
    positive: Array = np.maximum(squares, 0)
    return positive


def _among(space: Kernel) -> Array:
    """(points, points), exactly."""
    points = space.points.astype(np.float64)
    among: Array = np.exp(-space.gamma[0] * _distances(points, points))
    return among


def _start(space: Kernel, meant: NDArray[np.bool_], shape: Shape) -> _System:
    """The system of no lines: what keeps the weights small."""
    steady = STEADY * np.eye(len(space.points))
    return _System(shape.smoothing * _among(space) + steady, np.zeros((len(space.points), meant.shape[1])))


def _parts(space: Kernel, vectors: Array, meant: NDArray[np.bool_], weight: Array) -> Iterator[_System]:
    """What lines add to the system, a block of them at a time."""
    root, targets = np.sqrt(weight).astype(np.float32)[:, None], _targets(meant)
    for at in range(0, len(vectors), BLOCK):
        part = slice(at, at + BLOCK)
        near = _near(space, vectors[part]) * root[part]
        yield _System(near.T @ near, near.T @ (root[part] * targets[part]))


def _targets(meant: NDArray[np.bool_]) -> Array:
    return np.where(meant, np.float32(1), np.float32(-1))
