"""The order of the files: the dearest first, so that none of them is left alone on one worker at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

DEAREST_FIRST = ("journeys", "browser", "staff/browser", "staff", "actions", "safety")
"""Folders of tests, by what a file of theirs costs; `pytest --durations=40` tells."""
TESTS = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sorts the folders; the tests of one folder stay as they are."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    folder = item.path.relative_to(TESTS).parent.as_posix()
    places = [place for place, dear in enumerate(DEAREST_FIRST) if folder == dear or folder.startswith(f"{dear}/")]
    return min(places, default=len(DEAREST_FIRST))
