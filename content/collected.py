"""All the content of a checkout, read in one go: what cannot be used is a problem, and the rest is still there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from content.attachments import load_attachments
from content.campaign_codes import CampaignCodes, parse_campaign_codes
from content.contact_reasons import load_contact_reasons
from content.delivery import load_delivery
from content.easy_read import EasyRead
from content.files import ContentError, Document, Key, Problem, parse, read
from content.finder import Finder
from content.languages import Languages
from content.messages import Messages
from content.outcomes import load_outcomes
from content.pages import Pages
from content.promises import Promises
from content.rasa import Domain, NluFile, RulesFile
from content.reading_words import load_reading_words
from content.receipt_forms import load_receipt_forms
from content.receipt_words import load_receipt_words
from content.routing import Routing, parse_routing
from content.site import Site
from content.statement import load_wording
from content.support import Directory, load_directory
from content.texting import Texting

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")


@dataclass(frozen=True)
class Sheet(Generic[M]):
    """A parsed file beside the document that knows its lines."""

    document: Document
    model: M


@dataclass(frozen=True)
class Content:
    """Everything people edit. A part that could not be used is None or missing, and `problems` says why."""

    directory: Directory | None
    routing: Sheet[Routing] | None
    messages: Sheet[Messages] | None
    languages: Sheet[Languages] | None
    site: Sheet[Site] | None
    finder: Sheet[Finder] | None
    promises: Sheet[Promises] | None
    pages: Sheet[Pages] | None
    easy_read: Sheet[EasyRead] | None
    texting: Sheet[Texting] | None
    campaigns: Sheet[CampaignCodes] | None
    domain: Sheet[Domain] | None
    nlu: tuple[Sheet[NluFile], ...]
    rules: tuple[Sheet[RulesFile], ...]
    problems: tuple[Problem, ...]

    def wording(self) -> Iterator[tuple[Document, tuple[Key, ...]]]:
        """The documents, and the part of each, whose texts may hold no contact details."""
        if self.domain:
            yield self.domain.document, ("responses",)
        if self.messages:
            yield self.messages.document, ()
        if self.languages:
            yield self.languages.document, ("other",)
            yield self.languages.document, ("languages",)
        if self.routing:
            yield self.routing.document, ()
        for sheet in (self.finder, self.pages, self.easy_read, self.texting):
            if sheet:
                yield sheet.document, ()
        if self.promises:
            yield from ((self.promises.document, keys) for keys in self.promises.model.wording())
        for nlu in self.nlu:
            yield nlu.document, ("nlu",)
        for rules in self.rules:
            yield rules.document, ("rules",)


def load_content(root: Path) -> Content:
    """The content below `root`; never raises for content that is wrong."""
    problems: list[Problem] = []

    def attempt(load: Callable[[Path], T], path: Path) -> T | None:
        try:
            return load(path)
        except ContentError as error:
            problems.extend(error.problems)
            return None

    def every(load: Callable[[Path], T], folder: Path) -> tuple[T, ...]:
        loaded = (attempt(load, path) for path in sorted(folder.rglob("*.yml")))
        return tuple(each for each in loaded if each is not None)

    data = root / "data"
    attempt(load_receipt_words, data / "receipt-words.yml")
    attempt(load_receipt_forms, data / "receipt-forms.yml")
    attempt(load_wording, data / "statement.yml")
    attempt(load_contact_reasons, data / "contact-reasons.yml")
    attempt(load_contact_reasons, data / "original-reasons.yml")
    attempt(load_attachments, data / "attachments.yml")
    attempt(load_reading_words, data / "reading")
    routing = attempt(_routing, data / "routing.yml")
    teams = routing.model.teams if routing else None
    attempt(lambda path: load_delivery(path, teams), data / "delivery.yml")
    attempt(lambda path: load_outcomes(path, teams), data / "outcomes.yml")
    return Content(
        directory=attempt(load_directory, data / "support"),
        routing=routing,
        messages=attempt(_sheet_of(Messages), data / "messages.yml"),
        languages=attempt(_sheet_of(Languages), data / "languages.yml"),
        site=attempt(_sheet_of(Site), data / "site.yml"),
        finder=attempt(_sheet_of(Finder), data / "finder.yml"),
        promises=attempt(_sheet_of(Promises), data / "promises.yml"),
        pages=attempt(_sheet_of(Pages), data / "pages.yml"),
        easy_read=attempt(_sheet_of(EasyRead), data / "easy-read.yml"),
        texting=attempt(_sheet_of(Texting), data / "texting.yml"),
        campaigns=attempt(_campaigns, data / "campaign-codes.yml"),
        domain=attempt(_sheet_of(Domain), root / "domain.yml"),
        nlu=every(_sheet_of(NluFile), data / "nlu"),
        rules=every(_sheet_of(RulesFile), data / "rules"),
        problems=tuple(problems),
    )


def _sheet_of(model: type[M]) -> Callable[[Path], Sheet[M]]:
    def load(path: Path) -> Sheet[M]:
        document = read(path)
        return Sheet(document, parse(document, model))

    return load


def _campaigns(path: Path) -> Sheet[CampaignCodes]:
    document = read(path)
    return Sheet(document, parse_campaign_codes(document))


def _routing(path: Path) -> Sheet[Routing]:
    document = read(path)
    return Sheet(document, parse_routing(document))
