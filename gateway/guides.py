"""What the pages beside the chat are made of: the support finder, and what each place can promise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from content.finder import Finder, load_finder
from content.promises import Promises, load_promises
from content.support import Directory


@dataclass(frozen=True)
class Guides:
    """The guides to help that need no conversation."""

    finder: Finder
    promises: Promises


def load_guides(data: Path, directory: Directory) -> Guides:
    """The guides in the folder `data`. Raises `ContentError`."""
    return Guides(load_finder(data / "finder.yml", directory), load_promises(data / "promises.yml", directory))
