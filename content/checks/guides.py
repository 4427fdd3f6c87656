"""The support finder and the table of promises fit the directory."""

from __future__ import annotations

from collections.abc import Iterator

from content.collected import Content
from content.files import Problem
from content.finder import finder_fits
from content.promises import promises_fit


def every_service_can_be_found(content: Content) -> Iterator[Problem]:
    """The finder names services that are in the directory, and leads to each of them."""
    if content.finder and content.directory:
        yield from finder_fits(content.finder.document, content.finder.model, content.directory)


def promises_are_made_by_services(content: Content) -> Iterator[Problem]:
    """Who can be told is in the directory."""
    if content.promises and content.directory:
        yield from promises_fit(content.promises.document, content.promises.model, content.directory)
