"""What the force must still confirm is named, and stops nobody from trying Heard."""

from __future__ import annotations

from pathlib import Path

import pytest

from heard.check import run_check
from tests.content.small_content import write_small_content


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_small_content(tmp_path) / "data/site.yml"


def test_what_the_force_must_still_confirm_is_named_but_is_no_problem(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_check(site.parents[1]) == 0
    said = capsys.readouterr().err.splitlines()
    lines = site.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "reports_kept: null" in text)
    assert (
        f"To confirm: {site}:{line}: privacy.reports_kept is not known yet. "
        "The force must confirm it before the public comes."
    ) in said
    assert len(said) == sum("null" in text.split("#")[0] for text in lines)


def test_what_the_force_has_confirmed_is_not_named(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = site.read_text(encoding="utf-8")
    site.write_text(text.replace("reports_kept: null", "reports_kept: For ten years."), encoding="utf-8")
    assert run_check(site.parents[1]) == 0
    assert "reports_kept" not in capsys.readouterr().err
