"""A campaign's code is no word of danger: it would be taken off a message before that is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import safety
from content.campaign_codes import parse_campaign_codes
from content.files import ContentError, Problem, read

# A word that makes one of these a call for help is one.
SENTENCES = ("{}", "i am {}", "{} me now", "he has a {}", "he will {} me", "he is going to {} me")
PATH = Path("data", "campaign-codes.yml")
REMEDY = "Choose a word that has nothing to do with harm"


def codes_of_danger(root: Path) -> Iterator[Problem]:
    """Each code below `root` that is one. A file that cannot be used is the other checks' business."""
    try:
        document = read(root / PATH)
        campaigns = parse_campaign_codes(document)
    except ContentError:
        return
    for code, keys in campaigns.codes():
        if any(_is_found(sentence.format(code.lower())) for sentence in SENTENCES):
            yield document.problem(f"{code}: a code that is a word of danger", REMEDY, *keys)


def _is_found(text: str) -> bool:
    finding = safety.check(text)
    return finding.alert is not None or finding.unsure is not None
