"""Why a report was not taken."""

from __future__ import annotations


class RefusedError(Exception):
    """A report that must not be stored. The sentence names what is missing or wrong, never what was said."""


class ErasedError(RefusedError):
    """A report that its reporter took back before: it must not be stored any more."""

    def __init__(self) -> None:
        super().__init__("The report was taken back and erased.")
