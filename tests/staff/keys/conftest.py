"""Keys of its own for each test, since here they are changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from heard.keys import make_development_keys
from tests.actions.kit import ROUTING


@pytest.fixture
def staff_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A HEARD_HOME with every key, in which `heard keys` works."""
    home = tmp_path / "home"
    make_development_keys(home, ROUTING.teams)
    monkeypatch.setenv("HEARD_HOME", str(home))
    return home
