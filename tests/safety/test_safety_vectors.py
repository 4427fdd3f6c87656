"""Vectors of training lines that are kept between trainings."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest

from heard.vectors import KeptVectors

PACKAGE = "numpy"  # any that is installed


class Counting:
    """Vectors of two numbers, and which texts were asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        return np.array([[len(text), 0.1] for text in texts], dtype=np.float32)


def test_a_vector_is_computed_once_and_read_back_exactly(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    before = KeptVectors(tmp_path, PACKAGE, first)(["a", "bb", "a"])
    after = KeptVectors(tmp_path, PACKAGE, second)(["bb", "a", "ccc"])
    assert first.asked == ["a", "bb"]
    assert second.asked == ["ccc"]
    assert before.tolist() == np.array([[1, 0.1], [2, 0.1], [1, 0.1]], dtype=np.float32).tolist()
    assert (after[:2] == before[[1, 0]]).all()


def test_only_the_vectors_of_the_last_training_are_kept_and_no_text(tmp_path: Path) -> None:
    KeptVectors(tmp_path, PACKAGE, Counting())(["he is outside", "b"])
    KeptVectors(tmp_path, PACKAGE, Counting())(["b", "c"])
    again = Counting()
    KeptVectors(tmp_path, PACKAGE, again)(["he is outside"])
    assert again.asked == ["he is outside"]
    assert b"outside" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_another_version_of_the_encoder_starts_afresh(tmp_path: Path) -> None:
    kept = KeptVectors(tmp_path, PACKAGE, Counting())
    old = tmp_path / f"vectors-{PACKAGE}-0.0.1.npz"
    old.write_bytes(b"none")
    kept(["a"])
    assert [file.name for file in tmp_path.iterdir()] == [f"vectors-{PACKAGE}-{version(PACKAGE)}.npz"]


@pytest.mark.parametrize("content", [b"", b"no vectors", b"PK\x03\x04"])
def test_a_file_that_was_not_written_whole_is_computed_again(tmp_path: Path, content: bytes) -> None:
    kept = KeptVectors(tmp_path, PACKAGE, Counting())
    kept.path.write_bytes(content)
    assert kept(["a"]).tolist() == [[1.0, pytest.approx(0.1)]]
