"""Reads the YAML that people edit; every error names the file, the line and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scalarstring import LiteralScalarString

Key = str | int
M = TypeVar("M", bound=BaseModel)

REMEDIES = {
    "missing": "Add this key",
    "extra_forbidden": "Remove this key, or correct its spelling",
    "string_type": "Write text here; put it in quotes if it looks like a number",
    "literal_error": "Use one of the values named",
    "string_too_short": "Write something here",
    "too_short": "Name at least one",
    "int_type": "Write a whole number here, without quotes",
    "int_parsing": "Write a whole number here, without quotes",
    "greater_than": "Write a larger number",
    "bool_type": "Write true or false",
    "dict_type": "Write `key: value` lines here, one below the other",
    "model_type": "Write `key: value` lines here, one below the other",
    "list_type": "Write a list here: `[one, two]`, or lines that begin with a dash",
    "tuple_type": "Write a list here: `[one, two]`, or lines that begin with a dash",
    "date_type": "Write the date as year-month-day without quotes, like 2026-11-21",
    "date_from_datetime_parsing": "Write the date as year-month-day without quotes, like 2026-11-21",
}


class Entry(BaseModel):
    """Base of everything written in these files: it cannot be changed, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def wrong(problem: str, remedy: str) -> PydanticCustomError:
    """The error a validator raises to say in its own words what is wrong and what to do."""
    return PydanticCustomError("wrong", "{problem}", {"problem": problem, "remedy": remedy})


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
class Text:
    """A piece of text in a document and the keys that lead to it."""

    value: str
    keys: tuple[Key, ...]


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

    def problem_within(self, text: Text, offset: int, problem: str, remedy: str) -> Problem:
        """A `Problem` at the line, inside a block of text, where the character at `offset` stands."""
        line = self.line_of(*text.keys)
        if isinstance(text.value, LiteralScalarString):  # `|` keeps its lines, and they begin below the key
            line += 1 + text.value.count("\n", 0, offset)
        return Problem(self.path, line, problem, remedy)

    def texts(self, *keys: Key) -> Iterator[Text]:
        """Every piece of text at or below `keys`, in file order; nothing when there is no such part."""
        node = self.data
        for key in keys:
            if _position(node, key) is None:
                return
            node = node[key]
        yield from _texts(node, keys)


def read(path: Path) -> Document:
    """The file as a `Document`. Raises `ContentError` when it is missing or is not YAML."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ContentError([Problem(path, 1, "The file cannot be read", "Put the file back")]) from error
    except UnicodeDecodeError as error:
        raise ContentError([Problem(path, 1, "The file is not UTF-8 text", "Save it as UTF-8")]) from error
    try:
        data = tree(text)
    except DuplicateKeyError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = "This key is in the same place twice"
        raise ContentError([Problem(path, line, problem, "Remove one of the two, or rename it")]) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        remedy = "Check the indentation, colons and quotes on this line and the line above"
        raise ContentError([Problem(path, line, f"Not valid YAML: {error.problem}", remedy)]) from error
    except YAMLError as error:
        raise ContentError([Problem(path, 1, "Not valid YAML", "Check for unusual characters")]) from error
    return Document(path, data)


def tree(text: str) -> Any:
    """What is in a YAML file, with its lines and comments; nobody may change it. Raises `YAMLError`."""
    return YAML(typ="rt").load(text)


def parse(document: Document, model: type[M]) -> M:
    """The document as `model`. Raises `ContentError` naming each wrong line."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise ContentError([_as_problem(document, detail) for detail in _deepest(error.errors())]) from error


def load(path: Path, model: type[M]) -> M:
    """`read` and `parse` in one."""
    return parse(read(path), model)


def _texts(node: Any, keys: tuple[Key, ...]) -> Iterator[Text]:
    if isinstance(node, str):
        yield Text(node, keys)
    elif isinstance(node, CommentedMap):
        for key, value in node.items():
            yield from _texts(value, (*keys, key))
    elif isinstance(node, CommentedSeq):
        for index, value in enumerate(node):
            yield from _texts(value, (*keys, index))


def _position(node: Any, key: Key) -> int | None:
    if isinstance(node, CommentedMap) and key in node:
        return int(node.lc.key(key)[0])
    if isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node):
        return int(node.lc.item(key)[0])
    return None


def _deepest(details: Sequence[ErrorDetails]) -> Iterator[ErrorDetails]:
    """The errors without those that only follow from one further in (a list with a wrong item is "too short")."""
    for detail in details:
        place = detail["loc"]
        if not any(len(other["loc"]) > len(place) and other["loc"][: len(place)] == place for other in details):
            yield detail


def _as_problem(document: Document, detail: ErrorDetails) -> Problem:
    keys = tuple(key for key in detail["loc"] if key != "[key]")  # pydantic's mark for "the key itself is wrong"
    place = ".".join(str(key) for key in keys) or "the file"
    remedy = detail.get("ctx", {}).get("remedy") or REMEDIES.get(detail["type"], "Correct this value")
    return Problem(document.path, document.line_of(*keys), f"{place}: {detail['msg']}", remedy)
