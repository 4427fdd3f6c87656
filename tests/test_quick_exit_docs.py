"""docs/quick-exit.md names a test for everything that it says of ours, and each of them exists."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from gateway.settings import PROJECT

DOC = (PROJECT / "docs" / "quick-exit.md").read_text(encoding="utf-8")
TEST = re.compile(r"`((?:\w+/)*test_\w+\.py)::(test_\w+)`")
PROMISED = re.compile(r"\*\*(\d+) checks\*\*")
IN_FIREFOX = re.compile(r"\[[^]]*\bfirefox\b")
Check = tuple[str, str]  # a test of a file under tests/, and the browser it ran in


def named() -> set[str]:
    """The tests that the document names, as `file::test`."""
    return {f"{path}::{test}" for path, test in TEST.findall(DOC)}


@pytest.fixture(scope="module")
def checks() -> set[Check]:
    """What there is in the files that the document names, counted as it says."""
    files = sorted({f"tests/{path}" for path, _ in TEST.findall(DOC)})
    command = [sys.executable, "-m", "pytest", "--collect-only", *files]
    collected = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    ids = [line.removeprefix("tests/") for line in collected.splitlines() if "::" in line]
    return {(each.partition("[")[0], "firefox" if IN_FIREFOX.search(each) else "another") for each in ids}


def rows() -> list[str]:
    """The rows of the tables of behaviours, without their heads."""
    return [
        line for line in DOC.splitlines() if line.startswith("| ") and line.count("|") == 6 and "| Ours |" not in line
    ]


def test_every_test_that_is_named_exists(checks: set[Check]) -> None:
    assert named() - {test for test, _ in checks} == set()


def test_every_behaviour_of_ours_has_a_test() -> None:
    assert len(rows()) >= 40
    assert [row for row in rows() if not TEST.search(row.split("|")[5])] == []


def test_there_are_as_many_checks_as_it_says(checks: set[Check]) -> None:
    promised = PROMISED.search(DOC)
    assert promised
    assert 40 <= int(promised[1]) <= len([check for check in checks if check[0] in named()])
