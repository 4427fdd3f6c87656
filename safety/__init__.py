"""The danger check: pure functions over text, on Python 3.10 and 3.11.

This much needs the standard library only; `safety.model` adds a trained classifier and needs more.
"""

from safety.check import Finding, check

__all__ = ["Finding", "check"]
