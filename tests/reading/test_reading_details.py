"""Details that say who somebody is are found, and ordinary words are left alone."""

from __future__ import annotations

import pytest

from reading.told import Reader
from tests.reading.details_set import Marked, load_details, load_ordinary

LINES = load_details()
KINDS = sorted({kind for line in LINES for _, _, kind in line.spans})
LEAST_FOUND = {"phone": 0.99, "postcode": 0.99, "email": 0.99}
LEAST_OF_THE_REST = 0.9
MOST_FALSE = 0.02


def test_the_set_is_large_enough_to_mean_something() -> None:
    assert len(LINES) >= 300
    assert len(load_ordinary()) >= 200


@pytest.mark.parametrize("kind", KINDS)
def test_nearly_every_detail_is_found_whole(reader: Reader, kind: str) -> None:
    wanted = [(line, span) for line in LINES for span in line.spans if span[2] == kind]
    found = sum(is_found(reader, line, span) for line, span in wanted)
    assert found / len(wanted) >= LEAST_FOUND.get(kind, LEAST_OF_THE_REST)


def test_ordinary_lines_are_left_alone(reader: Reader) -> None:
    ordinary = load_ordinary()
    assert sum(bool(reader.details(line.text)) for line in ordinary) / len(ordinary) <= MOST_FALSE


@pytest.mark.parametrize(
    "line", ["999", "101", "call 999 or press 55", "text relay 18000", "crime number 41/000123/25"]
)
def test_numbers_of_the_police_are_nobodys(reader: Reader, line: str) -> None:
    assert reader.details(line) == ()


def test_a_detail_keeps_the_words_as_they_were_typed(reader: Reader) -> None:
    (detail,) = reader.details("I’m Siân. ")
    assert (detail.kind, detail.words) == ("name", "Siân")


def test_what_was_removed_is_no_detail(reader: Reader) -> None:
    assert reader.details("My name is [removed]. I work at [removed]. Ring [removed]. I live at [removed].") == ()


def is_found(reader: Reader, line: Marked, span: tuple[int, int, str]) -> bool:
    start, end, kind = span
    return any(each.kind == kind and each.start <= start and each.end >= end for each in reader.details(line.text))
