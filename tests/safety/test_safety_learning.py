"""The parts the danger model is made of, on lines small enough to follow."""

from __future__ import annotations

import numpy as np
import pytest

from safety.grams import CELLS, ENGLISH, cells
from safety.kernel import STEADY, Shape, fit_kernel
from safety.linear import fit_linear
from safety.model import PATTERN_VALUE, cells_of

LOUD = ["he is here with a knife", "he is outside the door", "hiding from him now", "he has a knife"]
CALM = ["what does the law say", "thank you for this", "how do I report it", "what support is there"]


def test_a_message_has_length_one_in_words_and_one_in_letters() -> None:
    message = cells(["he", "is", "outside", "the", "door"], ENGLISH)
    assert np.linalg.norm(message.values) == pytest.approx(np.sqrt(2), abs=1e-5)
    assert message.numbers.max() < CELLS


@pytest.mark.parametrize("words", [[], [""], ["\ud800"], ["a" * 5000]])
def test_any_words_have_cells(words: list[str]) -> None:
    message = cells(words, ENGLISH)
    assert len(message.numbers) == len(message.values)


def test_a_pattern_that_fired_is_a_cell_of_its_own() -> None:
    plain, fired = cells_of("he is here", ()), cells_of("he is here", ("attacker_is_here",))
    assert len(fired.numbers) == len(plain.numbers) + 1
    assert fired.values[-1] == pytest.approx(PATTERN_VALUE)


def test_the_linear_part_tells_one_kind_from_the_other() -> None:
    meant = np.array([[True]] * len(LOUD) + [[False]] * len(CALM))
    linear = fit_linear([cells(text.split(), ENGLISH) for text in LOUD + CALM], meant)
    assert linear.scores(cells(["he", "is", "here", "with", "something"], ENGLISH))[0] > 0
    assert linear.scores(cells(["what", "does", "support", "mean"], ENGLISH))[0] < 0


def test_the_kernel_part_tells_near_from_far_and_forgets_no_order() -> None:
    chance = np.random.default_rng(1)
    vectors = chance.normal(size=(600, 300)).astype(np.float32)
    meant = np.repeat(vectors[:, :1] > 0, 3, axis=1)
    kernel = fit_kernel(vectors, meant, np.ones(600))
    scores = kernel.scores(vectors)[:, 2]
    assert ((scores > 0) == meant[:, 2]).mean() > 0.9
    assert (fit_kernel(vectors, meant, np.ones(600)).weights == kernel.weights).all()


def test_the_weights_solve_the_system_as_it_is_written() -> None:
    chance = np.random.default_rng(2)
    vectors = chance.normal(size=(60, 4)).astype(np.float32)
    meant, weight = np.repeat(vectors[:, :1] > 0, 2, axis=1), chance.uniform(1, 5, 60)
    shape = Shape(dimensions=4, points=20)
    kernel = fit_kernel(vectors, meant, weight, shape)
    projected = (vectors - kernel.middle) @ kernel.projection

    def near(first: np.ndarray, second: np.ndarray) -> np.ndarray:
        alike: np.ndarray = np.exp(-kernel.gamma[0] * ((first[:, None] - second[None]) ** 2).sum(axis=2))
        return alike

    lines, points = near(projected, kernel.points), near(kernel.points, kernel.points)
    left = lines.T @ (weight[:, None] * lines) + shape.smoothing * points + STEADY * np.eye(20)
    right = lines.T @ (weight[:, None] * np.where(meant, 1, -1))
    assert kernel.weights == pytest.approx(np.linalg.solve(left, right), rel=1e-3, abs=1e-3)
