"""Reads the YAML that people edit; every error names the file, the line and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

Key = str | int
M = TypeVar("M", bound=BaseModel)

REMEDIES = {
    "missing": "Add this key",
    "extra_forbidden": "Remove this key, or correct its spelling",
    "string_type": "Write text here; put it in quotes if it looks like a number",
    "literal_error": "Use one of the values named",
    "string_too_short": "Write something here",
}


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one file, said so that an editor can mend it."""

    file: Path
    line: int
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem.rstrip('.')}. {self.remedy.rstrip('.')}."


class ContentError(Exception):
    """One or more files cannot be used; carries every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class Document:
    """A parsed YAML file that still knows on which line each part stands."""

    path: Path
    data: Any

    def line_of(self, *keys: Key) -> int:
        """Line (from 1) of the deepest part of `keys` that exists in the file."""
        node, line = self.data, 1
        for key in keys:
            position = _position(node, key)
            if position is None:
                return line
            line, node = position + 1, node[key]
        return line

    def problem(self, problem: str, remedy: str, *keys: Key) -> Problem:
        """A `Problem` at the line where `keys` lead."""
        return Problem(self.path, self.line_of(*keys), problem, remedy)


def read(path: Path) -> Document:
    """The file as a `Document`. Raises `ContentError` when it is missing or is not YAML."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ContentError([Problem(path, 1, "The file cannot be read", "Put the file back")]) from error
    except UnicodeDecodeError as error:
        raise ContentError([Problem(path, 1, "The file is not UTF-8 text", "Save it as UTF-8")]) from error
    try:
        data = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        remedy = "Check the indentation, colons and quotes on this line and the line above"
        raise ContentError([Problem(path, line, f"Not valid YAML: {error.problem}", remedy)]) from error
    except YAMLError as error:
        raise ContentError([Problem(path, 1, "Not valid YAML", "Check for unusual characters")]) from error
    return Document(path, data)


def parse(document: Document, model: type[M]) -> M:
    """The document as `model`. Raises `ContentError` naming each wrong line."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise ContentError([_as_problem(document, detail) for detail in error.errors()]) from error


def load(path: Path, model: type[M]) -> M:
    """`read` and `parse` in one."""
    return parse(read(path), model)


def _position(node: Any, key: Key) -> int | None:
    if isinstance(node, CommentedMap) and key in node:
        return int(node.lc.key(key)[0])
    if isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node):
        return int(node.lc.item(key)[0])
    return None


def _as_problem(document: Document, detail: ErrorDetails) -> Problem:
    keys = detail["loc"]
    place = ".".join(str(key) for key in keys) or "the file"
    remedy = REMEDIES.get(detail["type"], "Correct this value")
    return Problem(document.path, document.line_of(*keys), f"{place}: {detail['msg']}", remedy)
