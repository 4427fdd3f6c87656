"""Why a report was not taken."""

from __future__ import annotations


class RefusedError(Exception):
    """A report that must not be stored. The sentence names what is missing or wrong, never what was said."""
