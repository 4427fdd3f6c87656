from __future__ import annotations

from pathlib import Path

import pytest

from content.reading_words import load_reading_words
from reading.told import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(load_reading_words(Path(__file__).parents[2] / "data" / "reading"))
