"""How much a file may become when it is unpacked."""

from __future__ import annotations

MOST_PIXELS = 64_000_000
"""Of a photo: more than telephones make unless asked to, and 200 MB when it is unpacked."""
MOST_PAGES = 100
MOST_UNPACKED = 192 * 1024 * 1024
"""Bytes that all packed parts of a PDF may become together."""
MOST_SECONDS = 2 * 60 * 60
"""Of sound."""
