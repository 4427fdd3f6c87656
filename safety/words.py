"""From written words to the words patterns know: text-speak, missing apostrophes, number-letters, slips of the key."""

import re
from collections.abc import Iterator, Mapping

from safety.phrases import SENTENCE_END
from safety.vocabulary import REAL_WORDS, SPELLINGS

_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_STRETCHED = re.compile(r"(.)\1{2,}")
_DOUBLED_END = re.compile(r"(.)\1\Z")
_SENTENCE_MARKS = frozenset(".?!;\n")
_SWAPS = str.maketrans("01345798@$!|€", "oieastgbasile")
_SWAPS_L = str.maketrans("01345798@$!|€", "oleastgbaslle")
_ENDINGS = {"s": ("'s",), "re": ("are",), "m": ("am",), "ve": ("have",), "ll": ("will",), "d": ("would",)}
SHORTEST_TO_MEND = 3
LONGEST_TO_MEND = 14
TWICE_READ_UP_TO = 80
NEVER_MENDED_INTO = frozenset({"sos", "kms", "kys", "ctb", "die", "dye"})  # short, and enough alone for an alert


class Reader:
    """Reads tokens as words of one vocabulary. Keeps nothing of what it reads."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        """`vocabulary`: each known word with how often patterns use it, which settles what a slip stood for."""
        self._uses = vocabulary
        self._known = frozenset(vocabulary)
        self._joined = {word for word in self._known if len(word) > 1} | {"i", "a"}
        self._mendable = {
            word
            for word in (*self._known, *SPELLINGS)
            if SHORTEST_TO_MEND <= len(word) <= LONGEST_TO_MEND and word.isalpha() and word.isascii()
            if word not in NEVER_MENDED_INTO
        }
        self._one_letter_less = self._index()

    def readings(self, tokens: list[str]) -> list[list[str]]:
        """The words of a message, sentence ends as SENTENCE_END; in a short one also as slips may else be meant."""
        first = self._read(tokens, choice=0)
        second = self._read(tokens, choice=1) if len(tokens) <= TWICE_READ_UP_TO else first
        return [first] if second == first else [first, second]

    def _read(self, tokens: list[str], choice: int) -> list[str]:
        words: list[str] = []
        seen: dict[str, tuple[str, ...]] = {}
        for token in tokens:
            if token in self._known and token not in SPELLINGS:
                words.append(token)
            elif token in _SENTENCE_MARKS:
                words.append(SENTENCE_END)
            else:
                if token not in seen:
                    seen[token] = self._word(token, choice)
                words += seen[token]
        return _without_stray_ends(words)

    def _word(self, token: str, choice: int) -> tuple[str, ...]:
        if token.isdigit():
            return ("<year>",) if _YEAR.match(token) else ("<number>",)
        return self._spelling(token, choice) or self._mend(token, choice) or self._cut_up(token) or (token,)

    def _spelling(self, token: str, choice: int) -> tuple[str, ...]:
        for form in self._forms(token):
            if form in SPELLINGS:
                return SPELLINGS[form]
            if contracted := self._contraction(form, choice):
                return contracted
            if form in self._known:
                return (form,)
        return ()

    def _forms(self, token: str) -> Iterator[str]:
        """The token, then without apostrophes, without stretched letters, and with letters for signs and digits."""
        yield token
        bare = token.replace("'", "")
        yield bare
        yield _STRETCHED.sub(r"\1\1", bare)
        yield _STRETCHED.sub(r"\1", bare)
        if bare not in REAL_WORDS:
            yield _DOUBLED_END.sub(r"\1", bare)
        if not bare.isalpha() and not bare.isdigit():
            yield bare.translate(_SWAPS)
            yield bare.translate(_SWAPS_L)

    def _contraction(self, token: str, choice: int) -> tuple[str, ...]:
        stem, mark, ending = token.rpartition("'")
        if not mark or ending not in _ENDINGS:
            return ()
        return (*self._word(stem, choice), *_ENDINGS[ending])

    def _mend(self, token: str, choice: int) -> tuple[str, ...]:
        """The known word one slip away (a letter more, less, other, or two swapped), unless the token is a word."""
        word = _STRETCHED.sub(r"\1\1", token.replace("'", ""))
        if not SHORTEST_TO_MEND - 1 <= len(word) <= LONGEST_TO_MEND or word in REAL_WORDS or not word.isascii():
            return ()
        candidates = sorted(
            self._one_slip_away(word), key=lambda known: (known[0] != word[0], -self._uses.get(known, 0), known)
        )
        if not candidates:
            return ()
        meant = candidates[min(choice, len(candidates) - 1)]
        return SPELLINGS.get(meant, (meant,))

    def _one_slip_away(self, word: str) -> set[str]:
        less = [word[:at] + word[at + 1 :] for at in range(len(word))]
        found = {known for known in less if known in self._mendable}
        found |= self._one_letter_less.get(word, set())
        for at, shorter in enumerate(less):
            for known in self._one_letter_less.get(shorter, ()):
                if _same_but_one(word, known, at):
                    found.add(known)
        return found

    def _cut_up(self, token: str) -> tuple[str, ...]:
        """`helpme` -> help me, when known words fill the whole token."""
        if not 4 <= len(token) <= 30 or not token.isalpha() or token in REAL_WORDS:
            return ()
        words = self._longest_first(token, set())
        if {*words} - NEVER_MENDED_INTO == {"a"}:  # `akys`, Lithuanian for eyes, is no "a kys"
            return ()
        return words if len(words) <= 1 + len(token) // 3 else ()

    def _longest_first(self, rest: str, hopeless: set[int]) -> tuple[str, ...]:
        """The known words that fill `rest`, longest first; none when they do not. `hopeless`: lengths tried before."""
        for size in range(min(len(rest), LONGEST_TO_MEND), 0, -1):
            if rest[:size] in self._joined and len(rest) - size not in hopeless:
                if size == len(rest):
                    return (rest,)
                if after := self._longest_first(rest[size:], hopeless):
                    return (rest[:size], *after)
        hopeless.add(len(rest))
        return ()

    def _index(self) -> dict[str, set[str]]:
        index: dict[str, set[str]] = {}
        for word in self._mendable:
            for at in range(len(word)):
                index.setdefault(word[:at] + word[at + 1 :], set()).add(word)
        return index


def _without_stray_ends(words: list[str]) -> list[str]:
    """`he. is. here.` is one sentence: marks after every word or two end nothing."""
    plain_words = [word for word in words if word != SENTENCE_END]
    ends = len(words) - len(plain_words)
    return plain_words if ends * 2 > len(plain_words) else words


def _same_but_one(word: str, known: str, at: int) -> bool:
    """One letter other at `at`, or two neighbours swapped there."""
    if len(word) != len(known):
        return False
    differences = [place for place in range(len(word)) if word[place] != known[place]]
    if len(differences) == 1:
        return True
    return (
        len(differences) == 2
        and differences[1] == differences[0] + 1
        and sorted(word[differences[0] : differences[1] + 1]) == sorted(known[differences[0] : differences[1] + 1])
    )
