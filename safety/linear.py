"""Weighs the cells of a message: one score a class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safety.grams import CELLS, Cells

Array = NDArray[np.floating]


class Linear(NamedTuple):
    """What training finds. `weights`: (cells, classes), with the rarity of each cell in them; `bias`: (classes,)."""

    weights: Array
    bias: Array

    def scores(self, message: Cells) -> Array:
        """(classes,): above 0 for the classes it seems to be of."""
        scores: Array = message.values @ self.weights[message.numbers].astype(np.float32) + self.bias
        return scores


def fit_linear(
    messages: Sequence[Cells], meant: NDArray[np.bool_], tolerance: float = 1e-4, size: int = CELLS
) -> Linear:
    """Support vector machines, one a column of `meant`, (messages, classes). Rare kinds weigh as much as frequent ones.

    `tolerance`: how far from the best it may stop. `size`: how many cells there are. Imports scikit-learn, which only
    training needs.
    """
    from scipy.sparse import csr_matrix, diags
    from sklearn.svm import LinearSVC

    ends = np.cumsum([0, *(len(message.numbers) for message in messages)])
    numbers = np.concatenate([message.numbers for message in messages])
    values = np.concatenate([message.values for message in messages])
    table = csr_matrix((values, numbers, ends), shape=(len(messages), size))
    rarity = np.log(len(messages) / (1 + np.bincount(numbers, minlength=size))) / 5
    weighed = table @ diags(np.maximum(rarity, 0))
    machines = [
        LinearSVC(tol=tolerance, class_weight="balanced", random_state=0).fit(weighed, column) for column in meant.T
    ]
    weights = np.column_stack([machine.coef_[0] * rarity for machine in machines])
    bias = np.array([machine.intercept_[0] for machine in machines])
    return Linear(weights.astype(np.float16), bias.astype(np.float32))
