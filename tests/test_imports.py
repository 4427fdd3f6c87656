"""Imports point one way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
ALLOWED = {
    "content": set(),
    "safety": set(),
    "reading": {"content"},
    "gateway": {"content", "reading", "safety"},
    "actions": {"content"},
    "staff": {"actions", "content"},
    "bot": {"safety"},
}
OURS = {*ALLOWED, "heard", "tests", "benchmarks"}


@pytest.mark.parametrize("package", ALLOWED)
def test_a_package_imports_only_what_it_may(package: str) -> None:
    imported = {name for path in (PROJECT / package).rglob("*.py") for name in imports_of(path)}
    assert imported & OURS <= ALLOWED[package] | {package}


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]
