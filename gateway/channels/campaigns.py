"""The code of a campaign that a conversation begins with: counted, taken off the message, and kept nowhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from gateway.channels.wording import Wording, folded
from gateway.gateway import Gateway

# A word with its apostrophes ("orange's" is another word than "orange"), and what stands around it.
_FIRST_WORD = re.compile(r"[\W_]*([^\W_]+(?:['’][^\W_]+)*)[\s.,:;!?()\"“”'‘’*#_–—-]*")


@dataclass(frozen=True)
class Begun:
    """How a conversation begins: because of which campaign, if any, and with what words of her own."""

    campaign: str
    text: str = field(repr=False)


async def begun_with(gateway: Gateway, codes: Mapping[str, str], wording: Wording, text: str) -> Begun:
    """What the first message of a conversation begins with. `codes`: the campaign of each.

    Nothing is taken off a receipt, nor where danger would not be found any more.
    """
    campaign, rest = _taken_off(codes, wording, text)
    if not campaign or gateway.forms.read(text) is not None:
        return Begun("", text)
    whole, without = await gateway.find_danger(text), await gateway.find_danger(rest)
    return Begun(campaign, text if whole.alert and not without.alert else rest)


def _taken_off(codes: Mapping[str, str], wording: Wording, text: str) -> tuple[str, str]:
    """The campaign whose code is the first word, and the rest. A link's code comes after the word that starts."""
    word, rest = _first_word(text)
    if wording.starts(word):
        word, rest = _first_word(rest)
    campaign = codes.get(folded(word), "")
    return campaign, rest if campaign else text


def _first_word(text: str) -> tuple[str, str]:
    found = _FIRST_WORD.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)
