"""A receipt in its other forms: a shopping list, or names with phone numbers. Each holds all that the words hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from content.receipt_forms import LAST_DIGITS, RECEIPTS, Forms, tokens
from content.receipt_words import WORDS_IN_A_RECEIPT, all_words
from gateway.receipts import Receipt, read_receipt

Form = Literal["words", "shopping", "contacts"]
FORMS: tuple[Form, ...] = ("words", "shopping", "contacts")

_PLACES = {word: place for place, word in enumerate(all_words())}
_LAST = len(str(LAST_DIGITS - 1))  # digits
_ABROAD = re.compile("^44")


@dataclass(frozen=True)
class ReceiptForms:
    """Writes receipts in every form and reads them again. `forms` is data/receipt-forms.yml."""

    forms: Forms

    def write(self, words: str, form: Form) -> str:
        """The receipt of `words` in `form`, one thing a line; as words all on one."""
        if form == "words":
            return words
        return "\n".join(f"{before} {after}" for before, after in self._lines(words, form))

    def names(self, words: str, form: Form) -> tuple[str, ...]:
        """The words, groceries or first names that make up the receipt, in order."""
        if form == "words":
            return tuple(words.split())
        return tuple(before if form == "contacts" else after for before, after in self._lines(words, form))

    def read(self, text: str) -> Receipt | None:
        """The receipt that `text` stands for, in whatever form; None when it is none."""
        receipt = read_receipt(text)
        if receipt is not None:
            return receipt
        number = self._from_shopping(text) if text.strip()[:1].isdecimal() else self._from_contacts(text)
        return None if number is None else Receipt(_words_of(number))

    def is_in(self, text: str) -> bool:
        """Whether a receipt stands in `text`: alone, or on a line of its own."""
        return any(self.read(each) is not None for each in (text, *text.splitlines()))

    def _lines(self, words: str, form: Form) -> Iterator[tuple[str, str]]:
        return self._shopping(_number_of(words)) if form == "shopping" else self._contacts(_number_of(words))

    def _shopping(self, number: int) -> Iterator[tuple[str, str]]:
        shopping, left = self.forms.shopping, [*self.forms.shopping.kinds]
        for grocery, amount in _by(2, _digits(number, shopping.radixes)):
            name, kind = left.pop(grocery)
            yield shopping.amounts[kind][amount], name

    def _contacts(self, number: int) -> Iterator[tuple[str, str]]:
        contacts, left = self.forms.contacts, [*self.forms.contacts.names]
        for name, beginning, last in _by(3, _digits(number, contacts.radixes)):
            yield left.pop(name), f"{contacts.numbers[beginning]}{last:0{_LAST}}"

    def _from_shopping(self, text: str) -> int | None:
        shopping, left = self.forms.shopping, [*self.forms.shopping.kinds]
        known = {
            tokens(f"{amount} {grocery}"): (grocery, kind, place)
            for grocery, kind in shopping.kinds
            for place, amount in enumerate(shopping.amounts[kind])
        }
        digits: list[int] = []
        for line in _entries([each for each in tokens(text) if each != "of"]):
            if line not in known or known[line][:2] not in left:
                return None
            grocery, kind, amount = known[line]
            digits += (left.index((grocery, kind)), amount)
            left.remove((grocery, kind))
        return _number(digits, shopping.radixes)

    def _from_contacts(self, text: str) -> int | None:
        contacts, left = self.forms.contacts, [tokens(name)[0] for name in self.forms.contacts.names]
        beginnings = {number.replace(" ", ""): place for place, number in enumerate(contacts.numbers)}
        digits: list[int] = []
        for name, number in _people(tokens(text)):
            beginning = beginnings.get(number[:-_LAST])
            if name not in left or beginning is None:
                return None
            digits += (left.index(name), beginning, int(number[-_LAST:]))
            left.remove(name)
        return _number(digits, contacts.radixes)


def _number_of(words: str) -> int:
    number = 0
    for word in words.split():
        number = number * len(_PLACES) + _PLACES[word]
    return number


def _words_of(number: int) -> str:
    words = []
    for _ in range(WORDS_IN_A_RECEIPT):
        number, place = divmod(number, len(_PLACES))
        words.append(all_words()[place])
    return " ".join(reversed(words))


def _digits(number: int, radixes: Sequence[int]) -> Iterator[int]:
    """`number` in a number system whose places have these many digits, the lowest first."""
    for radix in radixes:
        number, digit = divmod(number, radix)
        yield digit


def _number(digits: Sequence[int], radixes: Sequence[int]) -> int | None:
    """The number that `_digits` was given; None for digits that no receipt has."""
    if len(digits) != len(radixes):
        return None
    number = 0
    for digit, radix in zip(reversed(digits), reversed(radixes), strict=True):
        number = number * radix + digit
    return number if number < RECEIPTS else None


def _by(count: int, digits: Iterator[int]) -> Iterator[tuple[int, ...]]:
    return zip(*[digits] * count, strict=True)


def _entries(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """A list's lines, each of which begins with a figure; a figure alone is the number of the line."""
    line: list[str] = []
    for word in words:
        if word.isdecimal():
            if len(line) > 1:
                yield tuple(line)
            line = []
        line.append(word)
    yield tuple(line)


def _people(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names, each with the digits after it; +44 is written as 0."""
    name, digits = "", ""
    for word in words:
        if not word.isdecimal():
            if name or digits:
                yield name, _ABROAD.sub("0", digits)
            name, digits = word, ""
        else:
            digits += word
    yield name, _ABROAD.sub("0", digits)
