"""What the pages beside the chat are made of: the support finder, what each place can promise, and their words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from content.attachments import AttachmentWords, load_attachments
from content.easy_read import EasyRead, load_easy_read
from content.finder import Finder, load_finder
from content.pages import Pages, load_pages
from content.promises import Promises, load_promises
from content.support import Directory


@dataclass(frozen=True)
class Guides:
    """The guides to help that need no conversation; `pages` are the words of all that stands beside one,
    `attached` those around a file that is added to a report."""

    finder: Finder
    promises: Promises
    easy_read: EasyRead
    pages: Pages
    attached: AttachmentWords


def load_guides(data: Path, directory: Directory) -> Guides:
    """The guides in the folder `data`. Raises `ContentError`."""
    return Guides(
        finder=load_finder(data / "finder.yml", directory),
        promises=load_promises(data / "promises.yml", directory),
        easy_read=load_easy_read(data / "easy-read.yml"),
        pages=load_pages(data / "pages.yml"),
        attached=load_attachments(data / "attachments.yml"),
    )
