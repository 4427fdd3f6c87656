"""Writes what was measured as a text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.danger_scores import LAYERS, Shares
from tests.safety.safety_set import Share


@dataclass
class Report:
    """Grows by sections; both files hold the same numbers."""

    text: list[str] = field(default_factory=list)
    numbers: dict[str, Any] = field(default_factory=dict)

    def say(self, *lines: str) -> None:
        """Paragraphs of the text."""
        self.text += [part for line in lines for part in (line, "")]

    def shares(self, title: str, table: Mapping[str, Shares]) -> None:
        """A table of measures by layer."""
        self.table(title, LAYERS, {name: [row[layer] for layer in LAYERS] for name, row in table.items()})

    def table(self, title: str, columns: Sequence[str], rows: Mapping[str, Sequence[Share | int]]) -> None:
        """A row a name."""
        self.text += [f"## {title}", "", "| |" + "|".join(columns) + "|", "|---" * (len(columns) + 1) + "|"]
        self.text += ["|".join(("", name, *map(str, row), "")) for name, row in rows.items()]
        self.text.append("")
        self.numbers[title] = {
            name: {
                column: as_numbers(cell) if isinstance(cell, Share) else cell
                for column, cell in zip(columns, row, strict=True)
            }
            for name, row in rows.items()
        }

    def values(self, title: str, values: Mapping[str, Any]) -> None:
        """Names and values."""
        self.text += [f"## {title}", "", *(f"- {name}: {value}" for name, value in values.items()), ""]
        self.numbers[title] = dict(values)

    def write(self, folder: Path, name: str) -> None:
        """Both files, NAME.md and NAME.json."""
        (folder / f"{name}.md").write_text("\n".join(self.text).rstrip() + "\n", encoding="utf-8")
        (folder / f"{name}.json").write_text(json.dumps(self.numbers, indent=2) + "\n", encoding="utf-8")


def as_numbers(share: Share) -> dict[str, float]:
    """A share and its interval, for the JSON."""
    low, high = share.interval
    return {
        "found": share.found,
        "total": share.total,
        "share": round(share.value, 4),
        "low": round(low, 4),
        "high": round(high, 4),
    }
