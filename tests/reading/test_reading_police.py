"""A report about the police must not reach a colleague of the person it is about."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from reading.police import strongest
from reading.told import Reader

with (Path(__file__).parent / "set" / "police.csv").open(encoding="utf-8", newline="") as file:
    LINES = [(row["text"], row["mention"]) for row in csv.DictReader(file)]
LEAST_EXACT = 0.97


def test_no_line_about_somebody_in_the_police_reads_as_less_than_unclear(reader: Reader) -> None:
    missed = [row for row, (text, mention) in enumerate(LINES) if mention != "none" and reader.police(text) is None]
    assert missed == []


def test_no_line_that_only_calls_the_police_keeps_a_report_from_a_local_team(reader: Reader) -> None:
    alarmed = [row for row, (text, mention) in enumerate(LINES) if mention == "none" and reader.police(text)]
    assert alarmed == []


def test_nearly_every_line_is_read_exactly(reader: Reader) -> None:
    exact = sum((reader.police(text) or "none") == mention for text, mention in LINES)
    assert exact / len(LINES) >= LEAST_EXACT


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("he's a sergeant", "responsible"),
        ("my husband works for Herts police", "responsible"),
        ("He is a PC", "responsible"),
        ("he is in the job", "responsible"),
        ("a police officer came to the house", "unclear"),
        ("I reported it to the police in 2019", None),
        ("he broke my PC", None),
        ("he is a prison officer", None),
    ],
)
def test_the_plainest_lines(reader: Reader, text: str, mention: str | None) -> None:
    assert reader.police(text) == mention


def test_a_mention_deep_in_a_long_account_counts(reader: Reader) -> None:
    story = "He checks my phone. I rang the police. They came. " * 40
    assert reader.police(f"{story}He is a custody officer. {story}") == "responsible"


def test_the_strongest_mention_counts() -> None:
    assert strongest([None, "unclear", "responsible"]) == "responsible"
    assert strongest([None, "unclear"]) == "unclear"
    assert strongest([None]) is None
