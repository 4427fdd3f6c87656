"""Imports point one way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
ALLOWED = {
    "attachments": set(),
    "content": set(),
    "safety": set(),
    "wire": set(),
    "reading": {"content"},
    "gateway": {"attachments", "content", "reading", "safety", "wire"},
    "actions": {"attachments", "content", "wire"},
    "staff": {"actions", "content", "wire"},
    "bot": {"safety", "wire"},
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
