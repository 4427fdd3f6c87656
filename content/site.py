"""What the force must say about itself: data/site.yml, from which the notices are made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, Field, StringConstraints, ValidationInfo, field_validator

from content.files import Document, Entry, Key, Problem, load, wrong
from content.listing import Number
from content.messages import Sentence

_EMAIL = re.compile(r"[\w.+-]+@[A-Za-z0-9][\w-]*(\.[\w-]+)+")


def _is_email(text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise wrong("not an e-mail address", "Write one address, like name@force.police.uk")
    return text


def _can_be_called(text: str) -> str:
    return Number(label="Call", display=text).display


def _is_secure(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme != "https" or "." not in parts.netloc or re.search(r"\s", text):
        raise wrong("not a secure address", "Write the whole address, beginning with https://")
    return text


Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Address = Annotated[tuple[Line, ...], Field(min_length=2)]
Email = Annotated[str, AfterValidator(_is_email)]
SecureSite = Annotated[str, AfterValidator(_is_secure)]
Phone = Annotated[str, AfterValidator(_can_be_called)]


class Office(Entry):
    """Somebody who can be written to."""

    name: Line | None
    post: Address | None
    email: Email | None


class Feedback(Office):
    """Who wants to hear what people think of the site."""

    phone: Phone | None

    @property
    def can_be_reached(self) -> bool:
        """Whether there is any way to tell them."""
        return bool(self.post or self.email or self.phone)

    @property
    def number(self) -> Number | None:
        """The phone, with the link that calls it."""
        return Number(label="Call", display=self.phone) if self.phone else None


class Privacy(Entry):
    """What the privacy notice says that no program can know."""

    controller: Office
    officer: Office
    reports_kept: Sentence | None
    """A sentence."""
    helpers: tuple[Line, ...] | None
    """Companies that handle the data for the force; `[]` when there are none."""
    full_notice: SecureSite | None
    confirmed: date | None
    """The day the data protection officer agreed to the whole notice."""


class NotMet(Entry):
    """A criterion of WCAG 2.2 that is not met. `what` may name {idle_minutes}."""

    criterion: Annotated[str, StringConstraints(pattern=r"^[1-4]\.\d\.\d{1,2} [A-Z].*$")]
    what: Line
    plan: Line

    @field_validator("what", "plan")
    @classmethod
    def _gaps_can_be_filled(cls, text: str) -> str:
        if set(re.findall(r"\{(.*?)\}", text)) - {"idle_minutes"} or text.count("{") != text.count("}"):
            raise wrong("there is a gap that nothing fills", "Use {idle_minutes}, or no gap")
        return text


class Accessibility(Entry):
    """What the accessibility statement says that no program can know."""

    not_met: tuple[NotMet, ...]
    # Below `not_met`, which its rule looks at.
    compliance: Literal["fully", "partially", "not"]
    contact: Office
    answer_days: Annotated[int, Field(gt=0)] | None
    tested: date
    tested_by: Sentence
    prepared: date
    reviewed: date

    @field_validator("compliance")
    @classmethod
    def _agrees_with_what_is_not_met(cls, compliance: str, info: ValidationInfo) -> str:
        not_met = info.data.get("not_met")
        if not_met is not None and (compliance == "fully") == bool(not_met):
            raise wrong(
                f"{compliance} compliant, with {len(not_met)} criteria under `not_met`",
                "List what is not met; write `fully` when there is nothing",
            )
        return compliance

    @field_validator("reviewed")
    @classmethod
    def _reviewed_after_it_was_prepared(cls, reviewed: date, info: ValidationInfo) -> date:
        prepared = info.data.get("prepared")
        if prepared and reviewed < prepared:
            raise wrong("reviewed before it was prepared", "Correct one of the two dates")
        return reviewed


class Site(Entry):
    """data/site.yml. `null` stands for what the force has not told yet."""

    force: Line
    privacy: Privacy
    phase: Literal["alpha", "beta", "live"]
    feedback: Feedback
    accessibility: Accessibility


def load_site(path: Path) -> Site:
    """What the file `path` says. Raises `ContentError` naming each wrong line."""
    return load(path, Site)


def unconfirmed(document: Document, site: Site) -> Iterator[Problem]:
    """What the force must still tell: no mistake in the file, but the notices are not finished without it."""
    for keys in _empty(site, ()):
        place = ".".join(map(str, keys))
        yield document.problem(f"{place} is not known yet", "The force must confirm it before the public comes", *keys)


def _empty(part: BaseModel, keys: tuple[Key, ...]) -> Iterator[tuple[Key, ...]]:
    for name, value in part:
        if value is None:
            yield *keys, name
        elif isinstance(value, BaseModel):
            yield from _empty(value, (*keys, name))
