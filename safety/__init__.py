"""The danger check: pure functions over text, standard library only, on Python 3.10 and 3.11."""

from safety.check import Finding, check

__all__ = ["Finding", "check"]
