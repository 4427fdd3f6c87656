"""The words with which somebody can begin because of a campaign: data/campaign-codes.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, RootModel, StringConstraints

from content.files import ContentError, Document, Entry, Key, Problem, parse, read, wrong
from content.messages import Sentence

CODE = re.compile(r"(?=.*[A-Z])[A-Z0-9]{4,20}", re.ASCII)


def _one_word(code: str) -> str:
    if not CODE.fullmatch(code):
        raise wrong("a code that is not one word of 4 to 20 letters and figures", "Write one word, like ORANGE")
    return code


Code = Annotated[str, AfterValidator(_one_word)]
CampaignName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,31}$")]


class CampaignWords(Entry):
    """What one campaign is called where it is counted, and its codes."""

    title: Sentence
    codes: Annotated[tuple[Code, ...], Field(min_length=1)]


class CampaignCodes(RootModel[dict[CampaignName, CampaignWords]]):
    """Every campaign by its name."""

    @property
    def titles(self) -> Mapping[str, str]:
        """What each campaign is called."""
        return {name: each.title for name, each in self.root.items()}

    @property
    def by_code(self) -> Mapping[str, str]:
        """The campaign of each code, without case."""
        return {code.casefold(): name for name, each in self.root.items() for code in each.codes}

    def codes(self) -> Iterator[tuple[str, tuple[Key, ...]]]:
        """Each code, and where it stands in the file."""
        for name, each in self.root.items():
            yield from ((code, (name, "codes", place)) for place, code in enumerate(each.codes))


def parse_campaign_codes(document: Document) -> CampaignCodes:
    """The document as codes. Raises `ContentError`, also when a code is there twice."""
    campaigns = parse(document, CampaignCodes)
    if problems := list(_twice(document, campaigns)):
        raise ContentError(problems)
    return campaigns


def load_campaign_codes(path: Path) -> CampaignCodes:
    """The file `path`. Raises `ContentError`."""
    return parse_campaign_codes(read(path))


def _twice(document: Document, campaigns: CampaignCodes) -> Iterator[Problem]:
    seen: set[str] = set()
    for code, keys in campaigns.codes():
        if code in seen:
            yield document.problem(f"{code}: a code that is there twice", "Choose another word", *keys)
        seen.add(code)
