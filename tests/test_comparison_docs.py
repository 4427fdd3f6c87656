"""The documents that set us beside others name a test for everything that they say of ours, and each of them exists."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import pytest

from gateway.settings import PROJECT

QUICK_EXIT, REPORTS = "quick-exit.md", "reports.md"
LEAST_ROWS = {QUICK_EXIT: 40, REPORTS: 90}
CHECKLISTS = {"What they have": {9, *range(12, 37)}, "What none of them has": {*range(1, 18)}}
NOT_BUILT = "What is not built yet"

TEST = re.compile(r"`((?:\w+/)*test_\w+\.py)::(test_\w+)`")
QUOTED = re.compile(r"`[^`]*`")
PROMISED = re.compile(r"\*\*(\d+) checks\*\*")
IN_FIREFOX = re.compile(r"\[[^]]*\bfirefox\b")
PROOF, STATE, GAP, NOTHING = "Proved by", "State", "What is missing", "–"
Check = tuple[str, str]  # a test of a file under tests/, and the browser it ran in


@dataclass(frozen=True, slots=True)
class Table:
    """The heading it stands below, its head, and each row by its head."""

    heading: str
    head: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]

    @property
    def rows(self) -> list[dict[str, str]]:
        """Every row has as many cells as the head, or this raises."""
        return [dict(zip(self.head, line, strict=True)) for line in self.lines]


@cache
def text_of(doc: str) -> str:
    return (PROJECT / "docs" / doc).read_text(encoding="utf-8")


def tables(doc: str) -> Iterator[Table]:
    """Every table of the document, in order."""
    heading = ""
    for is_table, lines in groupby(text_of(doc).splitlines(), lambda line: line.startswith("|")):
        if is_table:
            head, _, *rows = (tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines)
            yield Table(heading, head, tuple(rows))
        else:
            heading = next((line.lstrip("# ") for line in reversed([*lines]) if line.startswith("#")), heading)


def of_ours(doc: str) -> list[Table]:
    """Those that say what we do."""
    return [table for table in tables(doc) if {"Ours", STATE} & {*table.head}]


def is_proved(row: dict[str, str]) -> bool:
    """Whether it names tests and nothing else; what is not built names none, and says what is missing."""
    named = QUOTED.findall(row[PROOF])
    if row.get(STATE) == "Not yet":
        return not named and row[GAP] != NOTHING
    return bool(named) and all(TEST.fullmatch(each) for each in named)


def named(doc: str) -> set[str]:
    """The tests that the document names, as `file::test`."""
    return {f"{path}::{test}" for path, test in TEST.findall(text_of(doc))}


@cache
def checks() -> frozenset[Check]:
    """What there is in the files that the documents name, counted as they say; collecting them takes a while."""
    files = sorted({f"tests/{each.partition('::')[0]}" for doc in LEAST_ROWS for each in named(doc)})
    command = [sys.executable, "-m", "pytest", "--collect-only", *files]
    collected = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    ids = [line.removeprefix("tests/") for line in collected.splitlines() if "::" in line]
    return frozenset((each.partition("[")[0], "firefox" if IN_FIREFOX.search(each) else "another") for each in ids)


@pytest.mark.parametrize("doc", LEAST_ROWS)
def test_every_test_that_is_named_exists(doc: str) -> None:
    assert named(doc) - {test for test, _ in checks()} == set()


@pytest.mark.parametrize(("doc", "least"), LEAST_ROWS.items())
def test_every_behaviour_of_ours_has_a_test(doc: str, least: int) -> None:
    rows = [row for table in of_ours(doc) for row in table.rows]
    assert len(rows) >= least
    assert [row for row in rows if not is_proved(row)] == []


def test_what_we_do_with_reports_is_proved_or_said_not_to_be_built() -> None:
    assert {table.heading for table in tables(REPORTS) if table not in of_ours(REPORTS)} == {NOT_BUILT}
    (missing,) = [table for table in tables(REPORTS) if table.heading == NOT_BUILT]
    assert missing.rows
    assert all(cell for row in missing.rows for cell in row.values())


@pytest.mark.parametrize(("heading", "numbers"), CHECKLISTS.items(), ids=["theirs", "openings"])
def test_every_number_of_the_lists_is_answered(heading: str, numbers: set[int]) -> None:
    (table,) = [each for each in tables(REPORTS) if each.heading == heading]
    assert [int(row["No."]) for row in table.rows] == sorted(numbers)
    assert {row[STATE] for row in table.rows} <= {"Done", "Partly", "Not yet"}
    assert [row for row in table.rows if (row[STATE] == "Done") != (row[GAP] == NOTHING)] == []


def test_there_are_as_many_checks_of_leaving_as_it_says() -> None:
    promised = PROMISED.search(text_of(QUICK_EXIT))
    assert promised
    assert 40 <= int(promised[1]) <= len([check for check in checks() if check[0] in named(QUICK_EXIT)])
