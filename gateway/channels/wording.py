"""The words of the channels: what is said, what is understood, and which of it ends a conversation."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from content.messages import Messages
from content.texting import Texting

_NOT_WORDS = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """`text` without case, accents of typing (wide letters, keycaps), punctuation and spare spaces."""
    return _NOT_WORDS.sub(" ", unicodedata.normalize("NFKC", text).replace("\u20e3", "")).strip().casefold()


@dataclass(frozen=True)
class Wording:
    """data/texting.yml, and data/messages.yml as it is said by text."""

    texting: Texting
    messages: Messages

    def leaves(self, text: str) -> bool:
        """Whether the message ends the conversation: a word for it and nothing else, or the wordless signal."""
        return self._means("leave", text) or self._is_signal(text)

    def starts(self, text: str) -> bool:
        """Whether the message only begins, or begins again."""
        return self._means("start", text)

    def asks_help(self, text: str) -> bool:
        """Whether the message only asks how this works."""
        return self._means("help", text)

    def asks_more(self, text: str) -> bool:
        """Whether the message asks for the rest of a long answer."""
        return self._means("more", text)

    def says_nothing_yet(self, text: str) -> bool:
        """Whether a first message holds no words of her own, but a number or MORE of a list that is not there."""
        return not text.strip() or self.number(text) is not None or self.asks_more(text)

    def asks_receipt(self, text: str) -> bool:
        """Whether the message asks for the receipt, after the warning."""
        return self._means("receipt", text)

    def number(self, text: str) -> int | None:
        """The number that the message is, in figures or words."""
        words = folded(text).split(" ")
        if len(words) == 2 and words[0] in self.texting.understood.before_number:
            words = words[1:]
        if len(words) != 1:
            return None
        if words[0] in self._numbers:
            return self._numbers[words[0]]
        return int(words[0]) if re.fullmatch(r"0?[0-9]{1,2}", words[0], re.ASCII) else None

    @cached_property
    def shows_receipt(self) -> frozenset[str]:
        """The titles of the choices that show a receipt."""
        keep = self.messages.keep_receipt
        return frozenset((keep.show.words, keep.show.shopping, keep.show.contacts, keep.show_again))

    @cached_property
    def about_receipt(self) -> frozenset[str]:
        """The titles of all choices about a receipt on show."""
        return self.shows_receipt | {self.messages.keep_receipt.not_wanted, self.messages.keep_receipt.lose}

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {word: place for place, word in enumerate(self.texting.understood.numbers, 1)}

    def _means(self, what: str, text: str) -> bool:
        return folded(text) in getattr(self.texting.understood, what)

    def _is_signal(self, text: str) -> bool:
        typed = {each for each in text.replace("…", "...") if not each.isspace() and each not in "\ufe0f\u200d"}
        bare = {each for each in typed if not "\U0001f3fb" <= each <= "\U0001f3ff"}  # the colours of a hand
        return bool(bare) and bare <= set(self.texting.signals.characters)
