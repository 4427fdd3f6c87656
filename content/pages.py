"""What the pages say that are not the chat, and what stands beside it: data/pages.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from content.files import Entry, load
from content.messages import Sentence

Lines = Annotated[tuple[Sentence, ...], Field(min_length=1)]


class First(Entry):
    """The ways on the first page for whoever finds its words too hard."""

    ways: Sentence
    easy_read: Sentence
    languages: Sentence


class OtherLanguages(Entry):
    """The page on which a language is chosen, and what is said in English on the page in that language."""

    heading: Sentence
    lead: Sentence
    choose: Sentence
    unchecked: Sentence
    help_lines: Sentence
    others: Sentence


class BeforeKeeping(Entry):
    """What must be known before anything is kept."""

    heading: Sentence
    lead: Sentence
    stays: Sentence
    stays_lines: Lines
    holds: Sentence
    holds_lines: Lines
    safer: Sentence
    safer_lines: Lines


class Keep(Entry):
    """Keeping what was told: the offer, the warning, and the page or file itself."""

    offer: Sentence
    warning: BeforeKeeping
    show: Sentence
    file: Sentence
    back: Sentence
    waiting: Sentence
    print: Sentence
    notes: Sentence
    danger: Sentence
    services: Sentence
    advice: Sentence


class Feeling(Entry):
    """The one question about how it was here."""

    ask: Sentence
    free: Sentence
    yes: Sentence
    partly: Sentence
    no: Sentence
    not_said: Sentence
    thanks: Sentence


class Phases(Entry):
    """What the banner calls each phase; a service that is live has no banner."""

    alpha: Sentence
    beta: Sentence


class Phase(Entry):
    """The banner that says how new this is."""

    names: Phases
    new: Sentence
    link: Sentence


class FeedbackPage(Entry):
    """How to tell the force about this site, and what not to put into that."""

    heading: Sentence
    lead: Sentence
    leave_out: Sentence
    leave_out_lines: Lines
    contact: Sentence
    phone: Sentence
    calls: Sentence
    instead: Sentence
    instead_lines: Lines


class Pages(Entry):
    """The whole file."""

    first: First
    languages: OtherLanguages
    keep: Keep
    feeling: Feeling
    phase: Phase
    feedback: FeedbackPage


def load_pages(path: Path) -> Pages:
    """The words in the file `path`. Raises `ContentError` naming each wrong line."""
    return load(path, Pages)
