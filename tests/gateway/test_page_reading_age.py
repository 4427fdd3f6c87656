"""The pages can be read at the age of 9, or their sections are listed with the reason why not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from tests.content.reading_age import Measured, listed
from tests.gateway.page_texts import PAGES, Sections, section_grades


@pytest.fixture
async def grades(client: TestClient[Any, Any]) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for path in PAGES:
        found |= section_grades(path, await (await client.get(path)).text())
    return found


async def test_every_section_is_easy_to_read_or_listed(grades: Mapping[str, float]) -> None:
    assert list(Measured(grades, listed()).complaints()) == []


async def test_no_section_that_is_gone_is_listed(grades: Mapping[str, float]) -> None:
    assert {key for key in listed() if key.startswith("/")} <= grades.keys()


def test_a_page_is_read_by_its_headings_without_cards_and_what_stands_around_it() -> None:
    page = """<header><p>Out</p></header><main><h1>One</h1><p>First <b>line</b></p>
    <div class="card"><div><p>A service</p></div></div><ul><li>Second.</li></ul><h2>Two</h2><p>Third</p></main>
    <footer><p>Out</p></footer>"""
    assert Sections(page).sections == {"One": ["One.", "First line.", "Second."], "Two": ["Two.", "Third."]}
