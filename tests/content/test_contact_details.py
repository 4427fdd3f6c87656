"""Telephone numbers, e-mail addresses and links are found in texts, and ordinary figures are not."""

from __future__ import annotations

import pytest

from content.contacts import contact_details


@pytest.mark.parametrize(
    ("text", "kind", "start"),
    [
        ("Call 0808 2000 247.", "a telephone number", 5),
        ("Call 08082000247.", "a telephone number", 5),
        ("Call 0808-2000-247.", "a telephone number", 5),
        ("Call 0808–2000–247.", "a telephone number", 5),
        ("Call 0808/2000/247.", "a telephone number", 5),
        ("Call 08 088 088 088.", "a telephone number", 5),
        ("Call 0 8 0 0 1 1 1 1.", "a telephone number", 5),
        ("Call +44 (0)20 7008 0151.", "a telephone number", 5),
        ("Call (020) 7008 0151.", "a telephone number", 5),
        ("Call 116 123.", "a telephone number", 5),
        ("Text 85258.", "a telephone number", 5),
        ("Call 101 or 01462 474000.", "a telephone number", 12),
        ("Write to kim@example.org.", "an e-mail address", 9),
        ("Go to https://example.org.", "a link", 6),
        ("Go to www.example.org.", "a link", 6),
        ("Go to herts.police.uk now.", "a link", 6),
    ],
)
def test_a_contact_detail_is_found_where_it_starts(text: str, kind: str, start: int) -> None:
    assert [(found.kind, found.start) for found in contact_details(text)] == [(kind, start)]


@pytest.mark.parametrize(
    "text",
    [
        "Call 999, and press 55 when asked.",
        "Call 999 then 55. Or 101. Or 111.",
        "Text relay: 18000, or 18001 101.",
        "25 November to 10 December 2026",
        "Version 2026-11-21",
        "In the year 2025-26 there were 13,000 answers, 72% of them from women.",
        "Aged 16 or over. Within 7 days, or 72 hours.",
        "Open from 9am to 4.30pm.",
        'consent_wording "share@1"',
        "I was afraid.Then it stopped. It is over.",
    ],
)
def test_ordinary_figures_and_free_numbers_are_left_alone(text: str) -> None:
    assert list(contact_details(text)) == []
