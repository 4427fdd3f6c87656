"""What may be written about one service; the release rule for numbers and hours is held here."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlsplit

import phonenumbers
from pydantic import Field, StringConstraints, ValidationInfo, field_validator, model_validator

from content.contacts import contact_details
from content.files import Entry, wrong

Need = Literal[
    "anonymous", "campaign", "child", "disabled", "domestic_abuse", "emergency", "fgm", "hate_crime", "health",
    "honour", "images", "legal", "lgbt", "men", "mental_health", "migrant", "minority", "modern_slavery", "older",
    "online", "perpetrator", "police_misconduct", "public_places", "refuge", "report", "rights", "sexual_violence",
    "stalking", "students", "transport", "women",
]  # fmt: skip
# V: read in the service's own or an official page. V3: in a third party's. Vold: in an old or undated page.
# G: known, but not seen in any page.
Confidence = Literal["V", "V3", "Vold", "G"]
Words = Annotated[str, StringConstraints(min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]

SHORT_CODES = frozenset({"999", "101", "111", "116123", "18000", "18001101", "61016", "85258"})


class Number(Entry):
    """A number as it is shown, and what it is for: `label` goes before it."""

    label: Words
    display: Words
    kind: Literal["tel", "sms"] = "tel"

    @field_validator("display")
    @classmethod
    def _can_be_called(cls, display: str) -> str:
        if not re.fullmatch(r"\+?\d+(?: \d+)*", display):
            raise wrong("not a telephone number", "Write digits in groups, with one space between groups")
        if display.replace(" ", "") not in SHORT_CODES and _international(display) is None:
            raise wrong("no such telephone number in the United Kingdom", "Check every digit with the service")
        return display

    @property
    def uri(self) -> str:
        """The link that calls or texts the number: `tel:+44…`, `tel:999`, `sms:…`."""
        digits = self.display.replace(" ", "")
        return f"{self.kind}:{digits if digits in SHORT_CODES else _international(digits)}"


class Listing(Entry):
    """One service as it is written in the file, under its id."""

    name: Words
    what: Words
    # Before `numbers` and `hours`: their release rule looks at both.
    confidence: Confidence
    sources_agree: int | None = Field(default=None, gt=1)
    numbers: tuple[Number, ...] = ()
    hours: Words | None = None
    site: str | None = None
    ways: tuple[Words, ...] = ()
    needs: tuple[Need, ...] = Field(min_length=1)
    area: Slug
    source: Words
    source_date: Words | None
    checked: date
    checked_by: Words

    @field_validator("numbers")
    @classmethod
    def _numbers_may_be_shown(cls, numbers: tuple[Number, ...], info: ValidationInfo) -> tuple[Number, ...]:
        confidence = info.data.get("confidence")
        if confidence == "G":
            raise wrong(
                "a number nobody has seen in a source is never shown (confidence G)",
                "Remove the numbers, or confirm them and write where as `source`",
            )
        if confidence == "Vold" and info.data.get("sources_agree") is None:
            raise wrong(
                "a number from an old source is shown only when several sources agree (confidence Vold)",
                "Write how many agree as `sources_agree` above, or remove the numbers",
            )
        return numbers

    @field_validator("hours")
    @classmethod
    def _hours_may_be_shown(cls, hours: str | None, info: ValidationInfo) -> str | None:
        if hours and info.data.get("confidence") != "V":
            raise wrong(
                "hours change often and are shown only when the service's own page was read (confidence V)",
                "Remove the hours: the site is shown instead",
            )
        return hours

    @field_validator("site")
    @classmethod
    def _site_is_secure(cls, site: str | None) -> str | None:
        if site is not None:
            parts = urlsplit(site)
            if parts.scheme != "https" or "." not in parts.netloc or re.search(r"\s", site):
                raise wrong("not a secure address", "Write the whole address, beginning with https://")
        return site

    @field_validator("name", "what", "hours", "ways")
    @classmethod
    def _no_contact_details(cls, words: str | tuple[str, ...] | None) -> str | tuple[str, ...] | None:
        for text in (words,) if isinstance(words, str) else words or ():
            for contact in contact_details(text):
                raise wrong(f"{contact.kind} in the wording", "Write it under `numbers` or `site`")
        return words

    @model_validator(mode="after")
    def _can_be_reached(self) -> Listing:
        if not self.numbers and self.site is None:
            raise wrong("no way to reach the service", "Add `numbers` or `site`")
        return self


def _international(display: str) -> str | None:
    """The number in the form +44…, or None when there is no such British number."""
    try:
        number = phonenumbers.parse(display, "GB")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number_for_region(number, "GB"):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
