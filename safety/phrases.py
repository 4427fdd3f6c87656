"""The small language patterns are written in, turned into regular expressions over word symbols.

A message becomes one symbol a word (`Lexicon.encode`), so an expression walks words, not letters. A phrase is read
word by word:

    hitting          that word
    HURTING          any entry of that word group (word_lists/groups.txt)
    hit|HURTING      either
    my?              may be left out
    !for             the next word (or, at the start of a phrase, the word before) is not this
    .  ..  ...       up to 1, 3 or 8 other words of the same sentence
    ^ $              start, end of the sentence
    < >              start, end of the whole message
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

SENTENCE_END = "\n"
MESSAGE_END = "\r"
UNKNOWN = "~"
SET_ASIDE = "-"
_GAPS = {".": 1, "..": 3, "...": 8}
_EDGES = {"^": r"(?<=\n)", "$": r"(?=\n)", "<": r"(?<=\A\n)", ">": r"(?=\n\r)"}
_ALSO = {"is": ("'s",), "has": ("'s",)}  # "he's" is either
_ENDS = re.compile(r"\n{2,}")
_FIRST_SYMBOL = 0x4E00


class Phrase(NamedTuple):
    """`needs`: a message must hold a symbol of each of these sets, or the phrase cannot match."""

    find: re.Pattern[str]
    needs: tuple[frozenset[str], ...]

    def possible(self, present: frozenset[str]) -> bool:
        """Whether it can match a message of these symbols: much cheaper than looking."""
        for need in self.needs:  # noqa: SIM110 - a generator would cost more than the whole test
            if need.isdisjoint(present):
                return False
        return True


def _is_required(element: str) -> bool:
    """Whether a match must hold a word of this element."""
    return (
        element not in _GAPS
        and element[-1] != "?"
        and element[0] != "!"
        and _EDGES.keys().isdisjoint(element.split("|"))
    )


class Lexicon:
    """Gives each word that a pattern knows its symbol, and compiles phrases over those symbols."""

    def __init__(self, groups: Mapping[str, tuple[str, ...]]) -> None:
        self._groups = groups
        self.uses: Counter[str] = Counter()
        self.symbols: dict[str, str] = {SENTENCE_END: SENTENCE_END}

    def encode(self, words: Iterable[str]) -> str:
        """The message as symbols, framed by sentence ends."""
        known = self.symbols
        code = "".join([known.get(word, UNKNOWN) for word in words]).strip(SENTENCE_END)
        return f"{SENTENCE_END}{_ENDS.sub(SENTENCE_END, code)}{SENTENCE_END}{MESSAGE_END}"

    def compile(self, phrase: str) -> Phrase:
        """Raises KeyError for a word group that does not exist, ValueError for a phrase that could match anything."""
        elements = phrase.split()
        required = [self._reach(element) for element in elements if _is_required(element)]
        if not required:
            raise ValueError(f"phrase without a required word: {phrase}")
        return Phrase(re.compile(self._expression(elements)), tuple(sorted(required, key=len)))

    def any_of(self, phrases: Iterable[str]) -> re.Pattern[str]:
        """One expression that finds any of the phrases."""
        return re.compile("|".join(self._expression(phrase.split()) for phrase in phrases))

    def _expression(self, elements: list[str]) -> str:
        return "".join(self._element(element, first=index == 0) for index, element in enumerate(elements))

    def _element(self, element: str, first: bool) -> str:
        if element in _GAPS:
            return f"[^\\n]{{0,{_GAPS[element]}}}?"
        if element in _EDGES:
            return _EDGES[element]
        if element[0] == "!":
            return f"(?<!{self._choice(element[1:])})" if first else f"(?!{self._choice(element[1:])})"
        if element[-1] == "?":
            return f"{self._choice(element[:-1])}?"
        return self._choice(element)

    def _choice(self, element: str) -> str:
        """`[…]` for single words, `(?:…)` when an entry is several words."""
        single, several = "", []
        for entry in self._entries(element):
            if entry in _EDGES:
                several.append(_EDGES[entry])
            elif " " in entry:
                several.append(self._expression(entry.split()))
            else:
                single += self._symbols(entry)
        parts = [f"[{single}]"] if single else []
        return parts[0] if not several else f"(?:{'|'.join(several + parts)})"

    def _entries(self, element: str) -> list[str]:
        entries: list[str] = []
        for name in element.split("|"):
            if name.isupper():
                entries += [inner for entry in self._groups[name] for inner in self._unfold(entry)]
            else:
                entries.append(name)
        return entries

    def _unfold(self, entry: str) -> list[str]:
        return self._entries(entry) if " " not in entry else [entry]

    def _reach(self, element: str) -> frozenset[str]:
        """Every symbol the element could begin from or contain."""
        reached: set[str] = set()
        for entry in self._entries(element):
            for part in filter(_is_required, entry.split()):
                reached |= (
                    self._reach(part) if " " in entry else {self.symbol(word) for word in (part, *_ALSO.get(part, ()))}
                )
        return frozenset(reached)

    def _symbols(self, word: str) -> str:
        return "".join(self.symbol(same) for same in (word, *_ALSO.get(word, ())))

    def symbol(self, word: str) -> str:
        """The symbol of a word, which becomes known."""
        self.uses[word] += 1
        return self.symbols.setdefault(word, chr(_FIRST_SYMBOL + len(self.symbols)))
