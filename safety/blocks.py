"""Reads the text files of patterns/ and word_lists/: a name, then indented lines under it; `#` begins a remark."""

import re
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
_FIELD = re.compile(r"([a-z][a-z ]*): +(\S.*)")


@dataclass
class Block:
    """`fields`: lines of the form `name: value`; `lines`: the others."""

    name: str
    place: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def one(self, name: str, otherwise: str | None = None) -> str:
        """Raises ValueError when the field is missing and has no default, or comes twice."""
        values = self.fields.get(name, [] if otherwise is None else [otherwise])
        if len(values) != 1:
            raise ValueError(f"{self.place}: write `{name}: …` once under {self.name}")
        return values[0]

    def only(self, *names: str) -> None:
        """Raises ValueError for a field of another name."""
        for name in self.fields:
            if name not in names:
                raise ValueError(f"{self.place}: {self.name} has an unknown field `{name}`")


def read(path: str) -> list[Block]:
    """The blocks of one file. Raises ValueError, naming file and line, for a line that belongs to no block."""
    return parse((HERE / path).read_text(encoding="utf-8"), path)


def parse(text: str, path: str) -> list[Block]:
    blocks: list[Block] = []
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.strip()
        if not content or content.startswith("#"):
            continue
        if not line.startswith(" "):
            blocks.append(Block(content, f"{path}, line {number}"))
        elif not blocks:
            raise ValueError(f"{path}, line {number}: an indented line needs a name above it")
        elif match := _FIELD.fullmatch(content):
            blocks[-1].fields.setdefault(match[1], []).append(match[2])
        else:
            blocks[-1].lines.append(content)
    return blocks


def lines(path: str) -> list[str]:
    """The lines of a file that are no remarks."""
    text = (HERE / path).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
